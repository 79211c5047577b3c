package dev.strongroom.people;

import dev.strongroom.identity.Principal.User;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;

/// A session for somebody who signed in at another issuer. What the issuer says that they showed is
/// what the session says; the operator's demands hold as for a password.
public record StartForeignSession(People people, ForeignPassed passed, Visitor visitor)
    implements Operation<StartedSession> {
  @Override
  public String name() {
    return "StartForeignSession";
  }

  @Override
  public Action action() {
    return PeopleActions.SIGN_IN;
  }

  @Override
  public Target target() {
    return new Target.Server();
  }

  @Override
  public StartedSession run(Work work) {
    User user =
        people.user(work.tx(), passed.proven().user()).orElseThrow(PeopleErrors::userDisabled);
    if (!people.tools().rules().satisfied(passed.proven().methods(), visitor.address())) {
      throw PeopleErrors.secondFactorNeeded();
    }
    return new Sessions(people).begin(work, user, passed.proven(), visitor);
  }
}
