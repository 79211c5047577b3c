package dev.strongroom.keys;

import dev.strongroom.kernel.Problem;
import dev.strongroom.trust.KeySpec;
import dev.strongroom.trust.SignatureAlgorithm;
import java.util.Optional;

/// The algorithm that a request names.
///
/// @param named empty leaves it to the key, which ML-DSA keys decide: they have only one
public record SignatureChoice(Optional<SignatureAlgorithm> named) {
  static final String ML_DSA = "ML-DSA";

  /// Refuses what is no algorithm.
  public static SignatureChoice parse(Optional<String> name) {
    if (name.isEmpty() || name.get().equals(ML_DSA)) {
      return new SignatureChoice(Optional.empty());
    }
    Optional<SignatureAlgorithm> known = SignatureAlgorithm.named(name.get());
    if (known.isEmpty()) {
      throw refused("The algorithm " + name.get() + " is not supported for signatures.");
    }
    return new SignatureChoice(known);
  }

  String label() {
    return named.map(SignatureAlgorithm::label).orElse(ML_DSA);
  }

  SignatureAlgorithm of(KeySpec key) {
    return named.orElseGet(() -> theOneOf(key));
  }

  private static SignatureAlgorithm theOneOf(KeySpec key) {
    if (key instanceof KeySpec.MlDsa set) {
      return SignatureAlgorithm.of(set);
    }
    throw refused("The request body must have a string member \"alg\" that fits the key.");
  }

  private static RuntimeException refused(String message) {
    return new Problem.Malformed(message).asException();
  }
}
