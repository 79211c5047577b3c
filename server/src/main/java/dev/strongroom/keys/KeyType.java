package dev.strongroom.keys;

import dev.strongroom.trust.KeySpec;
import java.util.Arrays;
import java.util.Optional;

/// `kty`: which family a key is of, and whether its private half lives in an HSM.
public enum KeyType {
  RSA("RSA", false),
  RSA_HSM("RSA-HSM", true),
  EC("EC", false),
  EC_HSM("EC-HSM", true),
  OCT("oct", false),
  OCT_HSM("oct-HSM", true),
  AKP("AKP", false),
  AKP_HSM("AKP-HSM", true);

  private final String wire;
  private final boolean hardware;

  KeyType(String wire, boolean hardware) {
    this.wire = wire;
    this.hardware = hardware;
  }

  public static Optional<KeyType> named(String wire) {
    return Arrays.stream(values()).filter(type -> type.wire.equals(wire)).findFirst();
  }

  /// The type of a key of `spec`.
  public static KeyType of(KeySpec spec, boolean hardware) {
    return switch (spec) {
      case KeySpec.Rsa _ -> hardware ? RSA_HSM : RSA;
      case KeySpec.Ec _ -> hardware ? EC_HSM : EC;
      case KeySpec.Oct _ -> hardware ? OCT_HSM : OCT;
      case KeySpec.MlDsa _ -> hardware ? AKP_HSM : AKP;
    };
  }

  public String wire() {
    return wire;
  }

  public boolean hardware() {
    return hardware;
  }

  KeyType inHardware() {
    return switch (this) {
      case RSA, RSA_HSM -> RSA_HSM;
      case EC, EC_HSM -> EC_HSM;
      case OCT, OCT_HSM -> OCT_HSM;
      case AKP, AKP_HSM -> AKP_HSM;
    };
  }

  /// Azure has symmetric keys in premium vaults only.
  boolean premium() {
    return this == OCT || this == OCT_HSM;
  }
}
