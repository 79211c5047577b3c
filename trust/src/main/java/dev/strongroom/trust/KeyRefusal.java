package dev.strongroom.trust;

/// Why a key does not do what a caller asked. None of them tells anything about private material:
/// everything that can go wrong while decrypting is one refusal.
public sealed interface KeyRefusal {
  /// In plain words, for people.
  String message();

  /// Something that an algorithm is given.
  enum Part {
    DIGEST,
    PLAINTEXT,
    CIPHERTEXT,
    IV,
    TAG,
    AAD,
    CONTEXT,
    EXTERNAL_MU
  }

  /// Keys of this specification do not have this algorithm.
  record AlgorithmNotForKey(KeyAlgorithm algorithm, KeySpec key) implements KeyRefusal {
    @Override
    public String message() {
      return algorithm.label() + " is not an algorithm of " + key.label() + " keys";
    }
  }

  /// The algorithm exists, but not for this.
  record AlgorithmNotForUse(KeyAlgorithm algorithm, KeyUse use) implements KeyRefusal {
    @Override
    public String message() {
      return algorithm.label() + " cannot be used to " + named(use);
    }
  }

  record WrongLength(KeyAlgorithm algorithm, Part part, Lengths wanted, int actual)
      implements KeyRefusal {
    @Override
    public String message() {
      return "%s takes %s of %s bytes, not %d"
          .formatted(algorithm.label(), named(part), wanted, actual);
    }
  }

  record Missing(KeyAlgorithm algorithm, Part part) implements KeyRefusal {
    @Override
    public String message() {
      return algorithm.label() + " needs " + named(part);
    }
  }

  /// Given, although the algorithm has no place for it or chooses it itself.
  record NotTaken(KeyAlgorithm algorithm, Part part) implements KeyRefusal {
    @Override
    public String message() {
      return algorithm.label() + " does not take " + named(part);
    }
  }

  /// Wrong padding, wrong tag, wrong key, damaged bytes: on purpose one refusal for all.
  record NotDecrypted(KeyAlgorithm algorithm) implements KeyRefusal {
    @Override
    public String message() {
      return "what was given does not decrypt with " + algorithm.label();
    }
  }

  /// A key that is to be made or imported is not one. `member` is a member of a JSON Web Key, or
  /// `key_hsm` for a key that came wrapped.
  record MalformedKey(String member, String reason) implements KeyRefusal {
    @Override
    public String message() {
      return "'" + member + "' " + reason;
    }
  }

  /// The HSM that the key is in, or is to be in, has no way of doing it.
  record NotOffered(String what) implements KeyRefusal {
    @Override
    public String message() {
      return "the HSM does not offer " + what;
    }
  }

  /// Backed up, or wrapped, by an HSM that is not this one and not a copy of it.
  record OfAnotherHsm() implements KeyRefusal {
    @Override
    public String message() {
      return "the key was wrapped by another HSM, and opens there only";
    }
  }

  private static String named(KeyUse use) {
    return switch (use) {
      case SIGN -> "sign";
      case VERIFY -> "verify";
      case ENCRYPT -> "encrypt";
      case DECRYPT -> "decrypt";
      case WRAP -> "wrap keys";
      case UNWRAP -> "unwrap keys";
    };
  }

  private static String named(Part part) {
    return switch (part) {
      case DIGEST -> "a digest";
      case PLAINTEXT -> "a plaintext";
      case CIPHERTEXT -> "a ciphertext";
      case IV -> "an initialization vector";
      case TAG -> "an authentication tag";
      case AAD -> "additional authenticated data";
      case CONTEXT -> "a context";
      case EXTERNAL_MU -> "an external mu";
    };
  }
}
