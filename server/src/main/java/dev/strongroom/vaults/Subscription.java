package dev.strongroom.vaults;

import dev.strongroom.kernel.Governed;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.model.Tags;
import dev.strongroom.model.TenantId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// A subscription: the scope that holds resource groups. It belongs to one tenant for good.
public record Subscription(
    SubscriptionId id, TenantId tenant, String displayName, Instant created, Tags tags)
    implements Governed {
  Subscription with(Tags others) {
    return new Subscription(id, tenant, displayName, created, others);
  }

  public ResourceId resource() {
    return ResourceId.subscription(id);
  }

  @Override
  public Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("type", "Microsoft.Resources/subscriptions");
    facts.put("displayName", displayName);
    tags.entries().forEach((tag, value) -> facts.put("tags." + tag, value));
    return facts;
  }
}
