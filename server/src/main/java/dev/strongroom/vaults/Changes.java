package dev.strongroom.vaults;

import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.Tags;
import dev.strongroom.model.VaultFacts;

/// What PUT and PATCH on an existing vault have in common.
final class Changes {
  /// Who may decide that roles count, or stop counting, must be someone who may grant roles. So
  /// must who lets deployments read the secrets of a vault with roles: else whoever may change the
  /// vault could read them.
  private static final String GRANTING = "Microsoft.Authorization/roleAssignments/write";

  private Changes() {}

  static Vault of(Vault existing, VaultSettings settings, Lifecycle lifecycle, Tags tags) {
    VaultFacts old = existing.about();
    lifecycle.refuseChanging(old.retentionDays());
    VaultFacts facts =
        new VaultFacts(
            old.id(),
            old.tenant(),
            old.name(),
            old.resource(),
            old.location(),
            old.retentionDays(),
            lifecycle.protects(old.purgeProtected()));
    return new Vault(
        facts, settings, tags, existing.created(), existing.modified(), existing.deletion());
  }

  static Vault save(Work work, Vaults vaults, Vault existing, Vault proposed) {
    VaultSettings before = existing.settings();
    VaultSettings after = proposed.settings();
    boolean opens = !before.use().opensToTemplates() && after.use().opensToTemplates();
    if (before.judgedByRoles() != after.judgedByRoles()) {
      requireGranting(
          work, vaults, existing, "change permission model. Changing enableRbacAuthorization");
    } else if (opens && after.judgedByRoles()) {
      requireGranting(
          work,
          vaults,
          existing,
          "let deployments read secrets. Turning on enabledForTemplateDeployment");
    }
    Vault stamped = proposed.with(proposed.settings(), Stamp.of(work));
    vaults.store().update(work.tx(), work.approve(stamped));
    return stamped;
  }

  private static void requireGranting(Work work, Vaults vaults, Vault existing, String change) {
    if (!mayGrant(work, vaults, existing)) {
      throw new Problem.NotPermitted(
              "InsufficientPermissions",
              "Caller is not allowed to "
                  + change
                  + " also needs the action "
                  + GRANTING
                  + " on the vault, without a condition.\r\nResource: '"
                  + existing.about().resource()
                  + "'")
          .asException();
    }
  }

  private static boolean mayGrant(Work work, Vaults vaults, Vault existing) {
    return vaults
        .resources()
        .reading()
        .rights()
        .holds(work.tx(), work.caller(), GRANTING, existing.about().resource(), work.now());
  }
}
