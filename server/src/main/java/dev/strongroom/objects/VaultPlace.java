package dev.strongroom.objects;

import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.model.VaultName;

/// A vault, or a managed HSM, by its place in the control plane.
public record VaultPlace(SubscriptionId subscription, String group, VaultName vault) {
  public ResourceId resource() {
    return ResourceId.vault(subscription, group, vault);
  }

  /// Refuses a vault of that name in another place: the caller was authorised for this one.
  public VaultFacts require(ObjectVaults vaults, Tx tx) {
    return vaults
        .find(tx, vault)
        .filter(facts -> facts.resource().equals(resource()))
        .orElseThrow(() ->
            new Problem.ResourceNotFound(
                    "ResourceNotFound",
                    "The Resource '"
                        + vault.type()
                        + "/"
                        + vault.display()
                        + "' under resource group '"
                        + group
                        + "' was not found.")
                .asException());
  }
}
