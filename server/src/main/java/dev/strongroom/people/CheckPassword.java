package dev.strongroom.people;

import dev.strongroom.identity.DirectoryActions;
import dev.strongroom.identity.EntraErrors;
import dev.strongroom.identity.Principal.User;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.trust.SecretBytes;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The first step of a sign-in. It writes nothing, so that the work of Argon2 holds up no writer.
public record CheckPassword(People people, String userName, SecretBytes password, Visitor visitor)
    implements Operation<CheckPassword.Next> {
  private static final int MAX_BYTES = 1_024;
  private static final String NOT_A_NAME = "(no user name)";

  /// What the person has to show next.
  ///
  /// @param factors kinds of second factors, one of which is needed; none when there are none
  public record Next(PasswordPassed passed, Set<String> factors, boolean newPassword) {}

  @Override
  public String name() {
    return "CheckPassword";
  }

  @Override
  public Action action() {
    return DirectoryActions.SIGN_IN;
  }

  @Override
  public Target target() {
    return new Target.Server();
  }

  @Override
  public CheckPassword.Next run(Work work) {
    Optional<User> user = people.directory().directory(work.tx()).user(userName.trim());
    work.note("upn", shown(user));
    Optional<PrincipalId> id = user.map(User::id);
    id.ifPresent(one -> work.note("userId", one.toString()));
    if (id.filter(one -> isSealed(work, one)).isPresent()) {
      return emergency(user.orElseThrow(), work);
    }
    PasswordThrottle throttle = people.throttle();
    throttle.admit(userName.trim(), id, visitor, work.now());
    Optional<Password> stored = id.flatMap(one -> people.persons().password(work.tx(), one));
    if (!matches(stored)) {
      throttle.failed(userName.trim(), id, visitor, work.now());
      throw PeopleErrors.wrongPassword();
    }
    throttle.succeeded(userName.trim(), visitor);
    User found = user.orElseThrow();
    if (!found.enabled()) {
      throw PeopleErrors.userDisabled();
    }
    Set<String> kinds = new TreeSet<>();
    people.factors(work.tx(), found.id()).forEach(factor -> kinds.add(factor.kind()));
    return new Next(
        new PasswordPassed(found.id(), work.now(), false),
        kinds,
        stored.orElseThrow().mustChange());
  }

  /// Nobody guesses 256 bits, so a sealed credential is not slowed: not even by whoever guesses
  /// passwords of the account to keep its owner out.
  private boolean isSealed(Work work, PrincipalId id) {
    SecretBytes hash = Ticket.hash(password);
    return people.sealed(work.tx(), id).filter(one -> one.hash().equals(hash)).isPresent();
  }

  private Next emergency(User user, Work work) {
    if (!user.enabled()) {
      throw PeopleErrors.userDisabled();
    }
    return new Next(new PasswordPassed(user.id(), work.now(), true), Set.of(), false);
  }

  /// Somebody may have typed a password where the name belongs; that must not go into the log.
  private String shown(Optional<User> user) {
    boolean name = user.isPresent() || userName.indexOf('@') > 0;
    return name ? EntraErrors.shown(userName) : NOT_A_NAME;
  }

  /// The same work whether the user exists, has a password, or neither.
  private boolean matches(Optional<Password> stored) {
    return password.length() <= MAX_BYTES
        && people.tools().hash().matches(stored.map(Password::hashText), password);
  }
}
