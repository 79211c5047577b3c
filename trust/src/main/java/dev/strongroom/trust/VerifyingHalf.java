package dev.strongroom.trust;

import dev.strongroom.trust.KeyRefusal.Part;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Optional;
import org.bouncycastle.crypto.digests.SHAKEDigest;

/// The public half of a key that does nothing but sign: EC and ML-DSA.
final class VerifyingHalf implements PublicHalf {
  private static final int MU_BYTES = 64;
  private static final int CONTEXT_MAX = 255;
  private static final byte[] NO_CONTEXT = {};

  private final PublicJwk jwk;
  private final PublicKey key;
  private final Providers providers;

  VerifyingHalf(PublicJwk jwk, PublicKey key, Providers providers) {
    this.jwk = jwk;
    this.key = key;
    this.providers = providers;
  }

  @Override
  public KeySpec spec() {
    return jwk.spec();
  }

  @Override
  public PublicJwk jwk() {
    return jwk;
  }

  /// What the provider's signature is of: the digest, or mu.
  byte[] prepared(SignatureAlgorithm algorithm, SignatureInput input) {
    Refuse.unlessFits(algorithm, spec());
    if (jwk instanceof PublicJwk.MlDsa set) {
      return mu(algorithm, set, input);
    }
    byte[] digest = Refuse.unlessValue(algorithm, input);
    Refuse.unlessLong(
        algorithm, Part.DIGEST, Lengths.exactly(algorithm.hash().bytes()), digest.length);
    return digest;
  }

  Signature signature() {
    return providers.signature(spec());
  }

  @Override
  public boolean verify(SignatureAlgorithm algorithm, SignatureInput input, byte[] signature) {
    byte[] prepared = prepared(algorithm, input);
    byte[] form = signature;
    if (jwk instanceof PublicJwk.Ec ec) {
      if (signature.length != 2 * ec.spec().bytes()) {
        return false;
      }
      form = Der.ecdsa(signature);
    }
    try {
      Signature verifier = signature();
      verifier.initVerify(key);
      verifier.update(prepared);
      return verifier.verify(form);
    } catch (GeneralSecurityException malformed) {
      return false;
    }
  }

  /// FIPS 204, algorithm 7, line 6, with the message of algorithm 2, line 10.
  private static byte[] mu(
      SignatureAlgorithm algorithm, PublicJwk.MlDsa set, SignatureInput input) {
    return switch (input) {
      case SignatureInput.ExternalMu external -> {
        Refuse.unlessLong(
            algorithm, Part.EXTERNAL_MU, Lengths.exactly(MU_BYTES), external.mu().length);
        yield external.mu();
      }
      case SignatureInput.Value message -> mu(set.pub(), message.bytes(), NO_CONTEXT);
      case SignatureInput.InContext in -> {
        Refuse.unlessLong(
            algorithm, Part.CONTEXT, Lengths.between(0, CONTEXT_MAX), in.context().length);
        yield mu(set.pub(), in.message(), in.context());
      }
    };
  }

  private static byte[] mu(byte[] pub, byte[] message, byte[] context) {
    SHAKEDigest shake = new SHAKEDigest(256);
    byte[] mu = new byte[MU_BYTES];
    shake.update(pub, 0, pub.length);
    shake.doFinal(mu, 0, MU_BYTES);
    shake.update(mu, 0, MU_BYTES);
    shake.update((byte) 0);
    shake.update((byte) context.length);
    shake.update(context, 0, context.length);
    shake.update(message, 0, message.length);
    shake.doFinal(mu, 0, MU_BYTES);
    return mu;
  }

  @Override
  public Ciphertext encrypt(
      EncryptionAlgorithm algorithm,
      SecretBytes plaintext,
      Optional<byte[]> iv,
      Optional<byte[]> aad) {
    throw Refuse.notOf(spec(), algorithm);
  }

  @Override
  public byte[] wrap(EncryptionAlgorithm algorithm, SecretBytes wrapped) {
    throw Refuse.notOf(spec(), algorithm);
  }
}
