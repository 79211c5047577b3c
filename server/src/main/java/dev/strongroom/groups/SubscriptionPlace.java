package dev.strongroom.groups;

import dev.strongroom.kernel.Governed;
import dev.strongroom.model.SubscriptionId;
import java.util.Map;

/// The management group that a subscription is in.
public record SubscriptionPlace(SubscriptionId subscription, GroupId group) implements Governed {
  @Override
  public Map<String, String> facts() {
    return Map.of(
        "type", "Microsoft.Management/managementGroups/subscriptions",
        "name", subscription.toString(),
        "group", group.display());
  }
}
