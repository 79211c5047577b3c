package dev.strongroom.model;

import java.util.Optional;
import java.util.UUID;

/// The id of a role definition; Azure's built-in roles have the same one everywhere.
public record RoleId(UUID value) {
  public static Optional<RoleId> parse(String text) {
    return Guid.parse(text).map(RoleId::new);
  }

  public static RoleId of(String text) {
    return parse(text).orElseThrow(() -> new IllegalArgumentException("not a GUID: " + text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
