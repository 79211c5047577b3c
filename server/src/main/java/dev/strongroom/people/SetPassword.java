package dev.strongroom.people;

import dev.strongroom.identity.DirectoryActions;
import dev.strongroom.identity.Principal.User;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.trust.SecretBytes;
import java.util.Optional;

/// An administrator gives a user a password. Every sign-in of theirs ends.
public record SetPassword(People people, PrincipalId id, SecretBytes password, boolean mustChange)
    implements Operation<Integer> {
  @Override
  public String name() {
    return "Reset password";
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
    people.save(work, user, password, mustChange);
    return people.endAll(work, id, Optional.empty());
  }
}
