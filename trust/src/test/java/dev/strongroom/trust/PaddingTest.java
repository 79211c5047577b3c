package dev.strongroom.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What is put on and taken off around RSA and AES key wrap, without any RSA: each byte of the
/// padding counts.
class PaddingTest {
  private static final KeySpec.Rsa KEY = KeySpec.Rsa.RSA_2048;
  private static final int BYTES = KEY.bytes();
  private final Random random = new Random(20261128);

  @Test
  void pkcs1IsTakenOffAtEveryLength() {
    for (int length = 0; length <= BYTES - 11; length += 1) {
      byte[] message = bytes(length);
      assertThat(plain(RsaUnpadding.pkcs1(encryption(message)))).isEqualTo(message);
    }
  }

  @Test
  void pkcs1WithLessPaddingOrAnotherBeginIsNone() {
    byte[] sound = encryption(bytes(BYTES - 11));
    for (int at = 0; at < 10; at += 1) {
      byte[] changed = sound.clone();
      changed[at] = at < 2 ? (byte) (changed[at] ^ 4) : 0;
      assertThat(RsaUnpadding.pkcs1(changed)).as("byte %d", at).isEmpty();
    }
    byte[] endless = sound.clone();
    for (int i = 2; i < BYTES; i += 1) {
      endless[i] = 7;
    }
    assertThat(RsaUnpadding.pkcs1(endless)).as("no zero ends the padding").isEmpty();
    endless[BYTES - 1] = 0;
    assertThat(plain(RsaUnpadding.pkcs1(endless))).as("an empty message").isEmpty();
  }

  private byte[] encryption(byte[] message) {
    byte[] block = new byte[BYTES];
    block[1] = 2;
    for (int i = 2; i < BYTES - message.length - 1; i += 1) {
      block[i] = (byte) (1 + random.nextInt(255));
    }
    System.arraycopy(message, 0, block, BYTES - message.length, message.length);
    return block;
  }

  @ParameterizedTest
  @EnumSource(
      value = Hash.class,
      names = {"SHA_1", "SHA_256", "SHA_384", "SHA_512"})
  void oaepIsTakenOffAndEachByteOfItCounts(Hash hash) {
    int most = BYTES - 2 - 2 * hash.bytes();
    for (int length : new int[] {0, 1, most - 1, most}) {
      byte[] message = bytes(length);
      assertThat(plain(RsaUnpadding.oaep(hash, masked(hash, data(hash, message)))))
          .isEqualTo(message);
    }
    byte[] data = data(hash, bytes(most - 4));
    for (int at = 0; at <= hash.bytes() + 4; at += 1) {
      byte[] changed = data.clone();
      changed[at] ^= 2;
      assertThat(RsaUnpadding.oaep(hash, masked(hash, changed))).as("byte %d", at).isEmpty();
    }
    byte[] never = Arrays.copyOf(hash.start().digest(), data.length);
    assertThat(RsaUnpadding.oaep(hash, masked(hash, never))).as("no one ends it").isEmpty();
    byte[] begun = masked(hash, data);
    begun[0] = 1;
    assertThat(RsaUnpadding.oaep(hash, begun)).isEmpty();
  }

  private static byte[] data(Hash hash, byte[] message) {
    byte[] data = new byte[BYTES - 1 - hash.bytes()];
    System.arraycopy(hash.start().digest(), 0, data, 0, hash.bytes());
    data[data.length - message.length - 1] = 1;
    System.arraycopy(message, 0, data, data.length - message.length, message.length);
    return data;
  }

  private byte[] masked(Hash hash, byte[] data) {
    byte[] seed = bytes(hash.bytes());
    byte[] block = data.clone();
    RsaPadding.mask(hash, seed, block, block.length);
    RsaPadding.mask(hash, block, seed, seed.length);
    byte[] encoded = new byte[BYTES];
    System.arraycopy(seed, 0, encoded, 1, seed.length);
    System.arraycopy(block, 0, encoded, 1 + seed.length, block.length);
    return encoded;
  }

  @ParameterizedTest
  @EnumSource(
      value = Hash.class,
      names = {"SHA_256", "SHA_384", "SHA_512"})
  void pssIsOfItsDigestOnlyAndEachByteCounts(Hash hash) {
    byte[] digest = bytes(hash.bytes());
    byte[] encoded = RsaPadding.pss(KEY, hash, digest, new SecureRandom());
    assertThat(encoded).hasSize(BYTES);
    assertThat(RsaPadding.isPss(hash, digest, encoded)).isTrue();
    assertThat(RsaPadding.isPss(hash, bytes(hash.bytes()), encoded)).isFalse();
    for (int at = 0; at < BYTES; at += 1) {
      byte[] changed = encoded.clone();
      changed[at] ^= 1;
      assertThat(RsaPadding.isPss(hash, digest, changed)).as("byte %d", at).isFalse();
    }
    byte[] high = encoded.clone();
    high[0] |= (byte) 0x80;
    assertThat(RsaPadding.isPss(hash, digest, high)).isFalse();
  }

  @Test
  void pkcs1ForSignaturesIsOnesAroundTheDigest() {
    byte[] digest = bytes(32);
    byte[] header = Hash.SHA_256.header();
    byte[] encoded = RsaPadding.pkcs1(KEY, header, digest);
    int text = header.length + digest.length;
    byte[] wanted = new byte[BYTES];
    Arrays.fill(wanted, 2, BYTES - text - 1, (byte) 0xff);
    wanted[1] = 1;
    System.arraycopy(header, 0, wanted, BYTES - text, header.length);
    System.arraycopy(digest, 0, wanted, BYTES - digest.length, digest.length);
    assertThat(encoded).isEqualTo(wanted);
    assertThat(RsaPadding.pkcs1Max(KEY)).isEqualTo(245);
  }

  /// The rounds run here are RFC 5649, as the JDK has it.
  @Test
  void keyWrapInRoundsIsThatOfTheJdk() {
    AesKey key = new AesKey(bytes(32));
    for (int length : new int[] {1, 7, 8, 9, 16, 17, 31}) {
      SecretBytes data = SecretBytes.owning(bytes(length));
      byte[] wrapped = RoundsOfWrap.wrap(block -> AesBlock.encrypted(key, block), data);
      assertThat(wrapped).isEqualTo(AesWrap.wrap(Algorithms.AES_KW_PADDED, key, data));
      assertThat(RoundsOfWrap.unwrap(block -> AesBlock.decrypted(key, block), wrapped))
          .contains(data);
      for (int at = 0; at < wrapped.length; at += 1) {
        byte[] changed = wrapped.clone();
        changed[at] ^= 1;
        assertThat(RoundsOfWrap.unwrap(block -> AesBlock.decrypted(key, block), changed))
            .as("byte %d of %d", at, length)
            .isEmpty();
      }
    }
  }

  /// A header that fits, around padding that is not zero or a length that cannot be.
  @Test
  void keyWrapTakesNoOtherPaddingThanZeros() {
    AesKey key = new AesKey(bytes(32));
    for (byte[] block :
        new byte[][] {
          {(byte) 0xA6, 0x59, 0x59, (byte) 0xA6, 0, 0, 0, 3, 1, 2, 3, 0, 0, 0, 0, 1},
          {(byte) 0xA6, 0x59, 0x59, (byte) 0xA6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},
          {(byte) 0xA6, 0x59, 0x59, (byte) 0xA6, 0, 0, 0, 9, 1, 2, 3, 4, 5, 6, 7, 8},
          {(byte) 0xA6, 0x59, 0x59, (byte) 0xA7, 0, 0, 0, 8, 1, 2, 3, 4, 5, 6, 7, 8}
        }) {
      byte[] wrapped = AesBlock.encrypted(key, block);
      assertThat(RoundsOfWrap.unwrap(one -> AesBlock.decrypted(key, one), wrapped)).isEmpty();
    }
    byte[] sound = {(byte) 0xA6, 0x59, 0x59, (byte) 0xA6, 0, 0, 0, 3, 1, 2, 3, 0, 0, 0, 0, 0};
    assertThat(
            plain(
                RoundsOfWrap.unwrap(
                    one -> AesBlock.decrypted(key, one), AesBlock.encrypted(key, sound))))
        .containsExactly(1, 2, 3);
  }

  private static byte[] plain(Optional<SecretBytes> found) {
    assertThat(found).isPresent();
    return found.orElseThrow().reveal();
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
