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
import java.util.TreeSet;

/// The last step of a sign-in: whoever passed the password shows the second factor, chooses a new
/// password where that is due, and gets a session.
public record StartSession(
    People people,
    PasswordPassed passed,
    Showing showing,
    Optional<SecretBytes> newPassword,
    Visitor visitor)
    implements Operation<StartedSession> {
  @Override
  public String name() {
    return "StartSession";
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
    User user = people.user(work.tx(), passed.user()).orElseThrow(PeopleErrors::userDisabled);
    work.note("userId", user.id().toString());
    work.note("upn", EntraErrors.shown(user.userPrincipalName()));
    if (passed.sealed()) {
      return emergency(work, user);
    }
    Password password =
        people
            .persons()
            .password(work.tx(), user.id())
            .filter(stored -> !stored.changed().isAfter(passed.at()))
            .orElseThrow(PeopleErrors::wrongPassword);
    Set<String> methods = new TreeSet<>(Set.of(Assurance.PASSWORD));
    methods.addAll(new SecondFactors(people).check(work, user.id(), showing));
    if (!people.tools().rules().satisfied(methods, visitor.address())) {
      throw PeopleErrors.enrolmentNeeded();
    }
    if (password.mustChange()) {
      SecretBytes chosen = newPassword.orElseThrow(PeopleErrors::newPasswordNeeded);
      if (people.tools().hash().matches(Optional.of(password.hashText()), chosen)) {
        throw PeopleErrors.weakPassword("Choose a password that differs from the present one.");
      }
      people.save(work, user, chosen, false);
    }
    return new Sessions(people).begin(work, user, methods, visitor);
  }

  /// Nothing more is asked of whoever opened the envelope. That it was opened is loud.
  private StartedSession emergency(Work work, User user) {
    if (people.sealed(work.tx(), user.id()).isEmpty()) {
      throw PeopleErrors.wrongPassword();
    }
    Set<String> methods = Set.of(Assurance.SEALED);
    if (!people.tools().rules().satisfied(methods, visitor.address())) {
      throw PeopleErrors.enrolmentNeeded();
    }
    return new Sessions(people).begin(work, user, methods, visitor);
  }
}
