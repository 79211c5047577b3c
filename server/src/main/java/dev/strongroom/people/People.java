package dev.strongroom.people;

import dev.strongroom.identity.Audiences;
import dev.strongroom.identity.DirectoryActions;
import dev.strongroom.identity.DirectoryStore;
import dev.strongroom.identity.PersonTokens;
import dev.strongroom.identity.Principal.User;
import dev.strongroom.identity.ServerSeal;
import dev.strongroom.identity.TrustedIssuers;
import dev.strongroom.kernel.Assurance;
import dev.strongroom.kernel.Tx;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.CredentialId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.trust.SecretBytes;
import dev.strongroom.trust.SecretHash;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What signing people in is done with.
public record People(
    DirectoryStore directory,
    PersonStore persons,
    SessionStore sessions,
    GrantStore grants,
    DeviceStore devices,
    Tools tools) {
  /// @param forms seals what a page carries from one step to the next; `factors` what an
  ///   authenticator app shares with us
  /// @param anyResource what a token is for when its client names nothing
  /// @param issuers where people may sign in instead
  /// @param breakGlass the accounts that the operator has named for emergencies
  public record Tools(
      SecretHash hash,
      SecureRandom random,
      ServerSeal forms,
      ServerSeal factors,
      PersonTokens tokens,
      Audiences audiences,
      String anyResource,
      SignInRules rules,
      Watch watch,
      Mastery mastery,
      TrustedIssuers issuers,
      Set<PrincipalId> breakGlass) {
    public Tools {
      breakGlass = Set.copyOf(breakGlass);
    }
  }

  /// What is remembered of attempts, in memory only.
  public record Watch(PasswordThrottle throttle, DevicePace pace, PasswordPolicy policy) {
    public static Watch fresh() {
      return new Watch(new PasswordThrottle(), new DevicePace(), new PasswordPolicy());
    }
  }

  PasswordThrottle throttle() {
    return tools.watch().throttle();
  }

  /// Somebody whose cookie stands now.
  Optional<SignedIn> visitor(Tx tx, SecretBytes cookie, Instant now) {
    return sessions
        .session(tx, Ticket.hash(cookie))
        .filter(session -> now.isBefore(session.expires()))
        .filter(session -> stands(tx, session.user(), session.methods()))
        .flatMap(session -> user(tx, session.user()).map(user -> new SignedIn(session, user)));
  }

  /// What a sealed credential opened ends with it, and with the account's name in the
  /// configuration; what was opened by a sign-in elsewhere, when no issuer that knows the user is
  /// trusted any more.
  boolean stands(Tx tx, PrincipalId user, Set<String> methods) {
    return (!methods.contains(Assurance.SEALED) || sealed(tx, user).isPresent())
        && tools.issuers().vouch(directory.directory(tx), user, methods);
  }

  SignedIn require(Work work, SecretBytes cookie) {
    SignedIn me = visitor(work.tx(), cookie, work.now()).orElseThrow(PeopleErrors::notSignedIn);
    work.note("userId", me.user().id().toString());
    work.note("sessionId", me.session().id().toString());
    return me;
  }

  /// For changes of what an account signs in with: whoever finds an open browser must not make it
  /// theirs.
  SignedIn requireFresh(Work work, SecretBytes cookie) {
    SignedIn me = require(work, cookie);
    boolean strong =
        me.methods().contains(Assurance.MULTI_FACTOR)
            || me.methods().contains(Assurance.SEALED)
            || factors(work.tx(), me.user().id()).isEmpty();
    if (!strong || !me.fresh(work.now())) {
      throw PeopleErrors.notFresh();
    }
    return me;
  }

  /// An enabled user.
  Optional<User> user(Tx tx, PrincipalId id) {
    return known(tx, id).filter(User::enabled);
  }

  /// A user for an administrator, who may have been disabled.
  Optional<User> known(Tx tx, PrincipalId id) {
    return directory
        .directory(tx)
        .principal(id)
        .filter(User.class::isInstance)
        .map(User.class::cast);
  }

  /// The second factors that a sign-in asks for; recovery codes alone are none.
  List<Factor> factors(Tx tx, PrincipalId user) {
    List<Factor> all =
        persons.factors(tx, user).stream().filter(one -> !(one instanceof Factor.Sealed)).toList();
    return all.stream().anyMatch(Factor::second) ? all : List.of();
  }

  /// The credential of an account that the operator has named for emergencies.
  Optional<Factor.Sealed> sealed(Tx tx, PrincipalId user) {
    return tools.breakGlass().contains(user)
        ? persons.factors(tx, user).stream()
            .filter(Factor.Sealed.class::isInstance)
            .map(Factor.Sealed.class::cast)
            .findFirst()
        : Optional.empty();
  }

  /// For what gives or takes the ways in which somebody else signs in: whoever can do that can be
  /// them, so it takes the right to give every right.
  void requireMastery(Work work) {
    if (!tools.mastery().holds(work.tx(), work.caller(), work.now())) {
      throw PeopleErrors.lessRight();
    }
  }

  /// Takes a challenge that a passkey has answered rightly; refuses one that was answered before.
  void spend(Work work, String challenge) {
    SecretBytes hash = Ticket.hash(SecretBytes.utf8(challenge));
    if (persons.spent(work.tx(), hash)) {
      throw PeopleErrors.wrongCode();
    }
    Instant until = work.now().plus(PeopleTimes.PROGRESS).plus(PeopleTimes.CLOCKS_APART);
    persons.addSpent(work.tx(), work.approve(new SpentChallenge(hash, until)));
  }

  void save(Work work, User user, SecretBytes password, boolean mustChange) {
    tools
        .watch()
        .policy()
        .objection(password, user)
        .ifPresent(why -> {
          throw PeopleErrors.weakPassword(why);
        });
    SecretBytes hash = SecretBytes.utf8(tools.hash().of(password));
    persons.savePassword(
        work.tx(), work.approve(new Password(user.id(), hash, work.now(), mustChange)));
  }

  /// Ends every session and grant of the user but `kept`.
  int endAll(Work work, PrincipalId user, Optional<CredentialId> kept) {
    int ended = 0;
    for (Session session : sessions.sessionsOf(work.tx(), user)) {
      if (!kept.equals(Optional.of(session.id()))) {
        sessions.delete(work.tx(), work.approve(session));
        ended += 1;
      }
    }
    for (AppGrant grant : grants.grantsOf(work.tx(), user)) {
      grants.delete(work.tx(), work.approve(grant));
      ended += 1;
    }
    return ended;
  }

  CredentialId newId(Work work) {
    return new CredentialId(DirectoryActions.randomId(work.random()));
  }
}
