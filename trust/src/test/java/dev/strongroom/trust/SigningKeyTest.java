package dev.strongroom.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.trust.SigningKey.Kind;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SigningKeyTest {
  private static final Providers PROVIDERS =
      Providers.detect(System.getLogger(SigningKeyTest.class.getName()));
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final byte[] MESSAGE = "a checkpoint".getBytes(StandardCharsets.US_ASCII);

  @ParameterizedTest
  @EnumSource
  void aPairComesBackFromItsExports(Kind kind) {
    SigningKey made = SigningKey.generate(kind, PROVIDERS, RANDOM);
    SigningKey again = SigningKey.of(kind, made.pkcs8(), made.spki(), PROVIDERS);
    assertThat(again.kind()).isEqualTo(kind);
    assertThat(verified(made, MESSAGE, again.sign(MESSAGE))).isTrue();
    assertThat(again.privateKey().getEncoded()).isEqualTo(made.pkcs8().reveal());
  }

  @ParameterizedTest
  @EnumSource
  void aSignatureIsOfOneMessageByOneKey(Kind kind) {
    SigningKey key = SigningKey.generate(kind, PROVIDERS, RANDOM);
    byte[] signature = key.sign(MESSAGE);
    assertThat(verified(key, MESSAGE, signature)).isTrue();
    assertThat(verified(key, "a checkpoinT".getBytes(StandardCharsets.US_ASCII), signature))
        .isFalse();
    assertThat(verified(SigningKey.generate(kind, PROVIDERS, RANDOM), MESSAGE, signature))
        .isFalse();
    signature[signature.length / 2] ^= 1;
    assertThat(verified(key, MESSAGE, signature)).isFalse();
    assertThat(verified(key, MESSAGE, new byte[0])).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void halvesOfTwoPairsAreNoPair(Kind kind) {
    SigningKey one = SigningKey.generate(kind, PROVIDERS, RANDOM);
    SigningKey other = SigningKey.generate(kind, PROVIDERS, RANDOM);
    assertThatThrownBy(() -> SigningKey.of(kind, one.pkcs8(), other.spki(), PROVIDERS))
        .isInstanceOf(Tampered.class)
        .hasMessage("a private and a public key that do not belong together");
    assertThatThrownBy(() -> SigningKey.of(kind, SecretBytes.utf8("junk"), one.spki(), PROVIDERS))
        .isInstanceOf(Tampered.class)
        .hasMessage("not a key pair of kind " + kind);
  }

  @ParameterizedTest
  @EnumSource
  void itDoesTheSameWithoutTheAcceleratedProvider(Kind kind) {
    SigningKey slow = SigningKey.generate(kind, Providers.jdkOnly(), RANDOM);
    assertThat(verified(slow, MESSAGE, slow.sign(MESSAGE))).isTrue();
    assertThat(slow).hasToString("SigningKey[" + kind + "]");
  }

  @Test
  void sizesAreTheOnesThatClientsExpect() {
    for (Providers providers : new Providers[] {PROVIDERS, Providers.jdkOnly()}) {
      var rsa = (RSAPublicKey) SigningKey.generate(Kind.RS256, providers, RANDOM).publicKey();
      assertThat(rsa.getModulus().bitLength()).isEqualTo(2048);
      assertThat(rsa.getPublicExponent()).isEqualTo(65537);
      var ec = (ECPublicKey) SigningKey.generate(Kind.ES256, providers, RANDOM).publicKey();
      assertThat(ec.getParams().getCurve().getField().getFieldSize()).isEqualTo(256);
    }
  }

  @Test
  void onlyEd25519HasARawForm() {
    SigningKey rsa = SigningKey.generate(Kind.RS256, PROVIDERS, RANDOM);
    assertThatThrownBy(rsa::rawEd25519).isInstanceOf(IllegalStateException.class);
  }

  private static boolean verified(SigningKey by, byte[] message, byte[] signature) {
    return SigningKey.verify(by.kind(), by.publicKey(), message, signature, PROVIDERS);
  }
}
