package dev.strongroom.trust;

import dev.strongroom.trust.KeySpec.Oct;
import java.util.Arrays;
import java.util.Optional;

/// Encryption, and wrapping of other keys. RSA does both; AES has modes for one or the other.
public enum EncryptionAlgorithm implements KeyAlgorithm {
  RSA1_5("RSA1_5", Mode.RSA_PKCS1, Optional.empty()),
  /// OAEP with SHA-1 and MGF1 with SHA-1.
  RSA_OAEP("RSA-OAEP", Mode.RSA_OAEP_SHA1, Optional.empty()),
  /// OAEP with SHA-256 and MGF1 with SHA-256.
  RSA_OAEP_256("RSA-OAEP-256", Mode.RSA_OAEP_SHA256, Optional.empty()),
  A128GCM("A128GCM", Mode.GCM, Optional.of(Oct.OCT_128)),
  A192GCM("A192GCM", Mode.GCM, Optional.of(Oct.OCT_192)),
  A256GCM("A256GCM", Mode.GCM, Optional.of(Oct.OCT_256)),
  A128CBC("A128CBC", Mode.CBC, Optional.of(Oct.OCT_128)),
  A192CBC("A192CBC", Mode.CBC, Optional.of(Oct.OCT_192)),
  A256CBC("A256CBC", Mode.CBC, Optional.of(Oct.OCT_256)),
  A128CBCPAD("A128CBCPAD", Mode.CBC_PADDED, Optional.of(Oct.OCT_128)),
  A192CBCPAD("A192CBCPAD", Mode.CBC_PADDED, Optional.of(Oct.OCT_192)),
  A256CBCPAD("A256CBCPAD", Mode.CBC_PADDED, Optional.of(Oct.OCT_256)),
  A128KW("A128KW", Mode.KW, Optional.of(Oct.OCT_128)),
  A192KW("A192KW", Mode.KW, Optional.of(Oct.OCT_192)),
  A256KW("A256KW", Mode.KW, Optional.of(Oct.OCT_256)),
  /// RFC 3394, under a key of any length.
  CKM_AES_KEY_WRAP("CKM_AES_KEY_WRAP", Mode.KW, Optional.empty()),
  /// RFC 5649, under a key of any length.
  CKM_AES_KEY_WRAP_PAD("CKM_AES_KEY_WRAP_PAD", Mode.KW_PADDED, Optional.empty());

  enum Mode {
    RSA_PKCS1,
    RSA_OAEP_SHA1,
    RSA_OAEP_SHA256,
    GCM,
    CBC,
    CBC_PADDED,
    KW,
    KW_PADDED
  }

  private final String label;
  private final Mode mode;
  private final Optional<Oct> only;

  EncryptionAlgorithm(String label, Mode mode, Optional<Oct> only) {
    this.label = label;
    this.mode = mode;
    this.only = only;
  }

  public static Optional<EncryptionAlgorithm> named(String label) {
    return Arrays.stream(values()).filter(one -> one.label.equals(label)).findFirst();
  }

  @Override
  public boolean fits(KeySpec key) {
    return switch (mode) {
      case RSA_PKCS1, RSA_OAEP_SHA1, RSA_OAEP_SHA256 -> key instanceof KeySpec.Rsa;
      case GCM, CBC, CBC_PADDED, KW, KW_PADDED ->
          key instanceof Oct oct && only.map(needed -> needed == oct).orElse(true);
    };
  }

  /// Whether it is offered for this use: key wrapping does not encrypt data, and modes for data do
  /// not wrap keys.
  public boolean fits(KeyUse use) {
    boolean data = use == KeyUse.ENCRYPT || use == KeyUse.DECRYPT;
    boolean keys = use == KeyUse.WRAP || use == KeyUse.UNWRAP;
    return switch (mode) {
      case RSA_PKCS1, RSA_OAEP_SHA1, RSA_OAEP_SHA256 -> data || keys;
      case GCM, CBC, CBC_PADDED -> data;
      case KW, KW_PADDED -> keys;
    };
  }

  @Override
  public String label() {
    return label;
  }

  Mode mode() {
    return mode;
  }
}
