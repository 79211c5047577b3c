package dev.strongroom.localroles;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.RoleId;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.model.VaultName;
import java.util.List;
import java.util.Optional;

/// Makes or replaces a custom local role. It may name the data actions of an HSM and nothing else.
public record PutLocalRole(LocalRoles roles, VaultName hsm, RoleId id, Draft draft)
    implements Operation<LocalRole> {
  public static final Action ACTION = LocalActions.writes("roleDefinitions/write/action");

  /// Azure's limit for one HSM.
  public static final int MAX_CUSTOM = 50;

  public static final int MAX_TEXT = 1_024;
  public static final int MAX_PERMISSIONS = 100;
  private static final int CREATED = 201;

  /// @param name empty means the id
  public record Draft(String name, String description, List<LocalRole.Permission> permissions) {}

  @Override
  public String name() {
    return "RoleDefinitionCreateOrUpdate";
  }

  @Override
  public Action action() {
    return ACTION;
  }

  @Override
  public Target target() {
    return LocalRoles.definition(hsm, id);
  }

  @Override
  public int status(LocalRole role) {
    return CREATED;
  }

  @Override
  public LocalRole run(Work work) {
    VaultFacts facts = roles.facts(work.tx(), hsm);
    LocalRoleTable table = roles.lock(work, facts);
    LocalRole proposed =
        checked(
            new LocalRole(
                Optional.of(facts.id()),
                id,
                draft.name().isBlank() ? id.toString() : draft.name(),
                draft.description(),
                draft.permissions()));
    Optional<LocalRole> existing = table.role(id);
    if (existing.filter(LocalRole::builtIn).isPresent()) {
      throw LocalRoles.conflict(
          "RoleDefinitionUpdateNotAllowed", "A built-in role cannot be changed.");
    }
    if (existing.isEmpty() && table.custom().size() >= MAX_CUSTOM) {
      throw LocalRoles.conflict(
          "RoleDefinitionLimitExceeded",
          "A managed HSM has at most " + MAX_CUSTOM + " custom roles. Delete one first.");
    }
    refuseTakenName(table, proposed);
    roles.store().save(work.tx(), work.approve(proposed));
    return proposed;
  }

  private static void refuseTakenName(LocalRoleTable table, LocalRole proposed) {
    java.util.stream.Stream.concat(BuiltInLocalRoles.ALL.stream(), table.custom().stream())
        .filter(other -> !other.id().equals(proposed.id()))
        .filter(other -> LocalRoles.sameName(other.name(), proposed.name()))
        .findFirst()
        .ifPresent(other -> {
          throw LocalRoles.conflict(
              "RoleDefinitionWithSameNameExists",
              "The role " + other.id() + " has the name '" + proposed.name() + "' already.");
        });
  }

  private static LocalRole checked(LocalRole role) {
    if (role.name().length() > MAX_TEXT || role.description().length() > MAX_TEXT) {
      throw refused(
          "The name and the description of a role have at most " + MAX_TEXT + " characters.");
    }
    if (role.permissions().size() > MAX_PERMISSIONS) {
      throw refused("A role has at most " + MAX_PERMISSIONS + " permissions.");
    }
    for (LocalRole.Permission permission : role.permissions()) {
      if (!permission.actions().isEmpty() || !permission.notActions().isEmpty()) {
        throw refused(
            "A custom role of a managed HSM has no actions and no notActions: it grants data"
                + " actions.");
      }
      permission.dataActions().forEach(PutLocalRole::checkAction);
      permission.notDataActions().forEach(PutLocalRole::checkAction);
    }
    return role;
  }

  private static void checkAction(String action) {
    boolean known =
        LocalActions.ALL.stream()
            .anyMatch(one -> LocalRoles.sameName(LocalActions.PREFIX + one, action));
    if (!known) {
      throw refused("A managed HSM has no data action '" + action + "'.");
    }
  }

  private static RuntimeException refused(String message) {
    return new Problem.Malformed(message).asException();
  }
}
