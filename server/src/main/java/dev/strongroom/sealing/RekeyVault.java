package dev.strongroom.sealing;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;

/// Gives a vault a new key, because somebody asked for it; answers its version. New values are
/// sealed under it from now on; a job brings the old ones over. Azure has no such operation, so it
/// asks for the right to change the vault.
public record RekeyVault(Sealing sealing, KeyedVaults vaults, VaultAt vault)
    implements Operation<Integer> {
  static final Action CHANGES_VAULT =
      Action.control("Microsoft.KeyVault/vaults/write", Action.Effect.WRITE);

  @Override
  public String name() {
    return "VaultRekey";
  }

  @Override
  public Action action() {
    return CHANGES_VAULT;
  }

  @Override
  public Target target() {
    return new Target.Resource(vault.id());
  }

  @Override
  public Integer run(Work work) {
    int version = sealing.rekey(work, vault.in(vaults, work.tx()).id());
    work.note("keyVersion", Integer.toString(version));
    return version;
  }
}
