package dev.strongroom.secrets;

import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ObjectName;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.model.VaultName;
import java.util.Optional;

/// A secret, or the secrets of a vault, by its place in the control plane.
///
/// @param name empty for the collection
public record SecretAt(
    SubscriptionId subscription, String group, VaultName vault, Optional<String> name) {
  public ResourceId resource() {
    ResourceId collection = ResourceId.vault(subscription, group, vault).child(Secrets.COLLECTION);
    return name.map(collection::child).orElse(collection);
  }

  ObjectName objectName() {
    String given = name.orElse("");
    return ObjectName.parse(given)
        .orElseThrow(() ->
            new Problem.Invalid(
                    "BadRequest",
                    "The secret name '"
                        + given
                        + "' is invalid. It has 1 to 127 letters, digits and '-'.")
                .asException());
  }

  /// Refuses a vault of that name in another place: the caller was authorised for this one.
  VaultFacts require(Secrets secrets, Work work) {
    return secrets
        .life()
        .vaults()
        .find(work.tx(), vault)
        .filter(facts -> facts.resource().equals(ResourceId.vault(subscription, group, vault)))
        .orElseThrow(() ->
            new Problem.ResourceNotFound(
                    "ResourceNotFound",
                    "The Resource 'Microsoft.KeyVault/vaults/"
                        + vault.display()
                        + "' under resource group '"
                        + group
                        + "' was not found.")
                .asException());
  }

  RuntimeException notFound() {
    return new Problem.ResourceNotFound(
            "SecretNotFound",
            "A secret with (name/id) " + name.orElse("") + " was not found in this key vault.")
        .asException();
  }
}
