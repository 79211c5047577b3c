package dev.strongroom.managedhsm;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.vaults.Stamp;
import java.util.Optional;

/// PUT with `createMode: recover`: the deleted HSM lives again at the address that it had, with its
/// keys, its local roles and its security domain.
public record RecoverManagedHsm(ManagedHsms hsms, HsmAddress address, Optional<String> location)
    implements Operation<ManagedHsm> {
  public static final Action ACTION = CreateOrUpdateManagedHsm.ACTION;

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
    hsms.resources().lockGroup(work.tx(), address.subscription(), address.group());
    String place = hsms.resources().locations().require(location, ManagedHsm.TYPE);
    ManagedHsm deleted =
        hsms.store()
            .lock(work.tx(), address.forNew())
            .filter(hsm -> hsm.recoverable() && address.isOf(hsm))
            .filter(hsm -> hsm.about().location().equals(place))
            .orElseThrow(RecoverManagedHsm::nothingToRecover);
    ManagedHsm recovered = deleted.with(Optional.empty()).by(Stamp.of(work));
    hsms.store().update(work.tx(), work.approve(recovered));
    return recovered;
  }

  private static RuntimeException nothingToRecover() {
    return new Problem.Invalid(
            "SoftDeletedManagedHsmDoesNotExist",
            "A soft deleted managed HSM with the given name does not exist, or it is being purged.")
        .asException();
  }
}
