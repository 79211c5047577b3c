package dev.strongroom.vaults;

import dev.strongroom.kernel.Governed;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.model.Tags;
import java.util.Map;

/// A name for tags, or a value for one, that is there before anything carries it.
///
/// @param value empty for the name alone
public record PredefinedTag(SubscriptionId subscription, String name, String value)
    implements Governed {
  public PredefinedTag {
    var _ = ResourceTags.checked(new Tags(Map.of(name, value)));
  }

  public boolean isName() {
    return value.isEmpty();
  }

  ResourceId scope() {
    return ResourceId.subscription(subscription);
  }

  @Override
  public Map<String, String> facts() {
    return Map.of("type", "Microsoft.Resources/subscriptions/tagNames", "name", name);
  }
}
