package dev.strongroom.vaults;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;

/// Reads a vault that can be recovered.
public record GetDeletedVault(Vaults vaults, DeletedVaultAddress address)
    implements Operation<Vault> {
  public static final Action ACTION =
      Action.control("Microsoft.KeyVault/locations/deletedVaults/read", Effect.READ);

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
  public Vault run(Work work) {
    vaults.resources().subscription(work.tx(), address.subscription());
    return vaults
        .store()
        .find(work.tx(), address.existing())
        .filter(address::isOf)
        .orElseThrow(address::notFound);
  }
}
