package dev.strongroom.trust;

import dev.strongroom.trust.KeyRefusal.Part;
import java.util.Optional;

/// The checks before any key is touched. Each throws [KeyRefused] or does nothing.
final class Refuse {
  private Refuse() {}

  static void unlessFits(KeyAlgorithm algorithm, KeySpec key) {
    if (!algorithm.fits(key)) {
      throw notOf(key, algorithm);
    }
  }

  static void unlessFits(EncryptionAlgorithm algorithm, KeySpec key, KeyUse use) {
    unlessFits((KeyAlgorithm) algorithm, key);
    if (!algorithm.fits(use)) {
      throw new KeyRefused(new KeyRefusal.AlgorithmNotForUse(algorithm, use));
    }
  }

  static void unlessLong(KeyAlgorithm algorithm, Part part, Lengths wanted, int actual) {
    if (!wanted.allow(actual)) {
      throw new KeyRefused(new KeyRefusal.WrongLength(algorithm, part, wanted, actual));
    }
  }

  static void given(KeyAlgorithm algorithm, Part part, Optional<byte[]> value) {
    if (value.isPresent()) {
      throw new KeyRefused(new KeyRefusal.NotTaken(algorithm, part));
    }
  }

  static byte[] missing(KeyAlgorithm algorithm, Part part, Optional<byte[]> value) {
    return value.orElseThrow(() -> new KeyRefused(new KeyRefusal.Missing(algorithm, part)));
  }

  static KeyRefused undecryptable(KeyAlgorithm algorithm) {
    return new KeyRefused(new KeyRefusal.NotDecrypted(algorithm));
  }

  static KeyRefused notOffered(String what) {
    return new KeyRefused(new KeyRefusal.NotOffered(what));
  }

  static KeyRefused malformed(String member, String reason) {
    return new KeyRefused(new KeyRefusal.MalformedKey(member, reason));
  }

  /// The value of an input that has no other parts.
  static byte[] unlessValue(SignatureAlgorithm algorithm, SignatureInput input) {
    return switch (input) {
      case SignatureInput.Value value -> value.bytes();
      case SignatureInput.InContext in ->
          throw new KeyRefused(new KeyRefusal.NotTaken(algorithm, Part.CONTEXT));
      case SignatureInput.ExternalMu mu ->
          throw new KeyRefused(new KeyRefusal.NotTaken(algorithm, Part.EXTERNAL_MU));
    };
  }

  /// For keys that do not have such algorithms at all.
  static KeyRefused notOf(KeySpec key, KeyAlgorithm algorithm) {
    return new KeyRefused(new KeyRefusal.AlgorithmNotForKey(algorithm, key));
  }
}
