package dev.strongroom.secrets;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Problem.ObjectKind;
import dev.strongroom.kernel.Refused;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Traits;
import dev.strongroom.kernel.Tx;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ObjectName;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.model.VaultName;
import dev.strongroom.trust.SecretBytes;
import java.util.Map;

/// Brings a backed-up secret into a vault, with its name, versions, attributes and tags. The caller
/// is authorised for the vault as a whole; the blob is opened before only when a condition on its
/// role asks for the name.
public record RestoreSecret(Secrets secrets, VaultName vault, byte[] blob)
    implements Operation<Found<SecretProperties>> {
  public static final Action ACTION = Secrets.writes("restore/action", "restore");
  private static final String NAME_TRAIT = "microsoft.keyvault/vaults/secrets:name";

  @Override
  public String name() {
    return "SecretRestore";
  }

  @Override
  public Action action() {
    return ACTION;
  }

  @Override
  public Target target() {
    return Target.InVault.collection(vault, SecretPath.COLLECTION);
  }

  @Override
  public Traits traits(Tx tx) {
    try (SecretBytes plain = secrets.openBackup(blob);
        Backup backup = BackupCodec.decode(plain)) {
      String name = backup.versions().getLast().properties().name().display();
      return Traits.ofRequest(Map.of(NAME_TRAIT, name));
    } catch (Refused unreadable) {
      return Traits.NONE;
    }
  }

  @Override
  public Found<SecretProperties> run(Work work) {
    VaultFacts facts = secrets.vault(work, vault);
    try (SecretBytes plain = secrets.openBackup(blob);
        Backup backup = BackupCodec.decode(plain)) {
      if (!backup.tenant().equals(facts.tenant())) {
        throw new Problem.Malformed("The backup was made in another tenant.").asException();
      }
      SecretProperties latest = backup.versions().getLast().properties();
      checkFree(work, facts, latest.name());
      for (OpenedSecret version : backup.versions()) {
        SealedSecret sealed = secrets.seal(work.tx(), facts, version.properties(), version.value());
        secrets.store().add(work.tx(), facts, work.approve(sealed));
      }
      work.note("restored", latest.name().display());
      return new Found<>(facts, latest);
    }
  }

  private void checkFree(Work work, VaultFacts facts, ObjectName name) {
    switch (secrets.store().state(work.tx(), facts, name)) {
      case SecretState.Absent() -> {}
      case SecretState.Live(_) ->
          throw new Problem.AlreadyExists(ObjectKind.SECRET, name.display()).asException();
      case SecretState.Deleted(_) ->
          throw new Problem.DeletedButRecoverable(ObjectKind.SECRET, name.display()).asException();
      case SecretState.Purging() ->
          throw new Problem.BeingDeleted(ObjectKind.SECRET, name.display()).asException();
    }
  }
}
