package dev.strongroom.people;

import dev.strongroom.model.PrincipalId;
import java.time.Instant;

/// Proof that this user's password was right a moment ago. Only [CheckPassword] and [Progress] make
/// one.
public final class PasswordPassed {
  private final PrincipalId user;
  private final Instant at;

  private final boolean sealed;

  /// @param sealed whether it was the sealed credential of an account for emergencies
  PasswordPassed(PrincipalId user, Instant at, boolean sealed) {
    this.user = user;
    this.at = at;
    this.sealed = sealed;
  }

  boolean sealed() {
    return sealed;
  }

  PrincipalId user() {
    return user;
  }

  Instant at() {
    return at;
  }
}
