package dev.strongroom.people;

import dev.strongroom.trust.SecretBytes;

/// What somebody shows beside the password.
public sealed interface Showing {
  record Nothing() implements Showing {}

  /// Six digits of an authenticator app, or a recovery code.
  record Code(SecretBytes text) implements Showing {}
}
