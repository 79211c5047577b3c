package dev.strongroom.localroles;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The data actions of a managed HSM, in Azure's words, and which of them an operation on keys
/// needs there. Azure has none for settings; the two are ours.
public final class LocalActions {
  public static final String PREFIX = "Microsoft.KeyVault/managedHsm/";

  /// Everything that a custom role may name (`DataAction` of the specification), and our two.
  public static final List<String> ALL =
      List.of(
          "keys/read/action",
          "keys/write/action",
          "keys/rotate/action",
          "keys/create",
          "keys/delete",
          "keys/import/action",
          "keys/export/action",
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
          "keys/deletedKeys/read/action",
          "keys/deletedKeys/recover/action",
          "keys/deletedKeys/delete",
          "roleAssignments/read/action",
          "roleAssignments/write/action",
          "roleAssignments/delete/action",
          "roleDefinitions/read/action",
          "roleDefinitions/write/action",
          "roleDefinitions/delete/action",
          "securitydomain/download/action",
          "securitydomain/download/read",
          "securitydomain/upload/action",
          "securitydomain/upload/read",
          "securitydomain/transferkey/read",
          "backup/start/action",
          "backup/status/action",
          "restore/start/action",
          "restore/status/action",
          "rng/action",
          "settings/read/action",
          "settings/write/action");

  private static final String DELETED = "deletedkeys";
  private static final String READ = "keys/read/action";
  private static final String WRITE = "keys/write/action";
  private static final String VAULTS = "Microsoft.KeyVault/vaults/";
  private static final String DOMAIN = PREFIX + "securitydomain/";

  /// From what a vault calls it.
  private static final Map<String, String> OF_KEYS =
      Map.ofEntries(
          Map.entry("keys/create/action", "keys/create"),
          Map.entry("keys/import/action", "keys/import/action"),
          Map.entry("keys/read", READ),
          Map.entry("keys/update/action", WRITE),
          Map.entry("keys/delete", "keys/delete"),
          Map.entry("keys/recover/action", "keys/deletedKeys/recover/action"),
          Map.entry("keys/purge/action", "keys/deletedKeys/delete"),
          Map.entry("keys/backup/action", "keys/backup/action"),
          Map.entry("keys/restore/action", "keys/restore/action"),
          Map.entry("keys/rotate/action", "keys/rotate/action"),
          Map.entry("keys/release/action", "keys/release/action"),
          Map.entry("keys/encrypt/action", "keys/encrypt/action"),
          Map.entry("keys/decrypt/action", "keys/decrypt/action"),
          Map.entry("keys/wrap/action", "keys/wrap/action"),
          Map.entry("keys/unwrap/action", "keys/unwrap/action"),
          Map.entry("keys/sign/action", "keys/sign/action"),
          Map.entry("keys/verify/action", "keys/verify/action"),
          Map.entry("keyrotationpolicies/read", READ),
          Map.entry("keyrotationpolicies/write", WRITE),
          Map.entry("rng/action", "rng/action"));

  private LocalActions() {}

  static Action reads(String name) {
    return Action.data(PREFIX + name, Effect.READ, "");
  }

  static Action writes(String name) {
    return Action.data(PREFIX + name, Effect.WRITE, "");
  }

  /// What the HSM calls it; empty for what no HSM offers.
  static Optional<String> of(Action action, Target.InVault place) {
    String name = action.name();
    if (name.startsWith(PREFIX)) {
      return Optional.of(name);
    } else if (!name.startsWith(VAULTS)) {
      return Optional.empty();
    }
    Optional<String> known = Optional.ofNullable(OF_KEYS.get(name.substring(VAULTS.length())));
    return known
        .map(local ->
            local.equals(READ) && place.collection().equals(DELETED)
                ? "keys/deletedKeys/read/action"
                : local)
        .map(local -> PREFIX + local);
  }

  /// What can be done with an HSM whose security domain nobody holds yet.
  static boolean beforeActivation(String action) {
    return action.startsWith(DOMAIN);
  }
}
