package dev.strongroom.managedhsm;

import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Target;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.model.VaultName;
import dev.strongroom.vaults.GroupName;

/// Where a managed HSM stands in the control plane, as a request says it. `hsm` is not checked yet.
public record HsmAddress(SubscriptionId subscription, GroupName group, String hsm) {
  public ResourceId resource() {
    return ResourceId.resourceGroup(subscription, group.display())
        .child("providers/" + ManagedHsm.TYPE + "/" + hsm);
  }

  Target target() {
    return new Target.Resource(resource());
  }

  /// For an HSM that is about to be created.
  VaultName forNew() {
    return VaultName.parseHsm(hsm)
        .orElseThrow(() -> new Problem.Invalid("HsmNameNotValid", notValid(hsm)).asException());
  }

  /// For an HSM that is looked up: what cannot be a name names nothing.
  public VaultName existing() {
    return VaultName.parseHsm(hsm).orElseThrow(this::notFound);
  }

  boolean isOf(ManagedHsm other) {
    return other.about().resource().equals(resource());
  }

  RuntimeException notFound() {
    return new Problem.ResourceNotFound(
            "ResourceNotFound",
            "The Resource '"
                + ManagedHsm.TYPE
                + "/"
                + hsm
                + "' under resource group '"
                + group
                + "' was not found. For more details please go to"
                + " https://aka.ms/ARMResourceNotFoundFix")
        .asException();
  }

  static String notValid(String name) {
    return "The managed HSM name '"
        + name
        + "' is invalid. A name must be between "
        + VaultName.MIN_LENGTH
        + "-"
        + VaultName.MAX_LENGTH
        + " alphanumeric characters. The name must begin with a letter, end with a letter or digit,"
        + " and not contain consecutive hyphens.";
  }
}
