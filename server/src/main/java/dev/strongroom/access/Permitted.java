package dev.strongroom.access;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// One thing that can be done in a vault's data plane, and what permits it: a permission of access
/// policies, or a data action of roles (azure-facts 2.1).
///
/// @param what for people, as `get secret`
/// @param permission as `secrets/get`
public record Permitted(String what, String permission, String action) {
  private static final String PREFIX = "Microsoft.KeyVault/vaults/";

  /// Operation, permission and action behind their collection; a line for each operation.
  private static final List<String> SECRETS =
      List.of(
          "set secret:set:secrets/setSecret/action",
          "get secret:get:secrets/getSecret/action",
          "list secrets:list:secrets/readMetadata/action",
          "update secret:set:secrets/update/action",
          "delete secret:delete:secrets/delete",
          "list deleted secrets:list:secrets/readMetadata/action",
          "get deleted secret:get:secrets/readMetadata/action",
          "recover secret:recover:secrets/recover/action",
          "purge secret:purge:secrets/purge/action",
          "back up secret:backup:secrets/backup/action",
          "restore secret:restore:secrets/restore/action");

  private static final List<String> KEYS =
      List.of(
          "create key:create:keys/create/action",
          "import key:import:keys/import/action",
          "get key:get:keys/read",
          "list keys:list:keys/read",
          "update key:update:keys/update/action",
          "delete key:delete:keys/delete",
          "recover key:recover:keys/recover/action",
          "purge key:purge:keys/purge/action",
          "back up key:backup:keys/backup/action",
          "restore key:restore:keys/restore/action",
          "encrypt:encrypt:keys/encrypt/action",
          "decrypt:decrypt:keys/decrypt/action",
          "wrap key:wrapKey:keys/wrap/action",
          "unwrap key:unwrapKey:keys/unwrap/action",
          "sign:sign:keys/sign/action",
          "verify:verify:keys/verify/action",
          "release key:release:keys/release/action",
          "rotate key:rotate:keys/rotate/action",
          "get rotation policy:getrotationpolicy:keyrotationpolicies/read",
          "set rotation policy:setrotationpolicy:keyrotationpolicies/write");

  private static final List<String> CERTIFICATES =
      List.of(
          "create certificate:create:certificates/create/action",
          "import certificate:import:certificates/import/action",
          "get certificate:get:certificates/read",
          "list certificates:list:certificates/read",
          "update certificate:update:certificates/update/action",
          "delete certificate:delete:certificates/delete",
          "recover certificate:recover:certificates/recover/action",
          "purge certificate:purge:certificates/purge/action",
          "back up certificate:backup:certificates/backup/action",
          "restore certificate:restore:certificates/restore/action",
          "manage contacts:managecontacts:certificatecontacts/write",
          "get issuer:getissuers:certificatecas/read",
          "list issuers:listissuers:certificatecas/read",
          "set issuer:setissuers:certificatecas/write",
          "manage issuers:manageissuers:certificatecas/write",
          "delete issuer:deleteissuers:certificatecas/delete");

  public static final List<Permitted> ALL =
      Stream.of(of("secrets", SECRETS), of("keys", KEYS), of("certificates", CERTIFICATES))
          .flatMap(List::stream)
          .toList();

  private static List<Permitted> of(String kind, List<String> lines) {
    return lines.stream()
        .map(line -> line.split(":", -1))
        .map(parts -> new Permitted(parts[0], kind + "/" + parts[1], PREFIX + parts[2]))
        .toList();
  }

  /// The first operation that takes the data action; empty for what is no data action.
  static Optional<Permitted> byAction(String action) {
    return ALL.stream().filter(one -> one.action().equalsIgnoreCase(action)).findFirst();
  }

  /// `secrets`, `keys` or `certificates`.
  String collection() {
    return permission.substring(0, permission.indexOf('/')).toLowerCase(Locale.ROOT);
  }
}
