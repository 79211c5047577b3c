package dev.strongroom.provisioning;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.provisioning.Kept.KeptUser;

/// One user of the client.
public record ReadProvisionedUser(Provisioning provisioning, PrincipalId id)
    implements Operation<KeptUser> {
  @Override
  public String name() {
    return "Get provisioned user";
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
  public KeptUser run(Work work) {
    return provisioning.user(work, id);
  }
}
