package dev.strongroom.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class SealingKeyTest {
  private static final Providers JDK = Providers.jdkOnly();
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final byte[] MATERIAL = Hex.bytes("42".repeat(32));
  private static final String[] PLACE = {
    "tenant", "vault", "secret", "db-password", "0123456789abcdef0123456789abcdef", "value"
  };

  @Test
  void whatIsSealedOpens() {
    SealingKey key = key(1);
    for (int length : new int[] {0, 1, 15, 16, 17, 200, 25_600, 100_000}) {
      byte[] value = new byte[length];
      Arrays.fill(value, (byte) 7);
      byte[] sealed = key.seal(Binding.of(PLACE), SecretBytes.owning(value.clone()));
      assertThat(sealed).hasSize(length + SealingKey.OVERHEAD);
      assertThat(key.open(Binding.of(PLACE), sealed).reveal()).isEqualTo(value);
    }
  }

  /// The format, written down by hand: it must open for as long as there is data.
  @Test
  void theFormatIsThis() throws GeneralSecurityException {
    SealingKey key =
        new SealingKey(258, SecretBytes.owning(MATERIAL.clone()), JDK, new CountingRandom());
    byte[] sealed = key.seal(Binding.of("ab", "", "c"), SecretBytes.utf8("hello"));

    byte[] header = Hex.bytes("01 00000102");
    byte[] nonce = Hex.bytes("000102030405060708090a0b");
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.ENCRYPT_MODE, new SecretKeySpec(MATERIAL, "AES"), new GCMParameterSpec(128, nonce));
    cipher.updateAAD(header);
    cipher.updateAAD(Hex.bytes("00000003 00000002 6162 00000000 00000001 63"));
    byte[] body = cipher.doFinal("hello".getBytes(StandardCharsets.US_ASCII));
    assertThat(Hex.of(sealed)).isEqualTo(Hex.of(header) + Hex.of(nonce) + Hex.of(body));
    assertThat(SealingKey.versionOf(sealed)).isEqualTo(258);
  }

  @Test
  void everyFieldOfThePlaceBinds() {
    SealingKey key = key(1);
    byte[] sealed = key.seal(Binding.of(PLACE), SecretBytes.utf8("s3cret"));
    for (int field = 0; field < PLACE.length; field += 1) {
      String[] elsewhere = PLACE.clone();
      elsewhere[field] += "x";
      assertTampered(key, Binding.of(elsewhere), sealed);
    }
    assertTampered(key, Binding.of(Arrays.copyOf(PLACE, PLACE.length - 1)), sealed);
  }

  @Test
  void noTwoPlacesHaveTheSameBytes() {
    Set<String> seen = new HashSet<>();
    String[] pieces = {
      "", "a", "b", "ab", "\u0000", "\u0000\u0000\u0000\u0001a", "ü", "\uD83D\uDE00"
    };
    int lists = 1;
    seen.add(Hex.of(Binding.of().encoded()));
    for (String one : pieces) {
      seen.add(Hex.of(Binding.of(one).encoded()));
      lists += 1;
      for (String two : pieces) {
        seen.add(Hex.of(Binding.of(one, two).encoded()));
        lists += 1;
        for (String three : pieces) {
          seen.add(Hex.of(Binding.of(one, two, three).encoded()));
          lists += 1;
        }
      }
    }
    assertThat(seen).hasSize(lists);
  }

  @Test
  void aPlaceThatIsNotUnicodeIsRefused() {
    assertThatThrownBy(() -> Binding.of("a\uD800"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a field of a binding is not valid Unicode");
  }

  @Test
  void everyFlippedBitIsNoticed() {
    SealingKey key = key(1);
    byte[] sealed = key.seal(Binding.of(PLACE), SecretBytes.utf8("s3cret"));
    for (int bit = 0; bit < sealed.length * 8; bit += 1) {
      byte[] changed = sealed.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertTampered(key, Binding.of(PLACE), changed);
    }
  }

  @Test
  void everyCutAndEveryAddedByteIsNoticed() {
    SealingKey key = key(1);
    byte[] sealed = key.seal(Binding.of(PLACE), SecretBytes.utf8("s3cret"));
    for (int length = 0; length < sealed.length; length += 1) {
      assertTampered(key, Binding.of(PLACE), Arrays.copyOf(sealed, length));
    }
    assertTampered(key, Binding.of(PLACE), Arrays.copyOf(sealed, sealed.length + 1));
  }

  @Test
  void theVersionBinds() {
    byte[] sealed = key(1).seal(Binding.of(PLACE), SecretBytes.utf8("s3cret"));
    assertThatThrownBy(() -> key(2).open(Binding.of(PLACE), sealed))
        .isInstanceOf(Tampered.class)
        .hasMessage("sealed under another version of the key");
    ByteBuffer.wrap(sealed).putInt(1, 2);
    assertTampered(key(2), Binding.of(PLACE), sealed);
  }

  @Test
  void anotherKeyDoesNotOpen() {
    byte[] sealed = key(1).seal(Binding.of(PLACE), SecretBytes.utf8("s3cret"));
    byte[] other = MATERIAL.clone();
    other[31] ^= 1;
    SealingKey wrong = new SealingKey(1, SecretBytes.owning(other), JDK, RANDOM);
    assertTampered(wrong, Binding.of(PLACE), sealed);
  }

  @Test
  void theVersionOfTooFewBytesIsNotGuessed() {
    assertThatThrownBy(() -> SealingKey.versionOf(new byte[SealingKey.OVERHEAD - 1]))
        .isInstanceOf(Tampered.class);
    assertThat(SealingKey.versionOf(new byte[SealingKey.OVERHEAD])).isZero();
  }

  /// The same value sealed many times from many threads never repeats a nonce, and every one opens.
  @Test
  void noncesDoNotRepeatAcrossThreads() {
    SealingKey key = key(1);
    var sealed = new ConcurrentLinkedQueue<byte[]>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int task = 0; task < 200; task += 1) {
        threads.submit(() -> seal(key, 200, sealed));
      }
    }
    Set<String> nonces = new HashSet<>();
    for (byte[] bytes : sealed) {
      nonces.add(Hex.of(Arrays.copyOfRange(bytes, 5, 17)));
      assertThat(key.open(Binding.of(PLACE), bytes)).isEqualTo(SecretBytes.utf8("s3cret"));
    }
    assertThat(sealed).hasSize(40_000);
    assertThat(nonces).hasSize(40_000);
  }

  private static void seal(SealingKey key, int times, ConcurrentLinkedQueue<byte[]> into) {
    for (int i = 0; i < times; i += 1) {
      into.add(key.seal(Binding.of(PLACE), SecretBytes.utf8("s3cret")));
    }
  }

  @Test
  void aFailedOpenLeavesTheKeyUsable() {
    SealingKey key = key(1);
    byte[] sealed = key.seal(Binding.of(PLACE), SecretBytes.utf8("s3cret"));
    assertTampered(key, Binding.of("elsewhere"), sealed);
    assertThat(key.open(Binding.of(PLACE), sealed)).isEqualTo(SecretBytes.utf8("s3cret"));
  }

  @Test
  void ciphersAreReusedUpToALimitAndDroppedWithTheKey() throws InterruptedException {
    SealingKey key = key(1);
    byte[] sealed = key.seal(Binding.of(PLACE), SecretBytes.utf8("s3cret"));
    assertThat(key.idleCiphers()).isEqualTo(1);
    key.open(Binding.of(PLACE), sealed);
    assertThat(key.idleCiphers()).isEqualTo(1);
    assertTampered(key, Binding.of("elsewhere"), sealed);
    assertThat(key.idleCiphers()).isZero();
    key.open(Binding.of(PLACE), sealed);
    assertThat(key.idleCiphers()).isEqualTo(1);
    key.close();
    assertThat(key.idleCiphers()).isZero();
  }

  /// Sealing under zeros would lose the value and disclose it.
  @Test
  void aWipedKeySealsAndOpensNothing() {
    SealingKey key = key(1);
    byte[] sealed = key.seal(Binding.of(PLACE), SecretBytes.utf8("s3cret"));
    key.close();
    assertThatThrownBy(() -> key.seal(Binding.of(PLACE), SecretBytes.utf8("x")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("this key has been wiped");
    assertThatThrownBy(() -> key.open(Binding.of(PLACE), sealed))
        .isInstanceOf(IllegalStateException.class);
    assertThatCode(key::close).doesNotThrowAnyException();
  }

  @Test
  void aKeyHas32Bytes() {
    for (int length : new int[] {0, 16, 24, 31, 33}) {
      assertThatThrownBy(() -> new SealingKey(1, SecretBytes.owning(new byte[length]), JDK, RANDOM))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("an AES-256 key has 32 bytes, not " + length);
    }
  }

  @Test
  void keysAndPlacesPrintNothing() {
    assertThat(key(3)).hasToString("SealingKey[version 3]");
    assertThat(new AesKey(MATERIAL)).hasToString("AesKey[]");
    assertThat(Binding.of("db-password").toString()).doesNotContain("db-password");
  }

  @Test
  void aKeyIsDueAtAQuarterOfWhatNistAllows() {
    assertThat(KeyWear.due((1L << 30) - 1)).isFalse();
    assertThat(KeyWear.due(1L << 30)).isTrue();
    assertThat(KeyWear.wornOut((1L << 32) - 1)).isFalse();
    assertThat(KeyWear.wornOut(1L << 32)).isTrue();
  }

  private static SealingKey key(int version) {
    return new SealingKey(version, SecretBytes.owning(MATERIAL.clone()), JDK, RANDOM);
  }

  private static void assertTampered(SealingKey key, Binding place, byte[] sealed) {
    assertThatThrownBy(() -> key.open(place, sealed)).isInstanceOf(Tampered.class);
  }
}
