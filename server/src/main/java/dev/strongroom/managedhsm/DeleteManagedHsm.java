package dev.strongroom.managedhsm;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.VaultName;
import java.util.Optional;

/// Soft-deletes a managed HSM. False when there is none at this address, which is no error.
public record DeleteManagedHsm(ManagedHsms hsms, HsmAddress address) implements Operation<Boolean> {
  private static final int NO_CONTENT = 204;

  public static final Action ACTION =
      Action.control("Microsoft.KeyVault/managedHSMs/delete", Effect.WRITE);

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
    hsms.resources().group(work.tx(), address.subscription(), address.group());
    Optional<ManagedHsm> existing =
        VaultName.parseHsm(address.hsm())
            .flatMap(name -> hsms.store().lock(work.tx(), name))
            .filter(hsm -> hsm.lives() && address.isOf(hsm));
    existing.ifPresent(hsm -> hsms.softDelete(work, hsm));
    return existing.isPresent();
  }

  @Override
  public int status(Boolean deleted) {
    return deleted ? OK : NO_CONTENT;
  }
}
