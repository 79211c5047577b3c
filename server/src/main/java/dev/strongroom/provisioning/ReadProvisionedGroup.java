package dev.strongroom.provisioning;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.provisioning.Kept.KeptGroup;

/// One group of the client, with its direct members.
public record ReadProvisionedGroup(Provisioning provisioning, PrincipalId id)
    implements Operation<KeptGroup> {
  @Override
  public String name() {
    return "Get provisioned group";
  }

  @Override
  public Action action() {
    return Provisioning.READ;
  }

  @Override
  public Target target() {
    return Provisioning.at(id);
  }

  @Override
  public KeptGroup run(Work work) {
    return provisioning.group(work, id);
  }
}
