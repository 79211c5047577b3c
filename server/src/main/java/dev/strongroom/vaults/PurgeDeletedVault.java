package dev.strongroom.vaults;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;

/// Begins to purge a deleted vault: its keys are destroyed now, so nothing in it can ever be read
/// again; what it held is destroyed in bounded steps, the first of them now.
public record PurgeDeletedVault(Vaults vaults, DeletedVaultAddress address)
    implements Operation<PurgeDeletedVault.Begun> {
  private static final int ACCEPTED = 202;

  /// @param ended true when the first step was the last
  public record Begun(Purge purge, boolean ended) {}

  public static final Action ACTION =
      Action.control("Microsoft.KeyVault/locations/deletedVaults/purge/action", Effect.WRITE);

  @Override
  public String name() {
    return ACTION.name();
  }

  @Override
  public Action action() {
    return ACTION;
  }

  @Override
  public Target target() {
    return address.target();
  }

  @Override
  public Begun run(Work work) {
    vaults.resources().subscription(work.tx(), address.subscription());
    Vault vault =
        vaults
            .store()
            .lock(work.tx(), address.existing())
            .filter(address::isOf)
            .orElseThrow(address::notFound);
    if (vault.about().purgeProtected()) {
      throw new Problem.OperationNotAllowed(
              "DeletedVaultPurge",
              "Purge protection is enabled for this vault; it is purged when its retention has"
                  + " passed.")
          .asException();
    }
    return new Begun(Purge.of(vault), vaults.purgeStep(work, vault));
  }

  @Override
  public int status(Begun result) {
    return ACCEPTED;
  }
}
