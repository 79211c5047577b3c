package dev.strongroom.dataplane;

import dev.strongroom.kernel.Problem;
import dev.strongroom.keys.KeyType;
import dev.strongroom.keys.NewKey;
import dev.strongroom.trust.KeySpec;
import java.util.Optional;
import tools.jackson.core.JsonParser;

/// Reads the body of a request that makes a key.
final class NewKeyBody {
  private static final int USUAL_OCT_BITS = 256;
  private final KeySettingsBody settings = new KeySettingsBody();
  private Optional<String> type = Optional.empty();
  private Optional<Integer> size = Optional.empty();
  private Optional<Integer> exponent = Optional.empty();
  private Optional<String> curve = Optional.empty();
  private Optional<String> algorithm = Optional.empty();

  static NewKey read(byte[] body) {
    NewKeyBody read = new NewKeyBody();
    BodyFields.document(body, read::member);
    return read.wanted();
  }

  private void member(JsonParser json, String name) {
    switch (name) {
      case "kty" -> type = Optional.of(BodyFields.text(json, name));
      case "key_size" -> size = given(json, name);
      case "public_exponent" -> exponent = given(json, name);
      case "crv" -> curve = Optional.of(BodyFields.text(json, name));
      case "alg" -> algorithm = Optional.of(BodyFields.text(json, name));
      default -> settings.member(json, name);
    }
  }

  /// Zero means not given: SDKs send it so.
  private static Optional<Integer> given(JsonParser json, String name) {
    return Optional.of(BodyFields.number(json, name)).filter(number -> number != 0);
  }

  private NewKey wanted() {
    KeyType kty = type(type.orElseThrow(() -> BodyFields.refused(noText("kty"))));
    return new NewKey(spec(kty), exponent, settings.settings(kty.hardware()));
  }

  static KeyType type(String wire) {
    return KeyType.named(wire)
        .orElseThrow(() -> new Problem.KeyTypeNotSupported(wire).asException());
  }

  static KeySpec.Ec curve(String name) {
    String known = name.equals("SECP256K1") ? KeySpec.Ec.P_256K.label() : name;
    return KeySpec.Ec.named(known)
        .orElseThrow(() -> BodyFields.refused("The curve " + name + " is not supported."));
  }

  static KeySpec.MlDsa algorithm(Optional<String> name) {
    return name.flatMap(KeySpec.MlDsa::named)
        .orElseThrow(() ->
            BodyFields.refused(
                "A key of type AKP needs a member \"alg\": ML-DSA-44, ML-DSA-65 or ML-DSA-87."));
  }

  private KeySpec spec(KeyType kty) {
    return switch (kty) {
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

  private RuntimeException badSize(String sizes) {
    return BodyFields.refused(
        "The key_size " + size.orElseThrow() + " is not supported: it must be " + sizes + ".");
  }

  static String noText(String member) {
    return "The request body must have a string member \"" + member + "\".";
  }
}
