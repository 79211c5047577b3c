package dev.strongroom.trust;

import dev.strongroom.trust.EncryptionAlgorithm.Mode;
import dev.strongroom.trust.KeyRefusal.Part;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/// The public half of an RSA key.
final class RsaPublic implements PublicHalf {
  private final KeySpec.Rsa spec;
  private final RSAPublicKey key;
  private final Providers providers;

  RsaPublic(KeySpec.Rsa spec, RSAPublicKey key, Providers providers) {
    this.spec = spec;
    this.key = key;
    this.providers = providers;
  }

  @Override
  public KeySpec.Rsa spec() {
    return spec;
  }

  @Override
  public PublicJwk jwk() {
    return new PublicJwk.Rsa(
        spec, Der.unsigned(key.getModulus()), Der.unsigned(key.getPublicExponent()));
  }

  @Override
  public boolean verify(SignatureAlgorithm algorithm, SignatureInput input, byte[] signature) {
    byte[] digest = digest(algorithm, input);
    if (signature.length != spec.bytes() || !belowModulus(signature)) {
      return false;
    }
    byte[] encoded;
    try {
      encoded = bare(key, signature);
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("RSA cannot verify", broken);
    }
    return switch (algorithm.scheme()) {
      case PSS -> RsaPadding.isPss(algorithm.hash(), digest, encoded);
      case PKCS1, PKCS1_BARE ->
          MessageDigest.isEqual(encoded, RsaPadding.pkcs1(spec, algorithm.hash().header(), digest));
      case ECDSA, HMAC, ML_DSA -> throw new IllegalStateException("not of RSA: " + algorithm);
    };
  }

  /// The digest, of the right length for the algorithm.
  byte[] digest(SignatureAlgorithm algorithm, SignatureInput input) {
    Refuse.unlessFits(algorithm, spec);
    byte[] digest = Refuse.unlessValue(algorithm, input);
    Lengths wanted =
        algorithm == SignatureAlgorithm.RSNULL
            ? Lengths.between(1, RsaPadding.pkcs1Max(spec))
            : Lengths.exactly(algorithm.hash().bytes());
    Refuse.unlessLong(algorithm, Part.DIGEST, wanted, digest.length);
    return digest;
  }

  @Override
  public Ciphertext encrypt(
      EncryptionAlgorithm algorithm,
      SecretBytes plaintext,
      Optional<byte[]> iv,
      Optional<byte[]> aad) {
    Refuse.unlessFits(algorithm, spec, KeyUse.ENCRYPT);
    Refuse.given(algorithm, Part.IV, iv);
    Refuse.given(algorithm, Part.AAD, aad);
    return Ciphertext.of(padded(algorithm, plaintext));
  }

  @Override
  public byte[] wrap(EncryptionAlgorithm algorithm, SecretBytes wrapped) {
    Refuse.unlessFits(algorithm, spec, KeyUse.WRAP);
    return padded(algorithm, wrapped);
  }

  private byte[] padded(EncryptionAlgorithm algorithm, SecretBytes plaintext) {
    Optional<Hash> oaep = oaep(algorithm.mode());
    int max =
        oaep.map(hash -> spec.bytes() - 2 * hash.bytes() - 2)
            .orElseGet(() -> RsaPadding.pkcs1Max(spec));
    Refuse.unlessLong(algorithm, Part.PLAINTEXT, Lengths.between(0, max), plaintext.length());
    try {
      return cipher(Cipher.ENCRYPT_MODE, oaep, key).doFinal(plaintext.reveal());
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("RSA cannot encrypt", broken);
    }
  }

  /// Encrypts a key for [KeyTransport].
  byte[] oaep(Hash hash, SecretBytes plaintext) {
    try {
      return cipher(Cipher.ENCRYPT_MODE, Optional.of(hash), key).doFinal(plaintext.reveal());
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("RSA cannot encrypt", broken);
    }
  }

  /// With OAEP the same hash in both places, as JOSE and Azure have it; Java's own default has not.
  ///
  /// @param oaep the hash inside OAEP; none for PKCS #1 v1.5
  Cipher cipher(int opmode, Optional<Hash> oaep, Key with) throws GeneralSecurityException {
    if (oaep.isEmpty()) {
      Cipher cipher = providers.rsa(Algorithms.RSA_PKCS1);
      cipher.init(opmode, with);
      return cipher;
    }
    String hash = oaep.get().jcaName();
    Cipher cipher = providers.rsa(Algorithms.RSA_OAEP);
    cipher.init(
        opmode,
        with,
        new OAEPParameterSpec(
            hash, Algorithms.MGF1, new MGF1ParameterSpec(hash), PSource.PSpecified.DEFAULT));
    return cipher;
  }

  /// Exponentiation without padding; with a private key, blinded and checked by the provider.
  byte[] bare(Key with, byte[] block) throws GeneralSecurityException {
    Cipher cipher = providers.rsa(Algorithms.RSA_BARE);
    cipher.init(Cipher.ENCRYPT_MODE, with);
    return cipher.doFinal(block);
  }

  boolean belowModulus(byte[] block) {
    return new BigInteger(1, block).compareTo(key.getModulus()) < 0;
  }

  /// The hash inside OAEP; none for PKCS #1 v1.5.
  static Optional<Hash> oaep(Mode mode) {
    return mode == Mode.RSA_PKCS1
        ? Optional.empty()
        : Optional.of(mode == Mode.RSA_OAEP_SHA1 ? Hash.SHA_1 : Hash.SHA_256);
  }
}
