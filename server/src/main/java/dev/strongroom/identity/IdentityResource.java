package dev.strongroom.identity;

import dev.strongroom.identity.Principal.ManagedIdentity;
import dev.strongroom.kernel.Governed;
import dev.strongroom.model.Tags;
import java.util.LinkedHashMap;
import java.util.Map;

/// A user-assigned identity as the control plane shows it: its principal, and where it says it
/// lies.
public record IdentityResource(ManagedIdentity identity, String location, Tags tags)
    implements Governed {
  public static final String TYPE = "Microsoft.ManagedIdentity/userAssignedIdentities";

  @Override
  public Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("type", TYPE);
    facts.put("id", identity.resource().display());
    facts.put("name", identity.displayName());
    facts.put("location", location);
    tags.entries().forEach((tag, value) -> facts.put("tags." + tag, value));
    return facts;
  }
}
