package dev.strongroom.people;

import dev.strongroom.identity.Pauses;
import dev.strongroom.identity.SignInThrottle;
import dev.strongroom.model.PrincipalId;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// Slows guessing without giving anybody a way to lock somebody else out.
///
/// Failures count three ways: for one name from one place, for one place whatever the name (both as
/// for applications, [SignInThrottle]), and for one name from everywhere together, which meets an
/// attacker with many addresses. The last would lock its owner out too; so a browser in which the
/// owner has signed in before is counted for itself alone. What remains to such an attacker is to
/// slow the owner's first sign-in in a new browser, by at most five minutes at a time; a one-time
/// link is not slowed.
public final class PasswordThrottle {
  static final int FREE_FAILURES_OF_NAME = 50;
  static final int FREE_FAILURES_OF_DEVICE = 10;
  static final int FREE_FAILURES_OF_CODE = 5;
  private static final int MAX_NAME_LENGTH = 128;

  private final SignInThrottle places = new SignInThrottle();
  private final Pauses names = new Pauses();
  private final Pauses devices = new Pauses();
  private final Pauses codes = new Pauses();

  void admit(String name, Optional<PrincipalId> user, Visitor visitor, Instant now) {
    if (known(user, visitor)) {
      devices.check(device(visitor), now);
    } else {
      places.admit(key(name), visitor.address(), now);
      names.check(key(name), now);
    }
  }

  void failed(String name, Optional<PrincipalId> user, Visitor visitor, Instant now) {
    if (known(user, visitor)) {
      devices.count(device(visitor), FREE_FAILURES_OF_DEVICE, now);
    } else {
      places.failed(key(name), visitor.address(), now);
      names.count(key(name), FREE_FAILURES_OF_NAME, now);
    }
  }

  void succeeded(String name, Visitor visitor) {
    places.succeeded(key(name), visitor.address());
    devices.forget(device(visitor));
  }

  /// A second factor is asked for after the password, so whoever fails here knows the password and
  /// is slowed wherever they are.
  void admitCode(PrincipalId user, Instant now) {
    codes.check(user.toString(), now);
  }

  void failedCode(PrincipalId user, Instant now) {
    codes.count(user.toString(), FREE_FAILURES_OF_CODE, now);
  }

  void succeededCode(PrincipalId user) {
    codes.forget(user.toString());
  }

  /// What is guessed without a name, as a one-time code: by place alone.
  void admitPlace(String what, Visitor visitor, Instant now) {
    places.admit(what, visitor.address(), now);
  }

  void failedPlace(String what, Visitor visitor, Instant now) {
    places.failed(what, visitor.address(), now);
  }

  private static boolean known(Optional<PrincipalId> user, Visitor visitor) {
    return user.filter(visitor::knownTo).isPresent();
  }

  private static String device(Visitor visitor) {
    return visitor.device().map(Visitor.KnownDevice::id).orElse("");
  }

  private static String key(String name) {
    String cut = name.length() <= MAX_NAME_LENGTH ? name : name.substring(0, MAX_NAME_LENGTH);
    return "user " + cut.toLowerCase(Locale.ROOT);
  }
}
