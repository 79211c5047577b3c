package dev.strongroom.keys;

import dev.strongroom.kernel.Problem;
import dev.strongroom.trust.HsmAway;
import dev.strongroom.trust.KeyRefusal;
import dev.strongroom.trust.KeyRefused;
import java.util.function.Supplier;

/// What a key refuses, as a problem of the request.
final class Refusals {
  /// Azure's whole sentence for anything that does not decrypt.
  private static final String INCORRECT = "The parameter is incorrect.";

  private Refusals() {}

  static <R> R translated(Supplier<R> use) {
    try {
      return use.get();
    } catch (KeyRefused refused) {
      throw of(refused);
    } catch (HsmAway away) {
      throw HsmHome.unavailable(away);
    }
  }

  static RuntimeException of(KeyRefused refused) {
    return new Problem.Malformed(
            switch (refused.refusal()) {
              case KeyRefusal.NotDecrypted _ -> INCORRECT;
              case KeyRefusal.AlgorithmNotForKey _,
                  KeyRefusal.AlgorithmNotForUse _,
                  KeyRefusal.WrongLength _,
                  KeyRefusal.Missing _,
                  KeyRefusal.NotTaken _,
                  KeyRefusal.MalformedKey _,
                  KeyRefusal.NotOffered _,
                  KeyRefusal.OfAnotherHsm _ ->
                  sentence(refused.refusal().message());
            })
        .asException();
  }

  private static String sentence(String words) {
    return Character.toUpperCase(words.charAt(0)) + words.substring(1) + ".";
  }
}
