package dev.strongroom.dataplane;

import dev.strongroom.keys.KeyProperties;
import dev.strongroom.keys.Used;
import dev.strongroom.trust.Ciphertext;
import dev.strongroom.trust.SecretBytes;
import java.util.Optional;

/// How what was done with a key is written; `kid` names the version that did it.
record KeyUseJson(KeyJson keys) {
  private static final int RESULT_BYTES = 300;

  static byte[] verdict(boolean verdict) {
    return new JsonBytes(RESULT_BYTES).open('{').name("value").flag(verdict).close('}').finish();
  }

  static byte[] random(SecretBytes text) {
    return new JsonBytes(RESULT_BYTES).open('{').name("value").string(text).close('}').finish();
  }

  byte[] result(Used<byte[]> used) {
    JsonBytes json = opened(used.key(), used.result().length);
    return json.name("value").string(Base64Text.encode(used.result())).close('}').finish();
  }

  byte[] plaintext(Used<SecretBytes> used) {
    try (SecretBytes text = Base64Text.encode(used.result())) {
      return opened(used.key(), text.length()).name("value").string(text).close('}').finish();
    }
  }

  byte[] ciphertext(Used<Ciphertext> used) {
    Ciphertext result = used.result();
    JsonBytes json = opened(used.key(), result.bytes().length);
    json.name("value").string(Base64Text.encode(result.bytes()));
    optional(json, "iv", result.iv());
    optional(json, "tag", result.tag());
    optional(json, "aad", result.aad());
    return json.close('}').finish();
  }

  private JsonBytes opened(KeyProperties key, int bytes) {
    return new JsonBytes(RESULT_BYTES + bytes * 2).open('{').name("kid").string(keys.kid(key));
  }

  private static void optional(JsonBytes json, String name, Optional<byte[]> bytes) {
    bytes.ifPresent(present -> json.name(name).string(Base64Text.encode(present)));
  }
}
