package dev.strongroom.managedhsm;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;

/// Reads a managed HSM.
public record GetManagedHsm(ManagedHsms hsms, HsmAddress address) implements Operation<ManagedHsm> {
  public static final Action ACTION =
      Action.control("Microsoft.KeyVault/managedHSMs/read", Effect.READ);

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
  public ManagedHsm run(Work work) {
    return hsms.existing(work, address);
  }
}
