package dev.strongroom.dataplane;

import dev.strongroom.keys.KeyShape;
import dev.strongroom.keys.KeyType;
import dev.strongroom.keys.NewKey;
import java.util.Optional;
import tools.jackson.core.JsonParser;

/// Reads the body of a request that makes a key.
final class NewKeyBody {
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
    KeyType kty = KeyShape.type(type.orElseThrow(() -> BodyFields.refused(noText("kty"))));
    return new NewKey(
        new KeyShape(kty, "key_size", size, curve, algorithm).spec(),
        exponent,
        settings.settings(kty.hardware()));
  }

  static String noText(String member) {
    return "The request body must have a string member \"" + member + "\".";
  }
}
