package dev.strongroom.people;

import dev.strongroom.identity.IssuedToken;
import dev.strongroom.identity.Principal.User;
import dev.strongroom.kernel.Problem;
import dev.strongroom.trust.SecretBytes;
import java.util.Optional;

/// The answer to a client that acts for a person.
public sealed interface UserTokens {
  /// @param scope what the access token is good for, in the words the client asked with
  record Issued(
      IssuedToken access,
      String scope,
      Optional<SecretBytes> refreshToken,
      Optional<SecretBytes> idToken,
      User user)
      implements UserTokens {}

  /// What was shown had been used before; the grant is gone, and that is committed.
  record Replayed(Problem problem) implements UserTokens {}

  int BAD_REQUEST = 400;

  default int status() {
    return switch (this) {
      case Issued _ -> 200;
      case Replayed _ -> BAD_REQUEST;
    };
  }
}
