package dev.strongroom.vaults;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;

/// Reads a living vault.
public record GetVault(Vaults vaults, VaultAddress address) implements Operation<Vault> {
  public static final Action ACTION = Action.control("Microsoft.KeyVault/vaults/read", Effect.READ);

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
    return vaults.existing(work, address);
  }
}
