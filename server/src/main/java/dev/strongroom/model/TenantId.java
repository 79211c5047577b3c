package dev.strongroom.model;

import java.util.Optional;
import java.util.UUID;

/// The directory tenant a vault, a subscription and every principal belong to (`tid`).
public record TenantId(UUID value) {
  public static Optional<TenantId> parse(String text) {
    return Guid.parse(text).map(TenantId::new);
  }

  public static TenantId of(String text) {
    return parse(text).orElseThrow(() -> new IllegalArgumentException("not a GUID: " + text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
