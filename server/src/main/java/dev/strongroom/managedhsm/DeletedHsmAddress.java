package dev.strongroom.managedhsm;

import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Target;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.model.VaultName;
import dev.strongroom.vaults.Locations;
import java.util.List;

/// Where a deleted managed HSM stands in the control plane, as a request says it. Nothing in it is
/// checked yet.
public record DeletedHsmAddress(SubscriptionId subscription, String location, String hsm) {
  public static DeletedHsmAddress of(ManagedHsm deleted) {
    return new DeletedHsmAddress(
        deleted.subscription(), deleted.about().location(), deleted.name().display());
  }

  public ResourceId resource() {
    return ResourceId.subscription(subscription)
        .child("providers/Microsoft.KeyVault/locations/" + location + "/deletedManagedHSMs/" + hsm);
  }

  Target target() {
    return new Target.Resource(resource());
  }

  VaultName existing() {
    return VaultName.parseHsm(hsm).orElseThrow(this::notFound);
  }

  boolean isOf(ManagedHsm other) {
    return other.recoverable()
        && other.subscription().equals(subscription)
        && new Locations(List.of(other.about().location())).find(location).isPresent();
  }

  RuntimeException notFound() {
    return new Problem.ResourceNotFound(
            "DeletedManagedHsmNotFound",
            "The specified deleted managed HSM '"
                + hsm
                + "' does not exist in location '"
                + location
                + "'.")
        .asException();
  }
}
