package dev.strongroom.trust;

import dev.strongroom.trust.KeySpec.Ec;
import dev.strongroom.trust.KeySpec.MlDsa;
import java.util.Arrays;
import java.util.Optional;

/// Signatures and message authentication codes. All but HMAC and ML-DSA take a digest that the
/// caller has computed, of exactly the length of its hash.
public enum SignatureAlgorithm implements KeyAlgorithm {
  RS256("RS256", Scheme.PKCS1, Hash.SHA_256, Optional.empty()),
  RS384("RS384", Scheme.PKCS1, Hash.SHA_384, Optional.empty()),
  RS512("RS512", Scheme.PKCS1, Hash.SHA_512, Optional.empty()),
  /// PKCS #1 v1.5 padding around what the caller gives, without the name of a hash: old TLS.
  RSNULL("RSNULL", Scheme.PKCS1_BARE, Hash.NONE, Optional.empty()),
  PS256("PS256", Scheme.PSS, Hash.SHA_256, Optional.empty()),
  PS384("PS384", Scheme.PSS, Hash.SHA_384, Optional.empty()),
  PS512("PS512", Scheme.PSS, Hash.SHA_512, Optional.empty()),
  ES256("ES256", Scheme.ECDSA, Hash.SHA_256, Optional.of(Ec.P_256)),
  ES256K("ES256K", Scheme.ECDSA, Hash.SHA_256, Optional.of(Ec.P_256K)),
  ES384("ES384", Scheme.ECDSA, Hash.SHA_384, Optional.of(Ec.P_384)),
  ES512("ES512", Scheme.ECDSA, Hash.SHA_512, Optional.of(Ec.P_521)),
  HS256("HS256", Scheme.HMAC, Hash.SHA_256, Optional.empty()),
  HS384("HS384", Scheme.HMAC, Hash.SHA_384, Optional.empty()),
  HS512("HS512", Scheme.HMAC, Hash.SHA_512, Optional.empty()),
  ML_DSA_44("ML-DSA-44", Scheme.ML_DSA, Hash.NONE, Optional.of(MlDsa.ML_DSA_44)),
  ML_DSA_65("ML-DSA-65", Scheme.ML_DSA, Hash.NONE, Optional.of(MlDsa.ML_DSA_65)),
  ML_DSA_87("ML-DSA-87", Scheme.ML_DSA, Hash.NONE, Optional.of(MlDsa.ML_DSA_87));

  enum Scheme {
    PKCS1,
    PKCS1_BARE,
    PSS,
    ECDSA,
    HMAC,
    ML_DSA
  }

  private final String label;
  private final Scheme scheme;
  private final Hash hash;
  private final Optional<KeySpec> only;

  SignatureAlgorithm(String label, Scheme scheme, Hash hash, Optional<KeySpec> only) {
    this.label = label;
    this.scheme = scheme;
    this.hash = hash;
    this.only = only;
  }

  public static Optional<SignatureAlgorithm> named(String label) {
    return Arrays.stream(values()).filter(one -> one.label.equals(label)).findFirst();
  }

  /// The one algorithm of an ML-DSA key; requests need not name it.
  public static SignatureAlgorithm of(MlDsa key) {
    return switch (key) {
      case ML_DSA_44 -> ML_DSA_44;
      case ML_DSA_65 -> ML_DSA_65;
      case ML_DSA_87 -> ML_DSA_87;
    };
  }

  /// The one algorithm of an EC key.
  public static SignatureAlgorithm of(Ec key) {
    return switch (key) {
      case P_256 -> ES256;
      case P_256K -> ES256K;
      case P_384 -> ES384;
      case P_521 -> ES512;
    };
  }

  @Override
  public boolean fits(KeySpec key) {
    return switch (scheme) {
      case PKCS1, PKCS1_BARE, PSS -> key instanceof KeySpec.Rsa;
      case ECDSA, ML_DSA -> only.orElseThrow() == key;
      case HMAC -> key instanceof KeySpec.Oct;
    };
  }

  @Override
  public String label() {
    return label;
  }

  Scheme scheme() {
    return scheme;
  }

  Hash hash() {
    return hash;
  }
}
