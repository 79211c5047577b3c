package dev.strongroom.vaults;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.VaultName;
import java.util.Optional;

/// Soft-deletes a vault. False when there is none at this address, which is no error.
public record DeleteVault(Vaults vaults, VaultAddress address) implements Operation<Boolean> {
  private static final int NO_CONTENT = 204;

  public static final Action ACTION =
      Action.control("Microsoft.KeyVault/vaults/delete", Effect.WRITE);

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
  public Boolean run(Work work) {
    vaults.resources().group(work.tx(), address.subscription(), address.group());
    Optional<Vault> existing =
        VaultName.parse(address.vault())
            .flatMap(name -> vaults.store().lock(work.tx(), name))
            .filter(vault -> vault.lives() && address.isOf(vault));
    existing.ifPresent(vault -> vaults.softDelete(work, vault));
    return existing.isPresent();
  }

  @Override
  public int status(Boolean deleted) {
    return deleted ? OK : NO_CONTENT;
  }
}
