package dev.strongroom.people;

import dev.strongroom.identity.EntraErrors;
import dev.strongroom.identity.Principal.User;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Assurance;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.trust.SecretBytes;
import java.util.Optional;
import java.util.Set;

/// A one-time code lets its bearer choose a password: so the first administrator begins, and
/// whoever has forgotten theirs goes on. It signs in whoever has no second factor yet, so that they
/// can set one up; everybody else signs in as always.
public record RedeemLink(People people, SecretBytes code, SecretBytes password, Visitor visitor)
    implements Operation<Optional<StartedSession>> {
  private static final String LINK = "one-time link";

  @Override
  public String name() {
    return "RedeemOneTimeLink";
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
  public Optional<StartedSession> run(Work work) {
    people.throttle().admitPlace(LINK, visitor, work.now());
    Optional<OneTimeLink> found =
        people
            .persons()
            .link(work.tx(), Ticket.hash(code))
            .filter(link -> work.now().isBefore(link.expires()));
    if (found.isEmpty()) {
      people.throttle().failedPlace(LINK, visitor, work.now());
      throw PeopleErrors.linkUsed();
    }
    User user = people.user(work.tx(), found.get().user()).orElseThrow(PeopleErrors::userDisabled);
    people.save(work, user, password, false);
    people.persons().deleteLink(work.tx(), work.approve(found.get()));
    people.endAll(work, user.id(), Optional.empty());
    work.note("upn", EntraErrors.shown(user.userPrincipalName()));
    work.note("userId", user.id().toString());
    return people.factors(work.tx(), user.id()).isEmpty()
        ? Optional.of(new Sessions(people).begin(work, user, Set.of(Assurance.PASSWORD), visitor))
        : Optional.empty();
  }
}
