package dev.strongroom.vaults;

import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Target;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.model.VaultName;
import java.util.List;

/// Where a deleted vault stands in the control plane, as a request says it. Nothing in it is
/// checked yet.
public record DeletedVaultAddress(SubscriptionId subscription, String location, String vault) {
  public static DeletedVaultAddress of(Vault deleted) {
    return new DeletedVaultAddress(
        deleted.subscription(), deleted.about().location(), deleted.name().display());
  }

  public ResourceId resource() {
    return ResourceId.subscription(subscription)
        .child("providers/Microsoft.KeyVault/locations/" + location + "/deletedVaults/" + vault);
  }

  Target target() {
    return new Target.Resource(resource());
  }

  VaultName existing() {
    return VaultName.parse(vault).orElseThrow(this::notFound);
  }

  boolean isOf(Vault other) {
    return other.recoverable()
        && other.subscription().equals(subscription)
        && new Locations(List.of(other.about().location())).find(location).isPresent();
  }

  RuntimeException notFound() {
    return new Problem.ResourceNotFound(
            "DeletedVaultNotFound",
            "The specified deleted vault '"
                + vault
                + "' does not exist in location '"
                + location
                + "'.")
        .asException();
  }
}
