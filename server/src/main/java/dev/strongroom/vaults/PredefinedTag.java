package dev.strongroom.vaults;

import dev.strongroom.kernel.Governed;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.model.Tags;
import java.util.LinkedHashMap;
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

  PredefinedTag nameAlone() {
    return new PredefinedTag(subscription, name, "");
  }

  ResourceId scope() {
    return ResourceId.subscription(subscription);
  }

  @Override
  public Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("type", "Microsoft.Resources/subscriptions/tagNames");
    facts.put("name", name);
    if (!isName()) {
      facts.put("value", value);
    }
    return facts;
  }
}
