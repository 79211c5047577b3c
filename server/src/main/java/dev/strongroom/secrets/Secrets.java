package dev.strongroom.secrets;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Tx;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ObjectName;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.model.VaultName;
import dev.strongroom.sealing.Backups;
import dev.strongroom.sealing.SealContext;
import dev.strongroom.sealing.Sealing;
import dev.strongroom.trust.SecretBytes;
import dev.strongroom.trust.Tampered;

/// What the operations on secrets share.
public record Secrets(SecretStore store, SecretVaults vaults, Sealing sealing) {
  private static final String ACTION_PREFIX = "Microsoft.KeyVault/vaults/secrets/";
  private static final String VALUE = "value";
  private static final String KIND = "secret";

  static Action reads(String action, String policyPermission) {
    return Action.data(ACTION_PREFIX + action, Effect.READ, "secrets/" + policyPermission);
  }

  static Action writes(String action, String policyPermission) {
    return Action.data(ACTION_PREFIX + action, Effect.WRITE, "secrets/" + policyPermission);
  }

  VaultFacts vault(Work work, VaultName name) {
    return vaults
        .find(work.tx(), name)
        .orElseThrow(() -> new Problem.VaultNotFound(name.canonical()).asException());
  }

  SealedSecret seal(Tx tx, VaultFacts vault, SecretProperties properties, SecretBytes value) {
    return new SealedSecret(properties, sealing.seal(tx, context(vault, properties), value));
  }

  OpenedSecret open(Tx tx, VaultFacts vault, SealedSecret secret) {
    return new OpenedSecret(
        secret.properties(), sealing.open(tx, context(vault, secret.properties()), secret.value()));
  }

  byte[] sealBackup(SecretBytes plain) {
    return new Backups(sealing).seal(plain);
  }

  SecretBytes openBackup(byte[] blob) {
    try {
      return new Backups(sealing).open(blob);
    } catch (Tampered notOurs) {
      throw new Problem.Malformed("The backup blob was not made by this server, or it was changed.")
          .asException();
    }
  }

  /// The latest version of a live secret, to be changed.
  SecretProperties live(Tx tx, VaultFacts vault, SecretPath path) {
    return switch (store.state(tx, vault, path.objectName())) {
      case SecretState.Live(SecretProperties latest) -> latest;
      case SecretState.Absent(), SecretState.Deleted(_), SecretState.Purging() ->
          throw path.notFound();
    };
  }

  /// A deleted secret, to be changed.
  DeletedSecret deleted(Tx tx, VaultFacts vault, SecretPath path) {
    ObjectName name = ObjectName.parse(path.name()).orElseThrow(path::deletedNotFound);
    return switch (store.state(tx, vault, name)) {
      case SecretState.Deleted(DeletedSecret secret) -> secret;
      case SecretState.Absent(), SecretState.Live(_), SecretState.Purging() ->
          throw path.deletedNotFound();
    };
  }

  /// A value opens only as what it was sealed as: the same version of the same secret in the same
  /// life of the same vault.
  private static SealContext context(VaultFacts vault, SecretProperties properties) {
    return new SealContext(
        vault.tenant(),
        vault.id(),
        KIND,
        properties.name().canonical(),
        properties.version().hex(),
        VALUE);
  }
}
