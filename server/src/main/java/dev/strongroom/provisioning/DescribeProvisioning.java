package dev.strongroom.provisioning;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.PrincipalId;

/// What this server offers to provisioning clients, to whoever may provision.
public record DescribeProvisioning(Provisioning provisioning) implements Operation<PrincipalId> {
  @Override
  public String name() {
    return "Describe provisioning";
  }

  @Override
  public Action action() {
    return Provisioning.READ;
  }

  @Override
  public Target target() {
    return Provisioning.place();
  }

  @Override
  public PrincipalId run(Work work) {
    return provisioning.home(work).client();
  }
}
