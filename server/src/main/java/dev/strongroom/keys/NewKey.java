package dev.strongroom.keys;

import dev.strongroom.trust.KeySpec;
import java.util.Optional;

/// A key that is to be made.
///
/// @param exponent of an RSA key, when another than the usual one is wanted
public record NewKey(KeySpec spec, Optional<Integer> exponent, KeySettings settings) {
  public KeyType type() {
    return KeyType.of(spec, settings.hardware());
  }
}
