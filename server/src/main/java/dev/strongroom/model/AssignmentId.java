package dev.strongroom.model;

import java.util.Optional;
import java.util.UUID;

/// The name of a role assignment: a GUID that the client chooses, used once in a tenant.
public record AssignmentId(UUID value) {
  public static Optional<AssignmentId> parse(String text) {
    return Guid.parse(text).map(AssignmentId::new);
  }

  public static AssignmentId of(String text) {
    return parse(text).orElseThrow(() -> new IllegalArgumentException("not a GUID: " + text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
