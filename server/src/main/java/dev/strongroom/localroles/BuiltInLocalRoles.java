package dev.strongroom.localroles;

import dev.strongroom.model.RoleId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The nine roles of every managed HSM, with Azure's ids and data actions as its service answered
/// them (azure-facts 2.2). The Administrator's two for settings are ours.
public final class BuiltInLocalRoles {
  public static final RoleId ADMINISTRATOR = RoleId.of("a290e904-7015-4bba-90c8-60543313cdb4");

  private static final List<String> READING_ROLES =
      List.of("roleDefinitions/read/action", "roleAssignments/read/action");
  private static final List<String> ROLES =
      List.of(
          "roleAssignments/delete/action",
          "roleAssignments/read/action",
          "roleAssignments/write/action",
          "roleDefinitions/read/action",
          "roleDefinitions/write/action",
          "roleDefinitions/delete/action");
  private static final List<String> ADMINISTERING =
      List.of(
          "securitydomain/download/action",
          "securitydomain/download/read",
          "securitydomain/upload/action",
          "securitydomain/upload/read",
          "securitydomain/transferkey/read",
          "backup/start/action",
          "restore/start/action",
          "backup/status/action",
          "restore/status/action",
          "settings/read/action",
          "settings/write/action");
  private static final List<String> USING =
      List.of(
          "keys/read/action",
          "keys/write/action",
          "keys/delete",
          "keys/create",
          "keys/rotate/action",
          "keys/import/action",
          "keys/release/action",
          "keys/backup/action",
          "keys/restore/action",
          "keys/encrypt/action",
          "keys/decrypt/action",
          "keys/wrap/action",
          "keys/unwrap/action",
          "keys/sign/action",
          "keys/verify/action",
          "keys/derive/action",
          "rng/action");
  private static final List<String> CARING_FOR_DELETED =
      List.of(
          "keys/deletedKeys/read/action",
          "keys/deletedKeys/delete",
          "keys/deletedKeys/recover/action",
          "keys/export/action");

  public static final List<LocalRole> ALL =
      List.of(
          role(ADMINISTRATOR, "Administrator", join(ROLES, ADMINISTERING)),
          role(
              "515eb02d-2335-4d2d-92f2-b1cbdf9c3778",
              "Crypto Officer",
              join(ROLES, CARING_FOR_DELETED)),
          role("21dbd100-6940-42c2-9190-5d6cb909625b", "Crypto User", join(READING_ROLES, USING)),
          role("4bd23610-cdcf-4971-bdee-bdc562cc28e4", "Policy Administrator", ROLES),
          role(
              "2c18b078-7c48-4d3a-af88-5a3a1b3f82b3",
              "Crypto Auditor",
              join(READING_ROLES, List.of("keys/read/action", "keys/deletedKeys/read/action"))),
          role(
              "33413926-3206-4cdd-b39a-83574fe37a17",
              "Crypto Service Encryption User",
              List.of("keys/read/action", "keys/wrap/action", "keys/unwrap/action")),
          role(
              "21dbd100-6940-42c2-9190-5d6cb909625c",
              "Crypto Service Release User",
              List.of("keys/release/action")),
          role(
              "7b127d3c-77bd-4e3e-bbe0-dbb8971fa7f8",
              "Backup User",
              List.of("backup/start/action", "backup/status/action", "keys/backup/action")),
          role(
              "6efe6056-5259-49d2-8b3d-d3d73544b20b",
              "Restore User",
              List.of("restore/start/action", "restore/status/action", "keys/restore/action")));

  private BuiltInLocalRoles() {}

  private static LocalRole role(String id, String name, List<String> actions) {
    return role(RoleId.of(id), name, actions);
  }

  private static LocalRole role(RoleId id, String name, List<String> actions) {
    List<String> whole = actions.stream().map(action -> LocalActions.PREFIX + action).toList();
    return new LocalRole(
        Optional.empty(),
        id,
        "Managed HSM " + name,
        "",
        List.of(new LocalRole.Permission(List.of(), List.of(), whole, List.of())));
  }

  private static List<String> join(List<String> one, List<String> other) {
    return Stream.concat(one.stream(), other.stream()).toList();
  }
}
