package dev.strongroom.people;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.trust.SecretBytes;
import java.util.Optional;

/// Somebody changes their own password, having just shown the old one. Every other session ends,
/// and what applications hold.
public record ChangePassword(
    People people, SecretBytes cookie, PasswordPassed passed, SecretBytes password)
    implements Operation<SignedIn> {
  @Override
  public String name() {
    return "ChangePassword";
  }

  @Override
  public Action action() {
    return PeopleActions.WRITE_OWN;
  }

  @Override
  public Target target() {
    return new Target.Server();
  }

  @Override
  public SignedIn run(Work work) {
    SignedIn me = people.requireFresh(work, cookie);
    if (!passed.user().equals(me.user().id())) {
      throw PeopleErrors.wrongPassword();
    }
    people.save(work, me.user(), password, false);
    people.endAll(work, me.user().id(), Optional.of(me.session().id()));
    return me;
  }
}
