package dev.strongroom.vaults;

import dev.strongroom.kernel.Governed;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.model.Tags;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A resource group: what is deleted together.
public record ResourceGroup(
    SubscriptionId subscription,
    GroupName name,
    String location,
    Tags tags,
    Optional<String> managedBy)
    implements Governed {
  static final String TYPE = "Microsoft.Resources/resourceGroups";

  public ResourceId resource() {
    return ResourceId.resourceGroup(subscription, name.display());
  }

  @Override
  public Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("type", "Microsoft.Resources/subscriptions/resourceGroups");
    facts.put("name", name.display());
    facts.put("location", location);
    tags.entries().forEach((tag, value) -> facts.put("tags." + tag, value));
    return facts;
  }
}
