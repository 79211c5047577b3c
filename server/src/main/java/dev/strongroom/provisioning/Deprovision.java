package dev.strongroom.provisioning;

import dev.strongroom.identity.Principal;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.provisioning.Kept.KeptGroup;
import dev.strongroom.provisioning.Kept.KeptUser;
import java.util.function.Consumer;

/// Removes a user or a group of the client. What its issuer calls it stays, so that a deleted user
/// does not come back as a stranger.
///
/// @param check refuses what is not as the client believes it to be
public record Deprovision(
    Provisioning provisioning, PrincipalId id, boolean group, Consumer<Kept> check)
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
    Kept found = group ? provisioning.group(work, id) : provisioning.user(work, id);
    check.accept(found);
    Principal gone =
        switch (found) {
          case KeptUser user -> user.user();
          case KeptGroup kept -> kept.group();
        };
    provisioning.directory().deletePrincipal(work.tx(), work.approve(gone));
    return gone;
  }
}
