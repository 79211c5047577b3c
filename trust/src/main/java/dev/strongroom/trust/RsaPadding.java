package dev.strongroom.trust;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

/// The encodings of RFC 8017 around a digest that the caller computed. The signature objects of
/// Java want the message itself, so we encode, and the provider exponentiates.
///
/// Every modulus has a whole number of bytes with the highest bit set, so an encoding is as long as
/// the modulus and one bit shorter in value.
final class RsaPadding {
  private static final int PKCS1_OVERHEAD = 11;
  private static final byte PSS_TRAILER = (byte) 0xbc;

  private RsaPadding() {}

  /// The most that fits between PKCS #1 v1.5 padding, for signatures and for encryption.
  static int pkcs1Max(KeySpec.Rsa key) {
    return key.bytes() - PKCS1_OVERHEAD;
  }

  /// EMSA-PKCS1-v1_5 (9.2), around bytes that already name their hash, or name none.
  static byte[] pkcs1(KeySpec.Rsa key, byte[] header, byte[] digest) {
    byte[] encoded = new byte[key.bytes()];
    int start = encoded.length - header.length - digest.length;
    Arrays.fill(encoded, 2, start - 1, (byte) 0xff);
    encoded[1] = 1;
    System.arraycopy(header, 0, encoded, start, header.length);
    System.arraycopy(digest, 0, encoded, start + header.length, digest.length);
    return encoded;
  }

  /// EMSA-PSS (9.1.1), with a fresh salt of the hash's length.
  static byte[] pss(KeySpec.Rsa key, Hash hash, byte[] digest, SecureRandom random) {
    byte[] salt = new byte[hash.bytes()];
    random.nextBytes(salt);
    byte[] check = pssCheck(hash, digest, salt);
    byte[] encoded = new byte[key.bytes()];
    int checkAt = encoded.length - 1 - check.length;
    System.arraycopy(salt, 0, encoded, checkAt - salt.length, salt.length);
    encoded[checkAt - salt.length - 1] = 1;
    mask(hash, check, encoded, checkAt);
    encoded[0] &= 0x7f;
    System.arraycopy(check, 0, encoded, checkAt, check.length);
    encoded[encoded.length - 1] = PSS_TRAILER;
    return encoded;
  }

  /// Whether `encoded` is EMSA-PSS of `digest` with a salt of the hash's length (9.1.2).
  static boolean isPss(Hash hash, byte[] digest, byte[] encoded) {
    int checkAt = encoded.length - 1 - hash.bytes();
    if (encoded[encoded.length - 1] != PSS_TRAILER || (encoded[0] & 0x80) != 0) {
      return false;
    }
    byte[] check = Arrays.copyOfRange(encoded, checkAt, checkAt + hash.bytes());
    byte[] block = Arrays.copyOf(encoded, checkAt);
    mask(hash, check, block, checkAt);
    block[0] &= 0x7f;
    int saltAt = checkAt - hash.bytes();
    for (int i = 0; i < saltAt - 1; i += 1) {
      if (block[i] != 0) {
        return false;
      }
    }
    byte[] salt = Arrays.copyOfRange(block, saltAt, checkAt);
    return block[saltAt - 1] == 1 && MessageDigest.isEqual(check, pssCheck(hash, digest, salt));
  }

  private static byte[] pssCheck(Hash hash, byte[] digest, byte[] salt) {
    MessageDigest hashing = hash.start();
    hashing.update(new byte[8]);
    hashing.update(digest);
    return hashing.digest(salt);
  }

  /// MGF1 (B.2.1) of `seed`, added to the first `length` bytes of `block`.
  static void mask(Hash hash, byte[] seed, byte[] block, int length) {
    MessageDigest hashing = hash.start();
    int done = 0;
    for (int counter = 0; done < length; counter += 1) {
      hashing.update(seed);
      byte[] mask = hashing.digest(new byte[] {0, 0, (byte) (counter >> 8), (byte) counter});
      for (int i = 0; i < mask.length && done < length; i += 1) {
        block[done] ^= mask[i];
        done += 1;
      }
    }
  }
}
