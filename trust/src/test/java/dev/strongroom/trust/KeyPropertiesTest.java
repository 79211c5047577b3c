package dev.strongroom.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds for every key: fresh nonces, separation from other keys, wiping, silence.
class KeyPropertiesTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Providers PROVIDERS =
      Providers.detect(System.getLogger(KeyPropertiesTest.class.getName()));
  private static final Optional<byte[]> NONE = Optional.empty();

  /// Of the JDK, whose keys cannot be destroyed.
  private static final PrivateKey STUBBORN =
      SigningKey.generate(SigningKey.Kind.RS256, Providers.jdkOnly(), RANDOM).privateKey();

  @Test
  void noNonceComesTwice() {
    SoftwareKey key = TestKeys.one(KeySpec.Oct.OCT_256);
    SecretBytes plain = SecretBytes.owning(new byte[16]);
    for (EncryptionAlgorithm algorithm :
        List.of(
            EncryptionAlgorithm.A256GCM,
            EncryptionAlgorithm.A256CBC,
            EncryptionAlgorithm.A256CBCPAD)) {
      Set<String> nonces = new HashSet<>();
      Set<String> ciphertexts = new HashSet<>();
      for (int i = 0; i < 5000; i += 1) {
        Ciphertext sealed = key.encrypt(algorithm, plain, NONE, NONE);
        nonces.add(Hex.of(sealed.iv().orElseThrow()));
        ciphertexts.add(Hex.of(sealed.bytes()));
      }
      assertThat(nonces).hasSize(5000);
      assertThat(ciphertexts).hasSize(5000);
    }
  }

  /// A seam of chance that repeats itself would be seen in the nonce: it comes from there.
  @Test
  void noncesAndKeysComeFromTheSeam() {
    SoftwareKeys counted = new SoftwareKeys(PROVIDERS, new CountingRandom());
    SoftwareKey key = counted.generate(KeySpec.Oct.OCT_128);
    assertThat(Hex.of(key.exported().reveal())).isEqualTo("000102030405060708090a0b0c0d0e0f");
    Ciphertext sealed =
        key.encrypt(EncryptionAlgorithm.A128GCM, SecretBytes.utf8("value"), NONE, NONE);
    assertThat(Hex.of(sealed.iv().orElseThrow())).isEqualTo("101112131415161718191a1b");
    assertThat(sealed.aad()).isEmpty();
    assertThat(sealed.tag().orElseThrow()).hasSize(16);
    assertThat(sealed.bytes()).hasSize(5);
    SoftwareKey pair = counted.generate(KeySpec.MlDsa.ML_DSA_44);
    assertThat(Hex.of(pair.exported().reveal()))
        .endsWith("1c1d1e1f202122232425262728292a2b2c2d2e2f303132333435363738393a3b");
  }

  @Test
  void randomizedSignaturesDiffer() {
    byte[] digest = new byte[32];
    SignatureInput input = new SignatureInput.Value(digest);
    SoftwareKey rsa = TestKeys.one(KeySpec.Rsa.RSA_2048);
    SoftwareKey ec = TestKeys.one(KeySpec.Ec.P_256);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 500; i += 1) {
      seen.add(Hex.of(rsa.sign(SignatureAlgorithm.PS256, input)));
      byte[] signature = ec.sign(SignatureAlgorithm.ES256, input);
      seen.add(Hex.of(Arrays.copyOf(signature, 32)));
      assertThat(signature).hasSize(64);
    }
    assertThat(seen).hasSize(1000);
    assertThat(rsa.sign(SignatureAlgorithm.RS256, input))
        .isEqualTo(rsa.sign(SignatureAlgorithm.RS256, input));
  }

  /// What one key makes, another of the same specification neither opens nor confirms.
  @ParameterizedTest
  @MethodSource("dev.strongroom.trust.SoftwareKeyTest#quickSpecs")
  void keysAreSeparate(KeySpec spec) {
    SoftwareKey key = TestKeys.one(spec);
    SoftwareKey other = TestKeys.another(spec);
    assertThat(key.encoded()).isNotEqualTo(other.encoded());
    for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
      if (algorithm.fits(spec)) {
        SignatureInput input =
            new SignatureInput.Value(new byte[Math.max(1, algorithm.hash().bytes())]);
        byte[] signature = key.sign(algorithm, input);
        assertThat(key.verify(algorithm, input, signature)).isTrue();
        assertThat(other.verify(algorithm, input, signature)).as("%s", algorithm).isFalse();
      }
    }
    for (EncryptionAlgorithm algorithm : EncryptionAlgorithm.values()) {
      if (algorithm.fits(spec) && algorithm.fits(KeyUse.WRAP)) {
        byte[] wrapped = key.wrap(algorithm, SecretBytes.owning(new byte[16]));
        assertThatThrownBy(() -> other.unwrap(algorithm, wrapped)).isInstanceOf(KeyRefused.class);
      }
    }
  }

  /// A signature by one algorithm is none by another, although the key is the same.
  @ParameterizedTest
  @MethodSource("dev.strongroom.trust.SoftwareKeyTest#quickSpecs")
  void algorithmsAreSeparate(KeySpec spec) {
    SoftwareKey key = TestKeys.one(spec);
    List<SignatureAlgorithm> all =
        Arrays.stream(SignatureAlgorithm.values()).filter(one -> one.fits(spec)).toList();
    for (SignatureAlgorithm by : all) {
      for (SignatureAlgorithm as : all) {
        int length = Math.max(1, by.hash().bytes());
        SignatureInput input = new SignatureInput.Value(new byte[length]);
        boolean fits =
            as.hash().bytes() == length
                || as.scheme() == SignatureAlgorithm.Scheme.HMAC
                || as == SignatureAlgorithm.RSNULL;
        if (by != as && fits) {
          assertThat(key.verify(as, input, key.sign(by, input))).as("%s as %s", by, as).isFalse();
        }
      }
    }
  }

  /// GCM binds its associated data, its nonce and every bit of the ciphertext.
  @Test
  void gcmNoticesEveryChange() {
    SoftwareKey key = TestKeys.one(KeySpec.Oct.OCT_192);
    var algorithm = EncryptionAlgorithm.A192GCM;
    byte[] aad = "a column".getBytes(StandardCharsets.US_ASCII);
    SecretBytes plain = SecretBytes.utf8("a value");
    Ciphertext sealed = key.encrypt(algorithm, plain, NONE, Optional.of(aad));
    assertThat(key.decrypt(algorithm, sealed)).isEqualTo(plain);
    byte[] iv = sealed.iv().orElseThrow();
    byte[] tag = sealed.tag().orElseThrow();
    for (Ciphertext changed :
        List.of(
            new Ciphertext(flipped(sealed.bytes()), sealed.iv(), sealed.aad(), sealed.tag()),
            new Ciphertext(sealed.bytes(), Optional.of(flipped(iv)), sealed.aad(), sealed.tag()),
            new Ciphertext(sealed.bytes(), sealed.iv(), Optional.of(flipped(aad)), sealed.tag()),
            new Ciphertext(sealed.bytes(), sealed.iv(), NONE, sealed.tag()),
            new Ciphertext(sealed.bytes(), sealed.iv(), sealed.aad(), Optional.of(flipped(tag))))) {
      assertThatThrownBy(() -> key.decrypt(algorithm, changed))
          .isInstanceOf(KeyRefused.class)
          .hasMessage("what was given does not decrypt with A192GCM");
    }
  }

  @Test
  void cbcTakesTheStartItIsGiven() {
    SoftwareKey key = TestKeys.one(KeySpec.Oct.OCT_128);
    byte[] iv = new byte[16];
    RANDOM.nextBytes(iv);
    SecretBytes plain = SecretBytes.owning(new byte[32]);
    Optional<byte[]> noticed = Optional.of(new byte[5]); // by nobody, as in Azure
    Ciphertext sealed = key.encrypt(EncryptionAlgorithm.A128CBC, plain, Optional.of(iv), noticed);
    assertThat(sealed.iv().orElseThrow()).isEqualTo(iv);
    assertThat(sealed.bytes()).hasSize(32);
    assertThat(sealed.tag()).isEmpty();
    assertThat(sealed.aad()).isEmpty();
    assertThat(key.decrypt(EncryptionAlgorithm.A128CBC, sealed)).isEqualTo(plain);
    for (int length : new int[] {1, 15, 17}) {
      byte[] part = new byte[length];
      Arrays.fill(part, (byte) 7);
      Ciphertext filled =
          key.encrypt(EncryptionAlgorithm.A128CBC, SecretBytes.owning(part), NONE, NONE);
      assertThat(key.decrypt(EncryptionAlgorithm.A128CBC, filled).reveal())
          .as("with zeros, as in Azure")
          .isEqualTo(Arrays.copyOf(part, (length + 15) / 16 * 16));
    }
    SecretBytes empty = SecretBytes.owning(new byte[0]);
    Ciphertext padded = key.encrypt(EncryptionAlgorithm.A128CBCPAD, empty, NONE, NONE);
    assertThat(padded.bytes()).hasSize(16);
    assertThat(key.decrypt(EncryptionAlgorithm.A128CBCPAD, padded)).isEqualTo(empty);
  }

  @ParameterizedTest
  @EnumSource
  void aPrivateKeyTravelsUnderAnRsaKey(KeyTransport transport) {
    for (Providers providers : List.of(PROVIDERS, Providers.jdkOnly())) {
      SoftwareKeys keys = new SoftwareKeys(providers, RANDOM);
      SoftwareKey kek = keys.decode(TestKeys.one(KeySpec.Rsa.RSA_2048).encoded());
      PublicJwk.Rsa target = (PublicJwk.Rsa) kek.publicJwk().orElseThrow();
      for (KeySpec spec : SoftwareKeyTest.quickSpecs()) {
        SoftwareKey sent = TestKeys.one(spec);
        byte[] wrapped = TestKeys.FAST.send(target, transport, sent.exported());
        assertThat(kek.receive(transport, wrapped)).as("%s", spec).isEqualTo(sent.exported());
      }
      byte[] wrapped = TestKeys.FAST.send(target, transport, SecretBytes.owning(new byte[32]));
      for (int at : new int[] {10, 256, wrapped.length - 1}) {
        byte[] damaged = wrapped.clone();
        damaged[at] ^= 1;
        assertThatThrownBy(() -> kek.receive(transport, damaged))
            .isInstanceOfSatisfying(
                KeyRefused.class,
                refused ->
                    assertThat(refused.refusal())
                        .isEqualTo(new KeyRefusal.NotDecrypted(transport)));
      }
    }
  }

  /// An AES key of an odd length inside is an answer like any other damage.
  @Test
  void aTemporaryKeyThatIsNoneIsRefused() {
    SoftwareKey kek = TestKeys.one(KeySpec.Rsa.RSA_2048);
    byte[] first = kek.wrap(EncryptionAlgorithm.RSA_OAEP, SecretBytes.owning(new byte[20]));
    byte[] wrapped = Arrays.copyOf(first, first.length + 24);
    assertThatThrownBy(() -> kek.receive(KeyTransport.CKM_RSA_AES_KEY_WRAP, wrapped))
        .isInstanceOf(KeyRefused.class)
        .hasMessage("what was given does not decrypt with CKM_RSA_AES_KEY_WRAP");
  }

  @ParameterizedTest
  @MethodSource("dev.strongroom.trust.SoftwareKeyTest#quickSpecs")
  void thePublicHalfAloneDoesWhatIsPublic(KeySpec spec) {
    SoftwareKey key = TestKeys.one(spec);
    if (key.publicJwk().isEmpty()) {
      assertThat(spec).isInstanceOf(KeySpec.Oct.class);
      return;
    }
    PublicKeyOperations open = TestKeys.FAST.open(key.publicJwk().orElseThrow());
    assertThat(open.spec()).isEqualTo(spec);
    for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
      if (algorithm.fits(spec)) {
        SignatureInput input =
            new SignatureInput.Value(new byte[Math.max(1, algorithm.hash().bytes())]);
        assertThat(open.verify(algorithm, input, key.sign(algorithm, input))).isTrue();
      }
    }
    SecretBytes plain = SecretBytes.utf8("a value");
    for (EncryptionAlgorithm algorithm : EncryptionAlgorithm.values()) {
      if (algorithm.fits(spec)) {
        assertThat(key.decrypt(algorithm, open.encrypt(algorithm, plain, NONE, NONE)))
            .isEqualTo(plain);
        assertThat(key.unwrap(algorithm, open.wrap(algorithm, plain))).isEqualTo(plain);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dev.strongroom.trust.SoftwareKeyTest#quickSpecs")
  void nothingOfTheKeyIsPrinted(KeySpec spec) {
    SoftwareKey key = TestKeys.one(spec);
    String printed =
        key + " " + KeyMaterial.decode(key.encoded()) + " " + key.encoded() + " " + key.exported();
    assertThat(printed).contains("[" + spec.label() + "]").hasSizeLessThan(150);
    String secret = Hex.of(key.exported().reveal());
    assertThat(printed.toLowerCase(java.util.Locale.ROOT))
        .doesNotContain(secret.substring(secret.length() - 8));
  }

  /// Closing under load: every answer is right or an exception, and the end is always an exception.
  @ParameterizedTest
  @MethodSource("dev.strongroom.trust.SoftwareKeyTest#quickSpecs")
  void aKeyThatIsClosedInUseNeverAnswersWrongly(KeySpec spec) throws InterruptedException {
    SoftwareKey key = TestKeys.one(spec);
    SoftwareKey judge = TestKeys.FAST.decode(key.encoded());
    SignatureAlgorithm algorithm =
        Arrays.stream(SignatureAlgorithm.values())
            .filter(one -> one.fits(spec))
            .findFirst()
            .orElseThrow();
    SignatureInput input =
        new SignatureInput.Value(new byte[Math.max(1, algorithm.hash().bytes())]);
    List<byte[]> made = java.util.Collections.synchronizedList(new ArrayList<>());
    CountDownLatch running = new CountDownLatch(2);
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 2; t += 1) {
      threads.add(
          Thread.ofPlatform().start(() -> signUntilClosed(key, algorithm, input, made, running)));
    }
    running.await();
    key.close();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(made).isNotEmpty();
    for (byte[] signature : made) {
      assertThat(judge.verify(algorithm, input, signature)).isTrue();
    }
    assertThatThrownBy(() -> key.sign(algorithm, input)).isInstanceOf(IllegalStateException.class);
  }

  private static void signUntilClosed(
      SoftwareKey key,
      SignatureAlgorithm algorithm,
      SignatureInput input,
      List<byte[]> made,
      CountDownLatch running) {
    try {
      while (true) {
        made.add(key.sign(algorithm, input));
        running.countDown();
      }
    } catch (IllegalStateException closed) {
      return;
    }
  }

  @Test
  void closingWipesTheBytesThatWereKept() {
    KeyMaterial material = KeyMaterial.decode(TestKeys.one(KeySpec.Rsa.RSA_2048).encoded());
    byte[] kept = material.secret().reveal();
    assertThat(kept).isNotEqualTo(new byte[kept.length]);
    PrivateHalf half = new PrivateHalf(material, STUBBORN);
    half.close();
    assertThat(kept).isEqualTo(new byte[kept.length]);
  }

  @Test
  void bytesThatAreNoKeyAreTampered() {
    SoftwareKey key = TestKeys.one(KeySpec.Ec.P_256);
    byte[] sound = key.encoded().reveal();
    for (int length = 0; length < 120; length += 1) {
      byte[] cut = Arrays.copyOf(sound, length);
      assertThatThrownBy(() -> TestKeys.FAST.decode(SecretBytes.owning(cut)))
          .isInstanceOf(Tampered.class);
    }
    for (int at : new int[] {0, 1, 2, 3, 4}) {
      byte[] damaged = sound.clone();
      damaged[at] ^= (byte) 0x80;
      assertThatThrownBy(() -> TestKeys.FAST.decode(SecretBytes.owning(damaged)))
          .as("byte %d", at)
          .isInstanceOf(Tampered.class);
    }
  }

  private static byte[] flipped(byte[] bytes) {
    byte[] out = bytes.clone();
    out[new Random(1).nextInt(out.length)] ^= 1;
    return out;
  }
}
