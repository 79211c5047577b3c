package dev.strongroom.trust;

import java.util.Arrays;
import java.util.Optional;

/// How a whole private key travels to or from an RSA key: the RSA key encrypts a fresh AES-256 key,
/// and that wraps the private key (RFC 5649). The three differ in the hash inside OAEP and MGF1.
public enum KeyTransport implements KeyAlgorithm {
  /// What `.byok` files use; SHA-1 in OAEP, as PKCS #11 tokens do.
  CKM_RSA_AES_KEY_WRAP("CKM_RSA_AES_KEY_WRAP", Hash.SHA_1),
  RSA_AES_KEY_WRAP_256("RSA_AES_KEY_WRAP_256", Hash.SHA_256),
  RSA_AES_KEY_WRAP_384("RSA_AES_KEY_WRAP_384", Hash.SHA_384);

  private final String label;
  private final Hash hash;

  KeyTransport(String label, Hash hash) {
    this.label = label;
    this.hash = hash;
  }

  public static Optional<KeyTransport> named(String label) {
    return Arrays.stream(values()).filter(one -> one.label.equals(label)).findFirst();
  }

  @Override
  public boolean fits(KeySpec key) {
    return key instanceof KeySpec.Rsa;
  }

  @Override
  public String label() {
    return label;
  }

  Hash hash() {
    return hash;
  }
}
