package dev.strongroom.managedhsm;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;

/// PATCH: changes what the request names and nothing else.
public record UpdateManagedHsm(ManagedHsms hsms, HsmAddress address, HsmDraft draft)
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
    ManagedHsm existing = hsms.lockExisting(work, address);
    return HsmChanges.save(work, hsms, existing, draft, draft.tags().orElse(existing.tags()));
  }
}
