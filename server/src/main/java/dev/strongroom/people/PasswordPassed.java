package dev.strongroom.people;

import dev.strongroom.model.PrincipalId;
import java.time.Instant;

/// Proof that this user's password was right a moment ago. Only [CheckPassword] and [Progress] make
/// one.
public final class PasswordPassed {
  private final PrincipalId user;
  private final Instant at;

  PasswordPassed(PrincipalId user, Instant at) {
    this.user = user;
    this.at = at;
  }

  PrincipalId user() {
    return user;
  }

  Instant at() {
    return at;
  }
}
