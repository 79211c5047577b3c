package dev.strongroom.people;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.trust.SecretBytes;
import java.util.List;

/// Somebody makes new recovery codes; the earlier ones no longer work. They are shown once.
public record MakeRecoveryCodes(People people, SecretBytes cookie)
    implements Operation<List<String>> {
  @Override
  public String name() {
    return "MakeRecoveryCodes";
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
  public List<String> run(Work work) {
    SignedIn me = people.requireFresh(work, cookie);
    return new Enrolment(people, work).recoveryCodes(me);
  }
}
