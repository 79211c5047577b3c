package dev.strongroom.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Keys from outside: sound ones come in, each flaw is named.
class KeyImportTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final SoftwareKey RSA = TestKeys.one(KeySpec.Rsa.RSA_2048);
  private static final BigInteger ONE = BigInteger.ONE;

  private static RSAPrivateKey numbers(SoftwareKey key) {
    try {
      PrivateKeyInfo info = PrivateKeyInfo.getInstance(key.exported().reveal());
      return RSAPrivateKey.getInstance(info.parsePrivateKey());
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// In the order of RFC 7518: n, e, d, p, q, dp, dq, qi.
  private static PrivateJwk.Rsa jwk(BigInteger... numbers) {
    return new PrivateJwk.Rsa(
        numbers[0].toByteArray(),
        numbers[1].toByteArray(),
        secret(numbers[2]),
        new PrivateJwk.Factors(
            secret(numbers[3]),
            secret(numbers[4]),
            secret(numbers[5]),
            secret(numbers[6]),
            secret(numbers[7])));
  }

  private static BigInteger[] all(RSAPrivateKey key) {
    return new BigInteger[] {
      key.getModulus(),
      key.getPublicExponent(),
      key.getPrivateExponent(),
      key.getPrime1(),
      key.getPrime2(),
      key.getExponent1(),
      key.getExponent2(),
      key.getCoefficient()
    };
  }

  private static SecretBytes secret(BigInteger number) {
    return SecretBytes.owning(number.toByteArray());
  }

  @Test
  void anRsaKeyComesInWithLeadingZeros() {
    SoftwareKey again = TestKeys.FAST.importJwk(jwk(all(numbers(RSA))));
    assertThat(again.encoded()).isEqualTo(RSA.encoded());
    assertThat(again.publicJwk().orElseThrow())
        .isInstanceOfSatisfying(
            PublicJwk.Rsa.class,
            open -> {
              assertThat(open.spec()).isEqualTo(KeySpec.Rsa.RSA_2048);
              assertThat(open.n()).hasSize(256);
              assertThat(open.e()).containsExactly(1, 0, 1);
            });
  }

  /// Each number in turn is wrong by one; nothing of that may become a key.
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "0, 'p' times 'q' is not 'n'",
        "1, 'e' is not an odd number from 3 to 2^32",
        "2, 'd' is not the inverse of 'e'",
        "3, 'p' times 'q' is not 'n'",
        "4, 'p' times 'q' is not 'n'",
        "5, 'dp' is not 'd' reduced",
        "6, 'dq' is not 'd' reduced",
        "7, 'qi' is not the inverse of 'q' modulo 'p'"
      })
  void anRsaKeyWithOneWrongNumberIsRefused(int which, String message) {
    BigInteger[] numbers = all(numbers(RSA));
    numbers[which] = numbers[which].add(ONE);
    assertMalformed(jwk(numbers), message);
  }

  @Test
  void everyRsaNumberHasItsRange() {
    BigInteger[] sound = all(numbers(RSA));
    BigInteger n = sound[0];
    assertMalformed(with(sound, 0, n.shiftRight(1)), "'n' is not 2048, 3072 or 4096 bits long");
    assertMalformed(with(sound, 0, n.shiftLeft(1)), "'n' is not 2048, 3072 or 4096 bits long");
    String exponent = "'e' is not an odd number from 3 to 2^32";
    assertMalformed(with(sound, 1, ONE), exponent);
    assertMalformed(with(sound, 1, ONE.shiftLeft(32).add(ONE)), exponent);
    assertMalformed(with(sound, 2, BigInteger.ZERO), "'d' is not a private exponent of 'n'");
    assertMalformed(with(sound, 2, n), "'d' is not a private exponent of 'n'");
    assertMalformed(with(sound, 7, BigInteger.ZERO), "'qi' is not the inverse of 'q' modulo 'p'");
    assertMalformed(
        with(sound, 7, sound[7].add(sound[3])), "'qi' is not the inverse of 'q' modulo 'p'");
    assertMalformed(with(sound, 5, sound[5].add(sound[3])), "'dp' is not 'd' reduced");
  }

  @Test
  void primesArePrimesOfEqualLength() {
    BigInteger[] sound = all(numbers(RSA));
    BigInteger[] trivial = sound.clone();
    trivial[3] = sound[0];
    trivial[4] = ONE;
    assertMalformed(jwk(trivial), "'p' is not a prime of half the length of 'n'");
    BigInteger[] square = sound.clone();
    BigInteger p = new BigInteger(1024, 100, new Random(7)).setBit(1023).setBit(1022);
    BigInteger prime = p.isProbablePrime(100) ? p : p.nextProbablePrime();
    square[0] = prime.multiply(prime);
    square[3] = prime;
    square[4] = prime;
    assertMalformed(jwk(square), "'q' is not another prime of half the length of 'n'");
    BigInteger odd = composite();
    BigInteger[] composed = sound.clone();
    composed[0] = prime.multiply(odd);
    composed[3] = prime;
    composed[4] = odd;
    assertMalformed(jwk(composed), "'q' is not another prime of half the length of 'n'");
    composed[3] = odd;
    composed[4] = prime;
    assertMalformed(jwk(composed), "'p' is not a prime of half the length of 'n'");
  }

  private static BigInteger composite() {
    BigInteger candidate = new BigInteger(1024, new Random(8)).setBit(1023).setBit(1022).setBit(0);
    return candidate.isProbablePrime(100) ? candidate.add(BigInteger.TWO) : candidate;
  }

  private static PrivateJwk.Rsa with(BigInteger[] sound, int which, BigInteger number) {
    BigInteger[] changed = sound.clone();
    changed[which] = number;
    return jwk(changed);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 17, 257, 65537})
  void anRsaKeyIsMadeWithTheExponentAskedFor(int exponent) {
    SoftwareKey key = TestKeys.FAST.generate(KeySpec.Rsa.RSA_2048, exponent);
    assertThat(numbers(key).getPublicExponent().intValueExact()).isEqualTo(exponent);
    assertThat(TestKeys.FAST.importJwk(jwk(all(numbers(key)))).encoded()).isEqualTo(key.encoded());
  }

  @ParameterizedTest
  @ValueSource(ints = {-3, 0, 1, 2, 5, 65535, 65536})
  void otherExponentsAreRefused(int exponent) {
    assertThatThrownBy(() -> TestKeys.FAST.generate(KeySpec.Rsa.RSA_2048, exponent))
        .isInstanceOf(KeyRefused.class)
        .hasMessage("'public_exponent' is not one of 3, 17, 257 and 65537");
  }

  @ParameterizedTest
  @EnumSource
  void anEcKeyComesInAndItsPointMustBeItsOwn(KeySpec.Ec spec) throws IOException {
    SoftwareKey key = TestKeys.one(spec);
    PublicJwk.Ec open = (PublicJwk.Ec) key.publicJwk().orElseThrow();
    assertThat(open.x()).hasSize(spec.bytes());
    assertThat(open.y()).hasSize(spec.bytes());
    BigInteger d = privateNumber(key);
    byte[] zeros = new byte[1];
    SoftwareKey again =
        TestKeys.FAST.importJwk(
            new PrivateJwk.Ec(spec, joined(zeros, open.x()), open.y(), secret(d)));
    assertThat(again.encoded()).isEqualTo(key.encoded());
    String foreign = "'x' and 'y' do not belong to 'd'";
    assertMalformed(new PrivateJwk.Ec(spec, open.y(), open.x(), secret(d)), foreign);
    assertMalformed(new PrivateJwk.Ec(spec, open.x(), open.y(), secret(d.add(ONE))), foreign);
    byte[] tooLong = joined(new byte[] {1}, open.x());
    assertMalformed(
        new PrivateJwk.Ec(spec, tooLong, open.y(), secret(d)),
        "'x' is not a coordinate of " + spec.label());
    assertMalformed(
        new PrivateJwk.Ec(spec, open.x(), joined(new byte[] {1}, open.y()), secret(d)),
        "'y' is not a coordinate of " + spec.label());
    assertOutOfRange(open, BigInteger.ZERO);
    assertOutOfRange(open, order(spec));
    assertOutOfRange(open, order(spec).add(d));
  }

  private static void assertOutOfRange(PublicJwk.Ec open, BigInteger d) {
    assertMalformed(
        new PrivateJwk.Ec(open.spec(), open.x(), open.y(), secret(d)),
        "'d' is not a private number of " + open.spec().label());
  }

  private static BigInteger order(KeySpec.Ec spec) {
    return org.bouncycastle.crypto.ec.CustomNamedCurves.getByName(spec.secName()).getN();
  }

  private static BigInteger privateNumber(SoftwareKey key) throws IOException {
    PrivateKeyInfo info = PrivateKeyInfo.getInstance(key.exported().reveal());
    return org.bouncycastle.asn1.sec.ECPrivateKey.getInstance(info.parsePrivateKey()).getKey();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 15, 17, 31, 33, 64})
  void aSymmetricKeyHasOneOfThreeLengths(int length) {
    assertMalformed(
        new PrivateJwk.Oct(SecretBytes.owning(new byte[length])),
        "'k' is not 16, 24 or 32 bytes long");
  }

  @ParameterizedTest
  @EnumSource
  void aSymmetricKeyComesIn(KeySpec.Oct spec) {
    byte[] bytes = new byte[spec.bytes()];
    RANDOM.nextBytes(bytes);
    SoftwareKey key = TestKeys.FAST.importJwk(new PrivateJwk.Oct(SecretBytes.owning(bytes)));
    assertThat(key.spec()).isEqualTo(spec);
    assertThat(key.exported().reveal()).isEqualTo(bytes);
    assertThat(key.publicJwk()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void anMlDsaKeyComesInByItsSeed(KeySpec.MlDsa spec) {
    byte[] seed = new byte[32];
    RANDOM.nextBytes(seed);
    SoftwareKey key =
        TestKeys.FAST.importJwk(
            new PrivateJwk.MlDsa(spec, Optional.empty(), SecretBytes.owning(seed)));
    byte[] pub = ((PublicJwk.MlDsa) key.publicJwk().orElseThrow()).pub();
    assertThat(
            TestKeys.FAST
                .importJwk(new PrivateJwk.MlDsa(spec, Optional.of(pub), SecretBytes.owning(seed)))
                .encoded())
        .isEqualTo(key.encoded());
    byte[] foreign = pub.clone();
    foreign[5] ^= 1;
    assertMalformed(
        new PrivateJwk.MlDsa(spec, Optional.of(foreign), SecretBytes.owning(seed)),
        "'pub' does not belong to 'priv'");
    assertMalformed(
        new PrivateJwk.MlDsa(spec, Optional.empty(), SecretBytes.owning(new byte[31])),
        "'priv' is not a seed of 32 bytes");
  }

  @Test
  void anMlDsaKeyWithoutItsSeedIsRefused() throws IOException {
    MLDSAPrivateKeyParameters expanded =
        new MLDSAPrivateKeyParameters(MLDSAParameters.ml_dsa_65, new byte[32])
            .withPreferredFormat(MLDSAPrivateKeyParameters.EXPANDED_KEY);
    byte[] pkcs8 = PrivateKeyInfoFactory.createPrivateKeyInfo(expanded).getEncoded();
    assertReceivedMalformed(pkcs8, "'key_hsm' is an ML-DSA key without its seed");
  }

  @ParameterizedTest
  @MethodSource("dev.strongroom.trust.SoftwareKeyTest#specs")
  void anyPairComesInAsPkcs8(KeySpec spec) {
    SoftwareKey key = TestKeys.one(spec);
    if (!(spec instanceof KeySpec.Oct)) {
      assertThat(TestKeys.FAST.importPkcs8(key.exported()).encoded()).isEqualTo(key.encoded());
    }
  }

  @Test
  void whatIsNoKeyIsRefused() throws IOException {
    assertReceivedMalformed(new byte[0], "'key_hsm' is not a private key in PKCS #8");
    assertReceivedMalformed(new byte[32], "'key_hsm' is not a private key in PKCS #8");
    byte[] ed25519 = Hex.bytes("302e020100300506032b657004220420" + "01".repeat(32));
    assertReceivedMalformed(ed25519, "'key_hsm' is of an unknown kind of key or curve");
    assertReceivedMalformed(
        Hex.bytes(
            "3041020100301306072a8648ce3d020106082a8648ce3d030101042730250201010420"
                + "01".repeat(32)),
        "'key_hsm' is of an unknown kind of key or curve");
  }

  /// Whatever is damaged in a key that arrives, the answer is a refusal and no other exception.
  @ParameterizedTest
  @MethodSource("dev.strongroom.trust.SoftwareKeyTest#specs")
  void damagedPkcs8IsRefusedOrHarmless(KeySpec spec) {
    if (spec instanceof KeySpec.Oct || spec == KeySpec.Rsa.RSA_4096) {
      return;
    }
    byte[] sound = TestKeys.one(spec).exported().reveal();
    long seed = RANDOM.nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 60; i += 1) {
      byte[] damaged = Arrays.copyOf(sound, sound.length - random.nextInt(2));
      damaged[random.nextInt(Math.min(damaged.length, 60))] ^= (byte) (1 + random.nextInt(255));
      try {
        TestKeys.FAST.importPkcs8(SecretBytes.owning(damaged)).close();
      } catch (KeyRefused expected) {
        assertThat(expected.refusal())
            .as("seed %d", seed)
            .isInstanceOf(KeyRefusal.MalformedKey.class);
      }
    }
  }

  private static void assertReceivedMalformed(byte[] pkcs8, String message) {
    assertThatThrownBy(() -> TestKeys.FAST.importPkcs8(SecretBytes.owning(pkcs8)))
        .isInstanceOf(KeyRefused.class)
        .hasMessage(message);
  }

  private static void assertMalformed(PrivateJwk key, String message) {
    assertThatThrownBy(() -> TestKeys.FAST.importJwk(key))
        .isInstanceOf(KeyRefused.class)
        .hasMessage(message);
  }

  private static byte[] joined(byte[] a, byte[] b) {
    return Hex.bytes(Hex.of(a) + Hex.of(b));
  }
}
