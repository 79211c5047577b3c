package dev.strongroom.trust;

import java.util.Arrays;
import java.util.Optional;

/// Which kind of key, and how large: every one that we make or accept, and no other.
public sealed interface KeySpec {
  /// How the specification is written in this module's encodings. Never reuse a number.
  int code();

  /// For people: `RSA-2048`, `P-256`, `oct-128`, `ML-DSA-65`.
  String label();

  enum Rsa implements KeySpec {
    RSA_2048(1, 2048),
    RSA_3072(2, 3072),
    RSA_4096(3, 4096);

    private final int code;
    private final int bits;

    Rsa(int code, int bits) {
      this.code = code;
      this.bits = bits;
    }

    public int bits() {
      return bits;
    }

    /// The length of the modulus, of every signature and of every ciphertext.
    public int bytes() {
      return bits / Byte.SIZE;
    }

    public static Optional<Rsa> ofBits(int bits) {
      return Arrays.stream(values()).filter(rsa -> rsa.bits == bits).findFirst();
    }

    @Override
    public int code() {
      return code;
    }

    @Override
    public String label() {
      return "RSA-" + bits;
    }
  }

  enum Ec implements KeySpec {
    P_256(11, "P-256", "secp256r1", 256),
    P_256K(12, "P-256K", "secp256k1", 256),
    P_384(13, "P-384", "secp384r1", 384),
    P_521(14, "P-521", "secp521r1", 521);

    private final int code;
    private final String label;
    private final String secName;
    private final int bits;

    Ec(int code, String label, String secName, int bits) {
      this.code = code;
      this.label = label;
      this.secName = secName;
      this.bits = bits;
    }

    /// The curve by the name that a JSON Web Key of Azure gives it.
    public static Optional<Ec> named(String curve) {
      return Arrays.stream(values()).filter(ec -> ec.label.equals(curve)).findFirst();
    }

    /// The length of a coordinate, of the private number, and of half a signature.
    public int bytes() {
      return (bits + Byte.SIZE - 1) / Byte.SIZE;
    }

    String secName() {
      return secName;
    }

    @Override
    public int code() {
      return code;
    }

    @Override
    public String label() {
      return label;
    }
  }

  /// A symmetric key, for AES and for HMAC.
  enum Oct implements KeySpec {
    OCT_128(21, 128),
    OCT_192(22, 192),
    OCT_256(23, 256);

    private final int code;
    private final int bits;

    Oct(int code, int bits) {
      this.code = code;
      this.bits = bits;
    }

    public int bits() {
      return bits;
    }

    public int bytes() {
      return bits / Byte.SIZE;
    }

    public static Optional<Oct> ofBits(int bits) {
      return Arrays.stream(values()).filter(oct -> oct.bits == bits).findFirst();
    }

    @Override
    public int code() {
      return code;
    }

    @Override
    public String label() {
      return "oct-" + bits;
    }
  }

  /// Module-lattice signatures of FIPS 204.
  enum MlDsa implements KeySpec {
    ML_DSA_44(31, "ML-DSA-44"),
    ML_DSA_65(32, "ML-DSA-65"),
    ML_DSA_87(33, "ML-DSA-87");

    /// What all of a private key is computed from.
    public static final int SEED_BYTES = 32;

    private final int code;
    private final String label;

    MlDsa(int code, String label) {
      this.code = code;
      this.label = label;
    }

    public static Optional<MlDsa> named(String algorithm) {
      return Arrays.stream(values()).filter(set -> set.label.equals(algorithm)).findFirst();
    }

    @Override
    public int code() {
      return code;
    }

    @Override
    public String label() {
      return label;
    }
  }
}
