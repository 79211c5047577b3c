package dev.strongroom.model;

import java.util.Optional;
import java.util.UUID;

/// The id of a subscription, the first scope below the tenant.
public record SubscriptionId(UUID value) {
  public static Optional<SubscriptionId> parse(String text) {
    return Guid.parse(text).map(SubscriptionId::new);
  }

  public static SubscriptionId of(String text) {
    return parse(text).orElseThrow(() -> new IllegalArgumentException("not a GUID: " + text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
