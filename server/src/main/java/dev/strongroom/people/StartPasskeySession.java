package dev.strongroom.people;

import dev.strongroom.identity.EntraErrors;
import dev.strongroom.identity.Principal.User;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import java.util.Set;

/// A passkey alone signs in: it is something one has, and it has checked that its user is there.
public record StartPasskeySession(People people, PasskeyProof proof, Visitor visitor)
    implements Operation<StartedSession> {
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
    Factor.Passkey passkey =
        people.persons().passkey(work.tx(), proof.handle()).orElseThrow(PeopleErrors::wrongCode);
    User user = people.user(work.tx(), passkey.user()).orElseThrow(PeopleErrors::userDisabled);
    work.note("upn", EntraErrors.shown(user.userPrincipalName()));
    Set<String> methods =
        new SecondFactors(people).check(work, user.id(), new Showing.Passkey(proof));
    return new Sessions(people).begin(work, user, methods, visitor);
  }
}
