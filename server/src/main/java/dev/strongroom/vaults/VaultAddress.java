package dev.strongroom.vaults;

import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Target;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.model.VaultName;

/// Where a vault stands in the control plane, as a request says it. `vault` is not checked yet:
/// Azure refuses a bad name after authorisation, and only where a vault would be created.
public record VaultAddress(SubscriptionId subscription, GroupName group, String vault) {
  public static VaultAddress of(Vault vault) {
    return new VaultAddress(vault.subscription(), vault.group(), vault.name().display());
  }

  public ResourceId resource() {
    return ResourceId.resourceGroup(subscription, group.display())
        .child("providers/" + Vault.TYPE + "/" + vault);
  }

  Target target() {
    return new Target.Resource(resource());
  }

  /// For a vault that is about to be created.
  VaultName forNew() {
    return VaultName.parse(vault)
        .orElseThrow(() -> new Problem.Invalid("VaultNameNotValid", notValid(vault)).asException());
  }

  /// For a vault that is looked up: what cannot be a name names nothing.
  public VaultName existing() {
    return VaultName.parse(vault).orElseThrow(this::notFound);
  }

  boolean isOf(Vault other) {
    return other.about().resource().equals(resource());
  }

  RuntimeException notFound() {
    return new Problem.ResourceNotFound(
            "ResourceNotFound",
            "The Resource '"
                + Vault.TYPE
                + "/"
                + vault
                + "' under resource group '"
                + group
                + "' was not found. For more details please go to"
                + " https://aka.ms/ARMResourceNotFoundFix")
        .asException();
  }

  static String notValid(String name) {
    return "The vault name '"
        + name
        + "' is invalid. A vault's name must be between "
        + VaultName.MIN_LENGTH
        + "-"
        + VaultName.MAX_LENGTH
        + " alphanumeric characters. The name must begin with a letter, end with a letter or digit,"
        + " and not contain consecutive hyphens. Follow this link for more information:"
        + " https://go.microsoft.com/fwlink/?linkid=2147742";
  }
}
