package dev.strongroom.model;

import java.util.Optional;
import java.util.UUID;

/// The object id of a user, group, service principal or managed identity in the directory (`oid`).
public record PrincipalId(UUID value) {
  public static Optional<PrincipalId> parse(String text) {
    return Guid.parse(text).map(PrincipalId::new);
  }

  public static PrincipalId of(String text) {
    return parse(text).orElseThrow(() -> new IllegalArgumentException("not a GUID: " + text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
