package dev.strongroom.keys;

import dev.strongroom.kernel.Problem;
import dev.strongroom.trust.KeySpec;
import java.util.Optional;

/// What a request says a new key is to be, before it is known to make sense.
///
/// @param sizeMember how the request calls `size`, for messages
/// @param algorithm of a key of type AKP
public record KeyShape(
    KeyType type,
    String sizeMember,
    Optional<Integer> size,
    Optional<String> curve,
    Optional<String> algorithm) {
  private static final int USUAL_OCT_BITS = 256;

  public KeySpec spec() {
    return switch (type) {
      case RSA, RSA_HSM ->
          KeySpec.Rsa.ofBits(size.orElse(KeySpec.Rsa.RSA_2048.bits()))
              .orElseThrow(() -> badSize("2048, 3072 or 4096"));
      case EC, EC_HSM -> curve(curve.orElse(KeySpec.Ec.P_256.label()));
      case OCT, OCT_HSM ->
          KeySpec.Oct.ofBits(size.orElse(USUAL_OCT_BITS))
              .orElseThrow(() -> badSize("128, 192 or 256"));
      case AKP, AKP_HSM -> algorithm(algorithm);
    };
  }

  public static KeyType type(String wire) {
    return KeyType.named(wire)
        .orElseThrow(() -> new Problem.KeyTypeNotSupported(wire).asException());
  }

  public static KeySpec.Ec curve(String name) {
    String known = name.equals("SECP256K1") ? KeySpec.Ec.P_256K.label() : name;
    return KeySpec.Ec.named(known)
        .orElseThrow(() -> refused("The curve " + name + " is not supported."));
  }

  public static KeySpec.MlDsa algorithm(Optional<String> name) {
    return name.flatMap(KeySpec.MlDsa::named)
        .orElseThrow(() ->
            refused(
                "A key of type AKP needs a member \"alg\": ML-DSA-44, ML-DSA-65 or ML-DSA-87."));
  }

  private RuntimeException badSize(String sizes) {
    return refused(
        "The "
            + sizeMember
            + " "
            + size.orElseThrow()
            + " is not supported: it must be "
            + sizes
            + ".");
  }

  private static RuntimeException refused(String message) {
    return new Problem.Malformed(message).asException();
  }
}
