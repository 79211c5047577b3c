package dev.strongroom.trust;

import dev.strongroom.trust.HsmObject.Way;
import dev.strongroom.trust.pkcs11.Ck;
import dev.strongroom.trust.pkcs11.CryptokiFailure;
import dev.strongroom.trust.pkcs11.Mechanism;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// An RSA key in a token.
///
/// Signing prefers what the token pads itself. Decrypting prefers bare exponentiation and takes the
/// padding off here, in constant time: a token that unpads answers a wrong ciphertext with an error
/// that many modules give for a lost device too, and finding out which it was would tell everybody
/// with a clock about the padding. (`docs/decisions/0003`)
final class HsmRsaKey implements HsmPair, RsaPair {
  private final RsaPublic open;
  private final HsmObject object;
  private final SecureRandom random;

  HsmRsaKey(RsaPublic open, HsmObject object, SecureRandom random) {
    this.open = open;
    this.object = object;
    this.random = random;
  }

  @Override
  public RsaPublic open() {
    return open;
  }

  @Override
  public HsmObject object() {
    return object;
  }

  @Override
  public byte[] signed(SignatureAlgorithm algorithm, SignatureInput input) {
    byte[] digest = open.digest(algorithm, input);
    Hash hash = algorithm.hash();
    return switch (algorithm.scheme()) {
      case PSS ->
          object.first(
              algorithm.label(),
              List.of(
                  sign(new Mechanism.Pss(mechanism(hash), hash.bytes()), digest),
                  bare(RsaPadding.pss(open.spec(), hash, digest, random))));
      case PKCS1, PKCS1_BARE ->
          object.first(
              algorithm.label(),
              List.of(
                  sign(new Mechanism.Plain(Ck.CKM_RSA_PKCS), headed(hash, digest)),
                  bare(RsaPadding.pkcs1(open.spec(), hash.header(), digest))));
      case ECDSA, HMAC, ML_DSA -> throw new IllegalStateException("not of RSA: " + algorithm);
    };
  }

  private static Way<byte[]> bare(byte[] encoded) {
    return sign(new Mechanism.Plain(Ck.CKM_RSA_X_509), encoded);
  }

  private static Way<byte[]> sign(Mechanism by, byte[] data) {
    return new Way<>(
        by.type(),
        Ck.CKF_SIGN,
        (session, key) -> session.cryptoki().sign(session.id(), by, key, data));
  }

  private static byte[] headed(Hash hash, byte[] digest) {
    byte[] header = hash.header();
    byte[] both = Arrays.copyOf(header, header.length + digest.length);
    System.arraycopy(digest, 0, both, header.length, digest.length);
    return both;
  }

  @Override
  public SecretBytes opened(KeyAlgorithm algorithm, Optional<Hash> oaep, byte[] bytes) {
    Mechanism inside =
        oaep.<Mechanism>map(hash -> new Mechanism.Oaep(mechanism(hash)))
            .orElse(new Mechanism.Plain(Ck.CKM_RSA_PKCS));
    List<Way<Optional<SecretBytes>>> ways =
        List.of(
            decrypt(new Mechanism.Plain(Ck.CKM_RSA_X_509), bytes, block -> unpadded(oaep, block)),
            decrypt(inside, bytes, plain -> Optional.of(SecretBytes.owning(plain))));
    Optional<SecretBytes> plain;
    try {
      plain = object.firstCertainly(algorithm.label(), ways);
    } catch (CryptokiFailure wrong) {
      throw HsmOctKey.refusal(algorithm, wrong);
    }
    return plain.orElseThrow(() -> Refuse.undecryptable(algorithm));
  }

  private interface Unpadding {
    Optional<SecretBytes> of(byte[] block);
  }

  private static Way<Optional<SecretBytes>> decrypt(
      Mechanism by, byte[] bytes, Unpadding unpadding) {
    return new Way<>(
        by.type(),
        Ck.CKF_DECRYPT,
        (session, key) -> unpadding.of(session.cryptoki().decrypt(session.id(), by, key, bytes)));
  }

  /// Some tokens leave out zeros in front of the block.
  private Optional<SecretBytes> unpadded(Optional<Hash> oaep, byte[] block) {
    byte[] whole = new byte[open.spec().bytes()];
    System.arraycopy(block, 0, whole, whole.length - block.length, block.length);
    try {
      return oaep.map(hash -> RsaUnpadding.oaep(hash, whole))
          .orElseGet(() -> RsaUnpadding.pkcs1(whole));
    } finally {
      Arrays.fill(whole, (byte) 0);
      Arrays.fill(block, (byte) 0);
    }
  }

  static long mechanism(Hash hash) {
    return switch (hash) {
      case SHA_1 -> Ck.CKM_SHA_1;
      case SHA_256 -> Ck.CKM_SHA256;
      case SHA_384 -> Ck.CKM_SHA384;
      case SHA_512 -> Ck.CKM_SHA512;
      case NONE -> throw new IllegalStateException("no hash");
    };
  }

  @Override
  public String toString() {
    return "HsmRsaKey[" + spec().label() + "]";
  }
}
