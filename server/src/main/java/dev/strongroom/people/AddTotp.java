package dev.strongroom.people;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Assurance;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.trust.SecretBytes;
import java.util.List;
import java.util.OptionalLong;

/// Somebody adds an authenticator app, by a code that it shows. With the first second factor come
/// recovery codes.
public record AddTotp(People people, SecretBytes cookie, SecretBytes secret, String digits)
    implements Operation<List<String>> {
  @Override
  public String name() {
    return "AddAuthenticator";
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
    SecretBytes shared = TotpSecret.parse(secret);
    OptionalLong step = TotpSecret.step(shared, digits.replaceAll("\\s", ""), work.now(), 0);
    if (step.isEmpty()) {
      throw PeopleErrors.wrongCode();
    }
    Factor.Totp totp =
        new Factor.Totp(
            people.newId(work),
            me.user().id(),
            "Authenticator app",
            work.now(),
            TotpSecret.seal(people.tools().factors(), me.user().id(), shared),
            step.getAsLong());
    return new Enrolment(people, work).add(me, totp, Assurance.ONE_TIME_CODE);
  }
}
