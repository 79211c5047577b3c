package dev.strongroom.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// The field against a table of powers, the sharing over all subsets, and secrecy by counting.
class ShamirTest {
  private static final SecureRandom RANDOM = new SecureRandom();

  /// FIPS 197, 4.2: {57} times {83} is {c1}, {57} times {13} is {fe}; the inverse of {53} is {ca}.
  @Test
  void theFieldIsThatOfAes() {
    assertThat(Field256.times(0x57, 0x83)).isEqualTo(0xc1);
    assertThat(Field256.times(0x57, 0x13)).isEqualTo(0xfe);
    assertThat(Field256.inverse(0x53)).isEqualTo(0xca);
    assertThat(Field256.inverse(0)).isZero();
  }

  @Test
  void everyProductIsThatOfTheLogarithms() {
    int[] powers = new int[255];
    int[] logarithms = new int[256];
    int value = 1;
    for (int i = 0; i < powers.length; i += 1) {
      powers[i] = value;
      logarithms[value] = i;
      int doubled = value << 1;
      value ^= doubled > 255 ? doubled ^ 0x11b : doubled; // times 3, a generator
    }
    for (int one = 0; one < 256; one += 1) {
      for (int other = 0; other < 256; other += 1) {
        int expected =
            one == 0 || other == 0 ? 0 : powers[(logarithms[one] + logarithms[other]) % 255];
        assertThat(Field256.times(one, other)).as("%d times %d", one, other).isEqualTo(expected);
      }
      if (one != 0) {
        assertThat(Field256.times(one, Field256.inverse(one))).as("1 over %d", one).isEqualTo(1);
      }
    }
  }

  /// A polynomial worked out by hand: secret 0x42, coefficient 0x11; at 1 the sum, at 2 0x42 ^
  /// 0x22.
  @Test
  void aShareIsThePolynomialAtItsNumber() {
    SecureRandom given = new GivenRandom(new byte[] {0x11});
    var shares = Shamir.split(SecretBytes.owning(new byte[] {0x42}), 2, 3, given);
    assertThat(shares.get(1).reveal()).containsExactly(0x53);
    assertThat(shares.get(2).reveal()).containsExactly(0x60);
    assertThat(shares.get(3).reveal()).containsExactly(0x71);
  }

  @Test
  void everySubsetThatIsLargeEnoughOpensAndNoOther() {
    for (int threshold = 1; threshold <= 10; threshold += 1) {
      byte[] secret = new byte[32];
      RANDOM.nextBytes(secret);
      int count = 10;
      var shares = Shamir.split(SecretBytes.owning(secret.clone()), threshold, count, RANDOM);
      for (int subset = 1; subset < 1 << count; subset += 1) {
        SortedMap<Integer, SecretBytes> some = new TreeMap<>();
        for (int number = 1; number <= count; number += 1) {
          if ((subset >> number - 1 & 1) == 1) {
            some.put(number, shares.get(number));
          }
        }
        boolean opens = Shamir.combine(some).equals(SecretBytes.owning(secret));
        assertThat(opens)
            .as("%s of a threshold of %d", some.keySet(), threshold)
            .isEqualTo(some.size() >= threshold);
      }
    }
  }

  @Test
  void theHighestNumbersWork() {
    var shares = Shamir.split(SecretBytes.utf8("secret"), 2, 255, RANDOM);
    assertThat(Shamir.combine(Map.of(254, shares.get(254), 255, shares.get(255))))
        .isEqualTo(SecretBytes.utf8("secret"));
  }

  /// Perfect secrecy, counted: over all coefficients, two shares of a threshold of three are every
  /// pair of bytes equally often, whatever the secret is.
  @Test
  void fewerSharesThanTheThresholdSayNothing() {
    for (int secret : new int[] {0, 1, 0x80, 0xff}) {
      Map<Integer, Integer> seen = new HashMap<>();
      for (int coefficients = 0; coefficients < 1 << 16; coefficients += 1) {
        byte[] chosen = {(byte) coefficients, (byte) (coefficients >> 8)};
        var shares =
            Shamir.split(SecretBytes.owning(new byte[] {(byte) secret}), 3, 3, new Bytes(chosen));
        int pair =
            Byte.toUnsignedInt(shares.get(1).reveal()[0]) << 8
                | Byte.toUnsignedInt(shares.get(3).reveal()[0]);
        seen.merge(pair, 1, Integer::sum);
      }
      assertThat(seen).hasSize(1 << 16);
    }
  }

  /// Gives these bytes, one after the other.
  private static final class Bytes extends SecureRandom {
    private static final long serialVersionUID = 1L;
    private final byte[] given;
    private int next;

    Bytes(byte[] given) {
      this.given = given;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      for (int i = 0; i < bytes.length; i += 1) {
        bytes[i] = given[next];
        next += 1;
      }
    }
  }

  @Test
  void aWrongShareGivesAnotherSecret() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 200; i += 1) {
      var shares = Shamir.split(SecretBytes.utf8("the secret"), 3, 5, RANDOM);
      SecretBytes changed = shares.get(2);
      changed.reveal()[random.nextInt(changed.length())] ^= (byte) (1 << random.nextInt(8));
      Map<Integer, SecretBytes> some = Map.of(1, shares.get(1), 2, changed, 5, shares.get(5));
      assertThat(Shamir.combine(some))
          .as("seed %d", seed)
          .isNotEqualTo(SecretBytes.utf8("the secret"));
    }
  }

  @Test
  void impossibleCountsAreRefused() {
    SecretBytes secret = SecretBytes.utf8("s");
    assertThatThrownBy(() -> Shamir.split(secret, 0, 3, RANDOM)).hasMessage("0 of 3 shares");
    assertThatThrownBy(() -> Shamir.split(secret, 4, 3, RANDOM)).hasMessage("4 of 3 shares");
    assertThatThrownBy(() -> Shamir.split(secret, 2, 256, RANDOM)).hasMessage("2 of 256 shares");
  }
}
