package dev.strongroom.vaults;

import dev.strongroom.access.AccessPolicies;
import dev.strongroom.access.NetworkRules;
import java.util.Optional;

/// What can be changed on a vault besides its tags.
///
/// @param rbac as it was set; empty on a vault made before api-version 2026-02-01 without saying
///   it, and means access policies
public record VaultSettings(
    Sku sku,
    Optional<Boolean> rbac,
    AccessPolicies policies,
    NetworkRules network,
    ServiceUse use) {
  public boolean judgedByRoles() {
    return rbac.orElse(false);
  }

  VaultSettings with(AccessPolicies others) {
    return new VaultSettings(sku, rbac, others, network, use);
  }
}
