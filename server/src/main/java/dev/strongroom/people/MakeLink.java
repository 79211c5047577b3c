package dev.strongroom.people;

import dev.strongroom.identity.DirectoryActions;
import dev.strongroom.identity.Principal.User;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.trust.SecretBytes;
import java.time.Instant;
import java.util.Optional;

/// Makes a one-time link; the answer is the only place where its code can be read. An earlier one
/// of the same user no longer works.
public record MakeLink(People people, PrincipalId id, When when)
    implements Operation<Optional<MakeLink.Made>> {
  /// @param code 43 characters
  public record Made(User user, SecretBytes code, Instant expires) {
    /// The code, for the one answer that shows it.
    public String text() {
      return Ticket.text(code);
    }
  }

  public enum When {
    ALWAYS,
    /// Only for a user who has no password yet; otherwise nothing is made.
    WITHOUT_PASSWORD
  }

  @Override
  public String name() {
    return "Create one-time link";
  }

  @Override
  public Action action() {
    return PeopleActions.WRITE_PASSWORD;
  }

  @Override
  public Target target() {
    return DirectoryActions.on(id);
  }

  @Override
  public Optional<Made> run(Work work) {
    work.note("userId", id.toString());
    people.requireMastery(work);
    User user = people.known(work.tx(), id).orElseThrow(() -> DirectoryActions.notFound(id));
    boolean needed =
        when == When.ALWAYS || people.persons().password(work.tx(), user.id()).isEmpty();
    return needed ? Optional.of(made(work, user)) : Optional.empty();
  }

  private Made made(Work work, User user) {
    SecretBytes code = Ticket.fresh(people.tools().random());
    Instant expires = work.now().plus(PeopleTimes.LINK);
    people
        .persons()
        .saveLink(work.tx(), work.approve(new OneTimeLink(Ticket.hash(code), user.id(), expires)));
    return new Made(user, code, expires);
  }
}
