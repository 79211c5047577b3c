package dev.strongroom.people;

import dev.strongroom.identity.DirectoryActions;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Assurance;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.trust.SecretBytes;
import java.util.List;

/// Somebody adds a passkey, by what it made for this site.
public record AddPasskey(People people, SecretBytes cookie, NewPasskey shown)
    implements Operation<List<String>> {
  @Override
  public String name() {
    return "AddPasskey";
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
    Ceremony.Made made = shown.made();
    people.spend(work, shown.ceremony().challenge());
    if (people.persons().passkey(work.tx(), made.handle()).isPresent()) {
      throw DirectoryActions.exists("passkey");
    }
    Factor.Passkey passkey =
        new Factor.Passkey(
            people.newId(work),
            me.user().id(),
            "Passkey",
            work.now(),
            made.handle(),
            SecretBytes.owning(made.spki()),
            made.counter());
    return new Enrolment(people, work).add(me, passkey, Assurance.PASSKEY);
  }
}
