package dev.strongroom.elevation;

import dev.strongroom.model.AssignmentId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a decision does to schedules and to requests that waited for it.
record Changes(List<Schedule> removed, List<Schedule> saved, List<ScheduleRequest> decided) {
  static final Changes NONE = new Changes(List.of(), List.of(), List.of());

  static Changes saving(Schedule... schedules) {
    return new Changes(List.of(), List.of(schedules), List.of());
  }

  static Changes removing(List<Schedule> schedules) {
    return new Changes(schedules, List.of(), List.of());
  }

  Changes and(Changes more) {
    return new Changes(
        Stream.concat(removed.stream(), more.removed.stream()).toList(),
        Stream.concat(saved.stream(), more.saved.stream()).toList(),
        Stream.concat(decided.stream(), more.decided.stream()).toList());
  }

  /// The schedule that a request leads to, or leads away from.
  Optional<AssignmentId> target() {
    return Stream.concat(saved.stream(), removed.stream()).map(Schedule::id).findFirst();
  }
}
