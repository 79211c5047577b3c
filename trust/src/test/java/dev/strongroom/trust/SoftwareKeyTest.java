package dev.strongroom.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every specification with every algorithm, in both sets of providers.
class SoftwareKeyTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final byte[] MESSAGE =
      "a column encryption key, 32 long".getBytes(StandardCharsets.US_ASCII);

  static List<KeySpec> specs() {
    List<KeySpec> all = new ArrayList<>();
    all.addAll(List.of(KeySpec.Rsa.RSA_2048, KeySpec.Rsa.RSA_3072, KeySpec.Rsa.RSA_4096));
    all.addAll(Arrays.asList(KeySpec.Ec.values()));
    all.addAll(Arrays.asList(KeySpec.Oct.values()));
    all.addAll(Arrays.asList(KeySpec.MlDsa.values()));
    return all;
  }

  /// Without those that take seconds to make.
  static List<KeySpec> quickSpecs() {
    List<KeySpec> specs = new ArrayList<>(specs());
    specs.removeAll(List.of(KeySpec.Rsa.RSA_3072, KeySpec.Rsa.RSA_4096));
    return specs;
  }

  @ParameterizedTest
  @MethodSource("quickSpecs")
  void theJdkMakesKeysToo(KeySpec spec) {
    SoftwareKey made = TestKeys.PLAIN.generate(spec);
    assertThat(TestKeys.FAST.decode(made.encoded()).encoded()).isEqualTo(made.encoded());
    assertThat(made.spec()).isEqualTo(spec);
  }

  @ParameterizedTest
  @MethodSource("specs")
  void everyAlgorithmThatFitsComesBack(KeySpec spec) {
    SoftwareKey key = TestKeys.one(spec);
    SoftwareKey again = TestKeys.PLAIN.decode(key.encoded());
    int signs = 0;
    for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
      if (algorithm.fits(spec)) {
        signs += 1;
        signAndVerify(algorithm, key, again);
        signAndVerify(algorithm, again, key);
      }
    }
    for (EncryptionAlgorithm algorithm : EncryptionAlgorithm.values()) {
      if (algorithm.fits(spec)) {
        encryptAndDecrypt(algorithm, key, again);
        encryptAndDecrypt(algorithm, again, key);
      }
    }
    assertThat(signs).isPositive();
    assertThat(again.encoded()).isEqualTo(key.encoded());
    assertThat(again.exported()).isEqualTo(key.exported());
    assertThat(key).hasToString(again.toString());
  }

  private static void signAndVerify(
      SignatureAlgorithm algorithm, SoftwareKey by, SoftwareKey other) {
    SignatureInput input = input(algorithm);
    byte[] signature = by.sign(algorithm, input);
    assertThat(other.verify(algorithm, input, signature)).as("%s", algorithm).isTrue();
    byte[] damaged = signature.clone();
    damaged[damaged.length / 2] ^= 1;
    assertThat(other.verify(algorithm, input, damaged)).as("%s", algorithm).isFalse();
    assertThat(other.verify(algorithm, input, new byte[0])).isFalse();
    assertThat(other.verify(algorithm, input, Arrays.copyOf(signature, signature.length + 1)))
        .isFalse();
  }

  private static void encryptAndDecrypt(
      EncryptionAlgorithm algorithm, SoftwareKey by, SoftwareKey other) {
    SecretBytes plain = SecretBytes.owning(MESSAGE.clone());
    if (algorithm.fits(KeyUse.WRAP)) {
      assertThat(other.unwrap(algorithm, by.wrap(algorithm, plain))).isEqualTo(plain);
    }
    if (algorithm.fits(KeyUse.ENCRYPT)) {
      Ciphertext sealed = by.encrypt(algorithm, plain, Optional.empty(), Optional.empty());
      assertThat(other.decrypt(algorithm, sealed)).isEqualTo(plain);
    }
  }

  private static SignatureInput input(SignatureAlgorithm algorithm) {
    int length = Math.max(20, algorithm.hash().bytes());
    byte[] digest = new byte[length];
    RANDOM.nextBytes(digest);
    return new SignatureInput.Value(digest);
  }

  @ParameterizedTest
  @MethodSource("specs")
  void aClosedKeyRefuses(KeySpec spec) {
    assertClosedKeyRefuses(spec, TestKeys.one(spec));
    assertClosedKeyRefuses(spec, TestKeys.PLAIN.decode(TestKeys.one(spec).encoded()));
  }

  private static void assertClosedKeyRefuses(KeySpec spec, SoftwareKey key) {
    SignatureAlgorithm algorithm =
        Arrays.stream(SignatureAlgorithm.values())
            .filter(one -> one.fits(spec))
            .findFirst()
            .orElseThrow();
    SignatureInput input = input(algorithm);
    key.close();
    key.close();
    assertThatThrownBy(() -> key.sign(algorithm, input))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("this key has been wiped");
    assertThatThrownBy(key::encoded).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(key::exported).isInstanceOf(IllegalStateException.class);
  }
}
