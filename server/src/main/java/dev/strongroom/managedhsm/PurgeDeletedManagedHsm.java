package dev.strongroom.managedhsm;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;

/// Begins to purge a deleted managed HSM: nothing in it can ever be used again; what it held is
/// destroyed in bounded steps, the first of them now.
public record PurgeDeletedManagedHsm(ManagedHsms hsms, DeletedHsmAddress address)
    implements Operation<PurgeDeletedManagedHsm.Begun> {
  private static final int ACCEPTED = 202;

  /// @param ended true when the first step was the last
  public record Begun(HsmPurge purge, boolean ended) {}

  public static final Action ACTION =
      Action.control("Microsoft.KeyVault/locations/deletedManagedHsms/purge/action", Effect.WRITE);

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
    hsms.resources().subscription(work.tx(), address.subscription());
    ManagedHsm hsm =
        hsms.store()
            .lock(work.tx(), address.existing())
            .filter(address::isOf)
            .orElseThrow(address::notFound);
    if (hsm.about().purgeProtected()) {
      throw new Problem.OperationNotAllowed(
              "DeletedManagedHsmPurge",
              "Purge protection is enabled for this managed HSM; it is purged when its retention"
                  + " has passed.")
          .asException();
    }
    return new Begun(HsmPurge.of(hsm), hsms.purgeStep(work, hsm));
  }

  @Override
  public int status(Begun result) {
    return ACCEPTED;
  }
}
