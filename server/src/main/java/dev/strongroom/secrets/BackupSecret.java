package dev.strongroom.secrets;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.trust.SecretBytes;
import java.util.List;

/// Packs every version of a secret into a blob that only this server can open: any server with the
/// same root key. The blob outlives the vault and every re-keying of it.
public record BackupSecret(Secrets secrets, SecretPath path) implements Operation<Found<byte[]>> {
  public static final Action ACTION = Secrets.reads("backup/action", "backup");

  @Override
  public String name() {
    return "SecretBackup";
  }

  @Override
  public Action action() {
    return ACTION;
  }

  @Override
  public Target target() {
    return path.target();
  }

  @Override
  public Found<byte[]> run(Work work) {
    VaultFacts facts = secrets.vault(work, path.vault());
    List<SealedSecret> versions =
        secrets
            .store()
            .sealedVersions(
                work.tx(), facts, path.objectName(), SecretLimits.MAX_BACKUP_VERSIONS + 1);
    if (versions.isEmpty()) {
      throw path.notFound();
    }
    if (versions.size() > SecretLimits.MAX_BACKUP_VERSIONS) {
      throw refused("it has more than " + SecretLimits.MAX_BACKUP_VERSIONS + " versions");
    }
    List<OpenedSecret> opened =
        versions.stream().map(version -> secrets.open(work.tx(), facts, version)).toList();
    try (Backup backup = new Backup(facts.tenant(), opened)) {
      return new Found<>(facts, pack(backup));
    }
  }

  private byte[] pack(Backup backup) {
    if (BackupCodec.size(backup) > SecretLimits.MAX_BACKUP_BYTES) {
      throw refused("it is larger than " + SecretLimits.MAX_BACKUP_BYTES + " bytes");
    }
    try (SecretBytes plain = BackupCodec.encode(backup)) {
      return secrets.sealBackup(plain);
    }
  }

  private static RuntimeException refused(String why) {
    return new Problem.Malformed("The secret cannot be backed up: " + why + ".").asException();
  }
}
