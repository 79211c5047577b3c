package dev.strongroom.secrets;

import java.time.Instant;
import java.util.Optional;

/// What a caller sets on a version. `notBefore` and `expires` only inform: Azure answers a read
/// outside the window with 200 all the same. Only `enabled` closes a version. Nothing relates the
/// two times to each other or to now.
public record SecretAttributes(
    boolean enabled, Optional<Instant> notBefore, Optional<Instant> expires) {
  public static final SecretAttributes DEFAULT =
      new SecretAttributes(true, Optional.empty(), Optional.empty());
}
