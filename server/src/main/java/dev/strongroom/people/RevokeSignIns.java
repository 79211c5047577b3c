package dev.strongroom.people;

import dev.strongroom.identity.DirectoryActions;
import dev.strongroom.identity.Principal.User;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.PrincipalId;
import java.util.Optional;

/// Ends every session and grant of a user, at their next use.
public record RevokeSignIns(People people, PrincipalId id) implements Operation<Integer> {
  @Override
  public String name() {
    return "Revoke sign-in sessions";
  }

  @Override
  public Action action() {
    return PeopleActions.WRITE_PASSWORD;
  }

  @Override
  public Target target() {
    return DirectoryActions.on(id);
  }

  @Override
  public Integer run(Work work) {
    work.note("userId", id.toString());
    people.requireMastery(work);
    User user = people.known(work.tx(), id).orElseThrow(() -> DirectoryActions.notFound(id));
    int ended = people.endAll(work, user.id(), Optional.empty());
    work.note("ended", Integer.toString(ended));
    return ended;
  }
}
