package dev.strongroom.people;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.trust.SecretBytes;
import java.util.Optional;

/// Who is signed in in this browser, if anybody.
public record ReadSession(People people, Optional<SecretBytes> cookie)
    implements Operation<Optional<SignedIn>> {
  @Override
  public String name() {
    return "ReadSession";
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
  public Optional<SignedIn> run(Work work) {
    Optional<SignedIn> found =
        cookie.flatMap(value -> people.visitor(work.tx(), value, work.now()));
    found.ifPresent(me -> work.note("userId", me.user().id().toString()));
    return found;
  }
}
