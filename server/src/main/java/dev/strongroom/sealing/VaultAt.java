package dev.strongroom.sealing;

import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.model.VaultName;

/// A vault by its place in the control plane.
public record VaultAt(SubscriptionId subscription, String group, VaultName name) {
  ResourceId id() {
    return ResourceId.vault(subscription, group, name);
  }

  /// The vault of that name, if it is the one that lies here: the caller was authorised for this
  /// place, not for whatever place the name is found in.
  VaultFacts in(KeyedVaults vaults, Tx tx) {
    return vaults
        .find(tx, name)
        .filter(facts -> facts.resource().equals(id()))
        .orElseThrow(this::notFound);
  }

  private Refused notFound() {
    String message =
        "The Resource 'Microsoft.KeyVault/vaults/%s' under resource group '%s' was not found."
            .formatted(name, group);
    return new Problem.ResourceNotFound("ResourceNotFound", message).asException();
  }
}
