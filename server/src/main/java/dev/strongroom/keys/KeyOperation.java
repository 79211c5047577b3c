package dev.strongroom.keys;

import dev.strongroom.trust.KeySpec;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `key_ops`: what a key may be used for.
public enum KeyOperation {
  ENCRYPT("encrypt"),
  DECRYPT("decrypt"),
  SIGN("sign"),
  VERIFY("verify"),
  WRAP("wrapKey"),
  UNWRAP("unwrapKey"),
  /// To bring other keys along under this one (`key_hsm`).
  IMPORT("import"),
  EXPORT("export");

  private final String wire;

  KeyOperation(String wire) {
    this.wire = wire;
  }

  public static Optional<KeyOperation> named(String wire) {
    return Arrays.stream(values()).filter(one -> one.wire.equals(wire)).findFirst();
  }

  /// What a key may be used for when nobody says, in Azure's order. A symmetric key does not
  /// authenticate messages unless that is asked for: one key for AES and HMAC is poor practice.
  static List<KeyOperation> usual(KeySpec spec) {
    return switch (spec) {
      case KeySpec.Rsa _ -> List.of(ENCRYPT, DECRYPT, SIGN, VERIFY, WRAP, UNWRAP);
      case KeySpec.Ec _, KeySpec.MlDsa _ -> List.of(SIGN, VERIFY);
      case KeySpec.Oct _ -> List.of(ENCRYPT, DECRYPT, WRAP, UNWRAP);
    };
  }

  /// What keys of this specification can be used for at all.
  static Set<KeyOperation> possible(KeySpec spec) {
    return switch (spec) {
      case KeySpec.Rsa _ -> EnumSet.allOf(KeyOperation.class);
      case KeySpec.Ec _, KeySpec.MlDsa _ -> EnumSet.of(SIGN, VERIFY, EXPORT);
      case KeySpec.Oct _ -> EnumSet.complementOf(EnumSet.of(IMPORT));
    };
  }

  public String wire() {
    return wire;
  }

  /// Azure lets what was protected once be opened, checked and released outside the key's time too.
  boolean boundToTime() {
    return this == ENCRYPT || this == SIGN || this == WRAP;
  }
}
