package dev.strongroom.kernel;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// How sure we are of the person behind a token, as it was when the person signed in.
///
/// @param methods what the person showed (`amr`, RFC 8176): `pwd`, `otp`, `fido`, `mfa` …
/// @param contexts the authentication contexts whose demands the sign-in met (`acrs`): `c1` … `c99`
/// @param at when the person last showed something (`auth_time`); renewing a token does not move it
public record Assurance(Set<String> methods, Set<String> contexts, Optional<Instant> at) {
  /// Of a program, and of tokens that say nothing.
  public static final Assurance NONE = new Assurance(Set.of(), Set.of(), Optional.empty());

  public static final String PASSWORD = "pwd";
  public static final String ONE_TIME_CODE = "otp";
  public static final String PASSKEY = "fido";
  public static final String RECOVERY_CODE = "rc";
  public static final String MULTI_FACTOR = "mfa";

  /// The person signed in at another issuer.
  public static final String FEDERATED = "fed";

  /// The sealed credential of an account for emergencies.
  public static final String SEALED = "sealed";

  public Assurance {
    methods = Set.copyOf(methods);
    contexts = Set.copyOf(contexts);
  }

  /// Two factors of different kinds, or a passkey that checked its user.
  public boolean multiFactor() {
    return methods.contains(MULTI_FACTOR);
  }

  public boolean meets(String context) {
    return contexts.contains(context);
  }

  /// Whether the person showed something within `age` before `now`. A sign-in that seems to lie in
  /// the future, because a clock was set back, is not recent.
  public boolean within(Duration age, Instant now) {
    return at.filter(when -> !when.isAfter(now) && !when.plus(age).isBefore(now)).isPresent();
  }
}
