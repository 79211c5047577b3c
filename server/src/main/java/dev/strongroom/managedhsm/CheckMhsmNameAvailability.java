package dev.strongroom.managedhsm;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.model.VaultName;
import dev.strongroom.vaults.NameAvailability;
import java.util.Optional;

/// Whether a name could be given to a new managed HSM.
public record CheckMhsmNameAvailability(
    ManagedHsms hsms, SubscriptionId subscription, String wanted)
    implements Operation<NameAvailability> {
  public static final Action ACTION =
      Action.control("Microsoft.KeyVault/checkMhsmNameAvailability/read", Effect.READ);

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
    return new Target.Resource(ResourceId.subscription(subscription));
  }

  @Override
  public NameAvailability run(Work work) {
    hsms.resources().subscription(work.tx(), subscription);
    Optional<VaultName> name = VaultName.parseHsm(wanted);
    if (name.isEmpty()) {
      return new NameAvailability.Invalid(HsmAddress.notValid(wanted));
    }
    return hsms.store().find(work.tx(), name.get()).isPresent()
        ? new NameAvailability.Taken(ManagedHsms.nameTaken(wanted))
        : new NameAvailability.Free();
  }
}
