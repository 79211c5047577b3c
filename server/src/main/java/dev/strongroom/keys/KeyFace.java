package dev.strongroom.keys;

import dev.strongroom.trust.KeySpec;
import dev.strongroom.trust.PublicJwk;
import java.util.Arrays;
import java.util.Optional;

/// What anyone may see of a key, and what of it never changes.
///
/// @param open the public half; a symmetric key has none
public record KeyFace(KeyType type, KeySpec spec, Optional<PublicJwk> open) {
  /// The specification by its label, as `RSA-2048`.
  public static KeySpec spec(String label) {
    return Arrays.<KeySpec[]>asList(
            KeySpec.Rsa.values(), KeySpec.Ec.values(), KeySpec.Oct.values(), KeySpec.MlDsa.values())
        .stream()
        .flatMap(Arrays::stream)
        .filter(spec -> spec.label().equals(label))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("a specification of keys: " + label));
  }
}
