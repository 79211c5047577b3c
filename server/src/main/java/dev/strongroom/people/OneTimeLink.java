package dev.strongroom.people;

import dev.strongroom.kernel.Governed;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.trust.SecretBytes;
import java.time.Instant;
import java.util.Map;

/// Lets its bearer choose the password of `user`, once.
///
/// @param hash SHA-256 of the code, which has 256 random bits
public record OneTimeLink(SecretBytes hash, PrincipalId user, Instant expires) implements Governed {
  /// The hash as it is stored.
  public byte[] digest() {
    return hash.reveal();
  }

  @Override
  public Map<String, String> facts() {
    return Map.of("userId", user.toString(), "kind", "one-time link");
  }
}
