package dev.strongroom.provisioning;

import dev.strongroom.identity.Principal;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.PrincipalId;

/// Removes a user or a group of the client. What its issuer calls it stays, so that a deleted user
/// does not come back as a stranger.
public record Deprovision(Provisioning provisioning, PrincipalId id, boolean group)
    implements Operation<Principal> {
  @Override
  public String name() {
    return "Deprovision";
  }

  @Override
  public Action action() {
    return Provisioning.WRITE;
  }

  @Override
  public Target target() {
    return Provisioning.at(id);
  }

  @Override
  public Principal run(Work work) {
    Principal gone =
        group ? provisioning.group(work, id).group() : provisioning.user(work, id).user();
    provisioning.directory().deletePrincipal(work.tx(), work.approve(gone));
    return gone;
  }
}
