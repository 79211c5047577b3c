package dev.strongroom.vaults;

import dev.strongroom.access.AccessPolicies;
import dev.strongroom.access.NetworkRules;
import dev.strongroom.model.Tags;
import dev.strongroom.model.TenantId;
import java.util.Optional;

/// A vault as a PUT or PATCH describes it, parsed; what is empty was not said, or was `null`.
public record VaultDraft(
    Optional<String> location,
    Optional<Tags> tags,
    Optional<TenantId> tenant,
    Optional<Sku> sku,
    Optional<AccessPolicies> policies,
    Optional<Boolean> rbac,
    Lifecycle lifecycle,
    NetworkDraft network,
    ServiceUse use) {

  /// The settings of a new vault.
  ///
  /// @param rbacByDefault true from api-version 2026-02-01 on
  VaultSettings forNew(TenantId home, boolean rbacByDefault) {
    Optional<Boolean> model = rbacByDefault ? Optional.of(rbac.orElse(true)) : rbac;
    VaultSettings settings =
        new VaultSettings(
            requiredSku(),
            model,
            policies.orElse(AccessPolicies.NONE),
            network.over(NetworkRules.OPEN),
            use);
    return checked(settings, home, policies.isPresent());
  }

  /// The settings after a PUT on a vault that exists. The permission model stays as it is unless
  /// the request names one.
  VaultSettings replacing(VaultSettings older, TenantId home) {
    VaultSettings settings =
        new VaultSettings(
            requiredSku(),
            rbac.or(older::rbac),
            policies.orElse(older.policies()),
            network.over(older.network()),
            use);
    return checked(settings, home, policies.isPresent());
  }

  /// The settings after a PATCH: everything unsaid stays.
  VaultSettings patching(VaultSettings older, TenantId home) {
    VaultSettings settings =
        new VaultSettings(
            sku.orElse(older.sku()),
            rbac.or(older::rbac),
            policies.orElse(older.policies()),
            network.over(older.network()),
            use.over(older.use()));
    return checked(settings, home, true);
  }

  void requireTenant(TenantId home) {
    if (!tenant.orElseThrow(() -> Vaults.unsaid("tenantId")).equals(home)) {
      throw notHome();
    }
  }

  private Sku requiredSku() {
    return sku.orElseThrow(() -> Vaults.unsaid("sku"));
  }

  private VaultSettings checked(VaultSettings settings, TenantId home, boolean policiesSaid) {
    if (!policiesSaid && !settings.judgedByRoles()) {
      throw Vaults.unsaid("accessPolicies");
    }
    if (tenant.filter(said -> !said.equals(home)).isPresent()) {
      throw notHome();
    }
    checkTenants(settings.policies(), home);
    return settings;
  }

  static void checkTenants(AccessPolicies policies, TenantId home) {
    if (!policies.entries().stream().allMatch(entry -> entry.tenant().equals(home))) {
      throw Vaults.badRequest(
          "An invalid value was provided for 'accessPolicies'. Every entry must name the tenant of"
              + " the vault, "
              + home
              + ".");
    }
  }

  private static RuntimeException notHome() {
    return Vaults.badRequest("An invalid value was provided for 'tenantId'.");
  }
}
