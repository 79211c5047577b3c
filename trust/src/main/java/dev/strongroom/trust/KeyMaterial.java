package dev.strongroom.trust;

import java.nio.ByteBuffer;
import java.util.Optional;

/// A key as bytes. Encoded, it is
///
/// ```
/// format (1) | specification (1) | length of spki (4) | spki | secret
/// ```
///
/// where `spki` is the DER of a SubjectPublicKeyInfo (empty for a symmetric key) and `secret` is
/// PKCS #8 of RSA, EC and ML-DSA (whose PKCS #8 holds the seed), or a symmetric key itself.
record KeyMaterial(KeySpec spec, byte[] spki, SecretBytes secret) implements AutoCloseable {
  private static final byte FORMAT = 1;
  private static final int HEADER = 1 + 1 + Integer.BYTES;

  SecretBytes encoded() {
    ByteBuffer out = ByteBuffer.allocate(HEADER + spki.length + secret.length());
    out.put(FORMAT).put((byte) spec.code()).putInt(spki.length).put(spki).put(secret.reveal());
    return SecretBytes.owning(out.array());
  }

  /// @throws Tampered when these are not the bytes of [#encoded()]
  static KeyMaterial decode(SecretBytes encoded) {
    ByteBuffer in = ByteBuffer.wrap(encoded.reveal());
    if (in.remaining() < HEADER || in.get() != FORMAT) {
      throw new Tampered("not a key of a known format");
    }
    KeySpec spec =
        specOf(in.get()).orElseThrow(() -> new Tampered("not a key of a known specification"));
    int length = in.getInt();
    if (length < 0 || length >= in.remaining()) {
      throw new Tampered("not a key of a known format");
    }
    byte[] spki = new byte[length];
    byte[] secret = new byte[in.remaining() - length];
    in.get(spki).get(secret);
    return new KeyMaterial(spec, spki, SecretBytes.owning(secret));
  }

  static Optional<KeySpec> specOf(int code) {
    for (KeySpec[] family :
        new KeySpec[][] {
          KeySpec.Rsa.values(), KeySpec.Ec.values(), KeySpec.Oct.values(), KeySpec.MlDsa.values()
        }) {
      for (KeySpec spec : family) {
        if (spec.code() == code) {
          return Optional.of(spec);
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    secret.close();
  }

  @Override
  public String toString() {
    return "KeyMaterial[" + spec.label() + "]";
  }
}
