package dev.strongroom.people;

import dev.strongroom.identity.EntraErrors;
import dev.strongroom.identity.Principal.User;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Refused;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import java.util.Set;

/// A passkey alone signs in: it is something one has, and it has checked that its user is there.
public record StartPasskeySession(People people, PasskeyProof proof, Visitor visitor)
    implements Operation<StartedSession> {
  private static final String GUESS = "passkey";

  @Override
  public String name() {
    return "StartPasskeySession";
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
    people.throttle().admitPlace(GUESS, visitor, work.now());
    Factor.Passkey passkey =
        people.persons().passkey(work.tx(), proof.handle()).orElseThrow(() -> wrong(work));
    User user = people.known(work.tx(), passkey.user()).orElseThrow(() -> wrong(work));
    work.note("userId", user.id().toString());
    work.note("upn", EntraErrors.shown(user.userPrincipalName()));
    Set<String> methods = shown(work, passkey);
    if (!user.enabled()) {
      throw PeopleErrors.userDisabled();
    }
    return new Sessions(people).begin(work, user, methods, visitor);
  }

  private Set<String> shown(Work work, Factor.Passkey passkey) {
    try {
      return new SecondFactors(people).passkey(work, passkey, proof);
    } catch (Refused refused) {
      people.throttle().failedPlace(GUESS, visitor, work.now());
      throw refused;
    }
  }

  private Refused wrong(Work work) {
    people.throttle().failedPlace(GUESS, visitor, work.now());
    return PeopleErrors.wrongCode();
  }
}
