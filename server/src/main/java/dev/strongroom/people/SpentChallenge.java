package dev.strongroom.people;

import dev.strongroom.kernel.Governed;
import dev.strongroom.trust.SecretBytes;
import java.time.Instant;
import java.util.Map;

/// A challenge that a passkey has answered: no second answer to it counts, on any node.
///
/// @param hash SHA-256 of the challenge
/// @param expires when it would have expired anyway
public record SpentChallenge(SecretBytes hash, Instant expires) implements Governed {
  /// The hash as it is stored.
  public byte[] digest() {
    return hash.reveal();
  }

  @Override
  public Map<String, String> facts() {
    return Map.of("kind", "challenge");
  }
}
