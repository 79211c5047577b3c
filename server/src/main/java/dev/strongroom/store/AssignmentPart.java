package dev.strongroom.store;

import dev.strongroom.elevation.Level;
import dev.strongroom.elevation.Schedule;
import dev.strongroom.model.AssignmentId;
import dev.strongroom.model.TenantId;
import java.util.Optional;

/// The name of an assignment, an eligibility or its schedule as a part of what is kept of all.
record AssignmentPart(Level level, TenantId tenant, AssignmentId id) {
  static AssignmentPart of(Schedule one) {
    return new AssignmentPart(one.level(), one.place().grant().tenant(), one.id());
  }

  /// Empty for the name of another part.
  static Optional<AssignmentPart> parse(String text) {
    String[] words = text.split(" ", -1);
    return words.length == 1
        ? Optional.empty()
        : Optional.of(
            new AssignmentPart(
                Level.valueOf(words[0]), TenantId.of(words[1]), AssignmentId.of(words[2])));
  }

  String text() {
    return level.name() + " " + tenant + " " + id;
  }
}
