package dev.strongroom.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AgeFileTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Providers PROVIDERS = Providers.jdkOnly();

  /// Made by age-keygen and age 1.1.1; the content is `strongroom`.
  private static final String IDENTITY =
      "AGE-SECRET-KEY-1LS4C2QZZ2F8NEGHDQAY83GQ6F4SSSZMHWXJDN3UXE5WUY94LLXPQDZ20SV";

  private static final String RECIPIENT =
      "age1222kkpxnhes64a4wj2ht906deuw85uc3gpzgh96ndy6la2cjcs8qpcp2xx";
  private static final String FILE =
      "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSA4ajFFUjk0OGluWFJna3J4cnhBYVNTbkR1YmVJ"
          + "UnI4ZWY1ZnZ6REhlbUI4ClhhN3piZjFzNXdrN3VMcXl4L3poZ2orWUc4WGwxL1YxU3BxcTRPRmRzWlkK"
          + "LS0tIEtMaDJnRE1VdmpEcklKOGpVUkR4dERYL0RhdEE1c1BoUWRuWUt1bkNwV28KJHwjQAhzIE+ylqna"
          + "0TMAZ0jQDpck+tEVOqfSj6Mmd0TvTZVWSzjEZEVd";

  private static OperatorIdentity identity() {
    return OperatorIdentity.parse(SecretBytes.utf8("# created: now\n" + IDENTITY + "\n"))
        .orElseThrow();
  }

  /// BIP 173's own examples.
  @Test
  void bech32IsThatOfBip173() {
    assertThat(Bech32.decode("a", "A12UEL5L")).hasValueSatisfying(b -> assertThat(b).isEmpty());
    String all = "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw";
    byte[] bytes = Bech32.decode("abcdef", all).orElseThrow();
    assertThat(bytes).hasSize(20);
    assertThat(Bech32.encode("abcdef", bytes)).isEqualTo(all);
    for (String wrong : new String[] {"A12UEL5l", "a12uel5m", "a12uel5", "b12uel5l", "a12uelbl"}) {
      assertThat(Bech32.decode("a", wrong)).as(wrong).isEmpty();
    }
  }

  @Test
  void whatAgeMadeOpensHere() {
    byte[] file = Base64.getDecoder().decode(FILE);
    assertThat(identity().decrypt(file, PROVIDERS, RANDOM))
        .isEqualTo(SecretBytes.utf8("strongroom"));
  }

  @Test
  void theRecipientBelongsToTheIdentity() {
    var age = (OperatorIdentity.Age) identity();
    assertThat(Bech32.encode("age", AgeFile.publicKey(age.scalar()))).isEqualTo(RECIPIENT);
  }

  @Test
  void noByteOfAFileMayChange() {
    OperatorKey key = OperatorKey.parse(RECIPIENT).orElseThrow();
    byte[] file = key.encrypt(SecretBytes.utf8("a share"), PROVIDERS, RANDOM);
    assertThat(new String(file, StandardCharsets.ISO_8859_1))
        .startsWith("age-encryption.org/v1\n-> X25519 ");
    assertThat(identity().decrypt(file, PROVIDERS, RANDOM)).isEqualTo(SecretBytes.utf8("a share"));
    for (int i = 0; i < file.length; i += 1) {
      byte[] changed = file.clone();
      changed[i] ^= 1;
      assertThatThrownBy(() -> identity().decrypt(changed, PROVIDERS, RANDOM))
          .as("byte %d", i)
          .isInstanceOf(Tampered.class);
      byte[] cut = Arrays.copyOf(file, i);
      assertThatThrownBy(() -> identity().decrypt(cut, PROVIDERS, RANDOM))
          .as("cut to %d", i)
          .isInstanceOf(Tampered.class);
    }
  }

  @Test
  void aKeyOfSmallOrderIsRefused() {
    OperatorKey zero = new OperatorKey.Age(Bech32.encode("age", new byte[32]));
    assertThatThrownBy(() -> zero.encrypt(SecretBytes.utf8("a"), PROVIDERS, RANDOM))
        .isInstanceOf(Tampered.class);
  }

  @Test
  void keysThatAreNoneAreNotRead() {
    assertThat(OperatorKey.parse("age1qqqq")).isEmpty();
    assertThat(OperatorKey.parse(RECIPIENT.replaceFirst(".$", "q"))).isEmpty();
    assertThat(OperatorKey.parse("ssh-ed25519 AAAA")).isEmpty();
    assertThat(OperatorIdentity.parse(SecretBytes.utf8("AGE-SECRET-KEY-1QQQQ")))
        .isEqualTo(Optional.empty());
    assertThat(OperatorIdentity.parse(SecretBytes.utf8("hello"))).isEmpty();
    assertThat(identity().toString()).doesNotContain("SECRET-KEY");
  }
}
