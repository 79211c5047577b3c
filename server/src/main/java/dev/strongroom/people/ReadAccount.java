package dev.strongroom.people;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.trust.SecretBytes;
import java.util.List;

/// What somebody signed in sees of their own account.
public record ReadAccount(People people, SecretBytes cookie)
    implements Operation<ReadAccount.Account> {
  public record Account(
      SignedIn me, List<Factor> factors, List<Session> sessions, List<AppGrant> grants) {}

  @Override
  public String name() {
    return "ReadAccount";
  }

  @Override
  public Action action() {
    return PeopleActions.READ_OWN;
  }

  @Override
  public Target target() {
    return new Target.Server();
  }

  @Override
  public ReadAccount.Account run(Work work) {
    SignedIn me = people.require(work, cookie);
    return new Account(
        me,
        people.persons().factors(work.tx(), me.user().id()),
        people.sessions().sessionsOf(work.tx(), me.user().id()),
        people.grants().grantsOf(work.tx(), me.user().id()));
  }
}
