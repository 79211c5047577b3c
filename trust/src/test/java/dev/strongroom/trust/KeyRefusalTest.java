package dev.strongroom.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.trust.KeyRefusal.Part;
import java.security.SecureRandom;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What keys refuse, and in which words.
class KeyRefusalTest {
  private static final SoftwareKey RSA = TestKeys.one(KeySpec.Rsa.RSA_2048);
  private static final SoftwareKey EC = TestKeys.one(KeySpec.Ec.P_256);
  private static final SoftwareKey OCT = TestKeys.one(KeySpec.Oct.OCT_128);
  private static final SoftwareKey ML_DSA = TestKeys.one(KeySpec.MlDsa.ML_DSA_44);
  private static final Optional<byte[]> NONE = Optional.empty();

  @Test
  void signingRefusesEveryAlgorithmOfOtherKeys() {
    for (SoftwareKey key : new SoftwareKey[] {RSA, EC, OCT, ML_DSA}) {
      for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
        if (!algorithm.fits(key.spec())) {
          var refusal = new KeyRefusal.AlgorithmNotForKey(algorithm, key.spec());
          refused(refusal, () -> key.sign(algorithm, value(32)));
          refused(refusal, () -> key.verify(algorithm, value(32), new byte[64]));
        }
      }
      for (EncryptionAlgorithm algorithm : EncryptionAlgorithm.values()) {
        if (!algorithm.fits(key.spec())) {
          var refusal = new KeyRefusal.AlgorithmNotForKey(algorithm, key.spec());
          refused(refusal, () -> key.encrypt(algorithm, secret(16), NONE, NONE));
          refused(refusal, () -> key.decrypt(algorithm, Ciphertext.of(new byte[256])));
          refused(refusal, () -> key.wrap(algorithm, secret(16)));
          refused(refusal, () -> key.unwrap(algorithm, new byte[256]));
        } else {
          refusesTheOtherUse(key, algorithm);
        }
      }
    }
  }

  private static void refusesTheOtherUse(SoftwareKey key, EncryptionAlgorithm algorithm) {
    if (!algorithm.fits(KeyUse.ENCRYPT)) {
      refused(
          new KeyRefusal.AlgorithmNotForUse(algorithm, KeyUse.ENCRYPT),
          () -> key.encrypt(algorithm, secret(16), NONE, NONE));
      refused(
          new KeyRefusal.AlgorithmNotForUse(algorithm, KeyUse.DECRYPT),
          () -> key.decrypt(algorithm, Ciphertext.of(new byte[32])));
    }
    if (!algorithm.fits(KeyUse.WRAP)) {
      refused(
          new KeyRefusal.AlgorithmNotForUse(algorithm, KeyUse.WRAP),
          () -> key.wrap(algorithm, secret(16)));
      refused(
          new KeyRefusal.AlgorithmNotForUse(algorithm, KeyUse.UNWRAP),
          () -> key.unwrap(algorithm, new byte[32]));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "RS256, 31, 32",
    "RS256, 33, 32",
    "RS384, 47, 48",
    "RS512, 32, 64",
    "PS256, 64, 32",
    "PS512, 0, 64",
    "RSNULL, 0, 1 to 245",
    "RSNULL, 246, 1 to 245"
  })
  void rsaWantsTheDigestsExactLength(SignatureAlgorithm algorithm, int length, String wanted) {
    assertThatThrownBy(() -> RSA.sign(algorithm, value(length)))
        .isInstanceOf(KeyRefused.class)
        .hasMessage(
            "%s takes a digest of %s bytes, not %d".formatted(algorithm.label(), wanted, length));
    assertThatThrownBy(() -> RSA.verify(algorithm, value(length), new byte[256]))
        .isInstanceOf(KeyRefused.class);
  }

  @ParameterizedTest
  @CsvSource({"P_256, 31", "P_256, 33", "P_256K, 64", "P_384, 32", "P_521, 66"})
  void ecWantsTheDigestsExactLength(KeySpec.Ec spec, int length) {
    SoftwareKey key = TestKeys.one(spec);
    SignatureAlgorithm algorithm = SignatureAlgorithm.of(spec);
    var refusal =
        new KeyRefusal.WrongLength(
            algorithm, Part.DIGEST, Lengths.exactly(algorithm.hash().bytes()), length);
    refused(refusal, () -> key.sign(algorithm, value(length)));
    refused(refusal, () -> key.verify(algorithm, value(length), new byte[64]));
  }

  @Test
  void theLongestAndShortestOfEachPasses() {
    assertThat(RSA.sign(SignatureAlgorithm.RSNULL, value(1))).hasSize(256);
    assertThat(RSA.sign(SignatureAlgorithm.RSNULL, value(245))).hasSize(256);
    assertThat(OCT.sign(SignatureAlgorithm.HS512, value(0))).hasSize(64);
    assertThat(RSA.wrap(EncryptionAlgorithm.RSA1_5, secret(245))).hasSize(256);
    assertThat(RSA.wrap(EncryptionAlgorithm.RSA_OAEP, secret(214))).hasSize(256);
    assertThat(RSA.wrap(EncryptionAlgorithm.RSA_OAEP_256, secret(190))).hasSize(256);
    assertThat(OCT.wrap(EncryptionAlgorithm.A128KW, secret(16))).hasSize(24);
    assertThat(OCT.wrap(EncryptionAlgorithm.A128KW, secret(4096))).hasSize(4104);
    assertThat(OCT.wrap(EncryptionAlgorithm.CKM_AES_KEY_WRAP_PAD, secret(1))).hasSize(16);
    assertThat(OCT.wrap(EncryptionAlgorithm.CKM_AES_KEY_WRAP_PAD, secret(4095))).hasSize(4104);
    byte[] context = new byte[255];
    assertThat(
            ML_DSA.sign(
                SignatureAlgorithm.ML_DSA_44, new SignatureInput.InContext(context, context)))
        .hasSize(2420);
  }

  @ParameterizedTest
  @CsvSource({"RSA1_5, 246, 0 to 245", "RSA_OAEP, 215, 0 to 214", "RSA_OAEP_256, 191, 0 to 190"})
  void rsaWantsShortPlaintexts(EncryptionAlgorithm algorithm, int length, String wanted) {
    String words =
        "%s takes a plaintext of %s bytes, not %d".formatted(algorithm.label(), wanted, length);
    assertThatThrownBy(() -> RSA.encrypt(algorithm, secret(length), NONE, NONE)).hasMessage(words);
    assertThatThrownBy(() -> RSA.wrap(algorithm, secret(length))).hasMessage(words);
  }

  @ParameterizedTest
  @CsvSource({
    "A128KW, 8, '16 to 4096, a multiple of 8'",
    "A128KW, 17, '16 to 4096, a multiple of 8'",
    "A128KW, 4104, '16 to 4096, a multiple of 8'",
    "CKM_AES_KEY_WRAP, 20, '16 to 4096, a multiple of 8'",
    "CKM_AES_KEY_WRAP_PAD, 0, 1 to 4096",
    "CKM_AES_KEY_WRAP_PAD, 4097, 1 to 4096"
  })
  void aesWrapsKeysOfWholeUnits(EncryptionAlgorithm algorithm, int length, String wanted) {
    assertThatThrownBy(() -> OCT.wrap(algorithm, secret(length)))
        .hasMessage(
            "%s takes a plaintext of %s bytes, not %d"
                .formatted(algorithm.label(), wanted, length));
  }

  @ParameterizedTest
  @CsvSource({
    "A128KW, 16",
    "A128KW, 25",
    "CKM_AES_KEY_WRAP, 16",
    "CKM_AES_KEY_WRAP_PAD, 8",
    "A128KW, 4112",
    "CKM_AES_KEY_WRAP_PAD, 4112"
  })
  void aesUnwrapsWholeUnits(EncryptionAlgorithm algorithm, int length) {
    assertThatThrownBy(() -> OCT.unwrap(algorithm, new byte[length]))
        .isInstanceOf(KeyRefused.class)
        .hasMessageContaining("takes a ciphertext of ");
  }

  @Test
  void cbcWantsWholeBlocksAndOneForItsStart() {
    byte[] iv = new byte[16];
    var some = Lengths.multiplesOf(1, 1);
    refused(
        new KeyRefusal.WrongLength(EncryptionAlgorithm.A128CBC, Part.PLAINTEXT, some, 0),
        () -> OCT.encrypt(EncryptionAlgorithm.A128CBC, secret(0), NONE, NONE));
    for (int length : new int[] {0, 15, 17}) {
      var wanted = Lengths.multiplesOf(16, 16);
      for (var algorithm :
          new EncryptionAlgorithm[] {EncryptionAlgorithm.A128CBC, EncryptionAlgorithm.A128CBCPAD}) {
        refused(
            new KeyRefusal.WrongLength(algorithm, Part.CIPHERTEXT, wanted, length),
            () -> OCT.decrypt(algorithm, cbc(new byte[length], iv)));
      }
    }
    refused(
        new KeyRefusal.WrongLength(EncryptionAlgorithm.A128CBC, Part.IV, Lengths.exactly(16), 12),
        () ->
            OCT.encrypt(EncryptionAlgorithm.A128CBC, secret(16), Optional.of(new byte[12]), NONE));
    refused(
        new KeyRefusal.Missing(EncryptionAlgorithm.A128CBC, Part.IV),
        () -> OCT.decrypt(EncryptionAlgorithm.A128CBC, Ciphertext.of(iv)));
    refused(
        new KeyRefusal.NotTaken(EncryptionAlgorithm.A128CBC, Part.AAD),
        () ->
            OCT.decrypt(
                EncryptionAlgorithm.A128CBC,
                new Ciphertext(iv, Optional.of(iv), Optional.of(iv), NONE)));
    refused(
        new KeyRefusal.NotTaken(EncryptionAlgorithm.A128CBC, Part.TAG),
        () ->
            OCT.decrypt(
                EncryptionAlgorithm.A128CBC,
                new Ciphertext(iv, Optional.of(iv), NONE, Optional.of(iv))));
  }

  @Test
  void gcmChoosesItsNonceAndWantsItBackWithTheTag() {
    var algorithm = EncryptionAlgorithm.A128GCM;
    byte[] nonce = new byte[12];
    byte[] tag = new byte[16];
    refused(
        new KeyRefusal.NotTaken(algorithm, Part.IV),
        () -> OCT.encrypt(algorithm, secret(1), Optional.of(nonce), NONE));
    refused(
        new KeyRefusal.Missing(algorithm, Part.IV),
        () -> OCT.decrypt(algorithm, new Ciphertext(tag, NONE, NONE, Optional.of(tag))));
    refused(
        new KeyRefusal.Missing(algorithm, Part.TAG),
        () -> OCT.decrypt(algorithm, new Ciphertext(tag, Optional.of(nonce), NONE, NONE)));
    refused(
        new KeyRefusal.WrongLength(algorithm, Part.IV, Lengths.exactly(12), 16),
        () ->
            OCT.decrypt(algorithm, new Ciphertext(tag, Optional.of(tag), NONE, Optional.of(tag))));
    refused(
        new KeyRefusal.WrongLength(algorithm, Part.TAG, Lengths.exactly(16), 12),
        () ->
            OCT.decrypt(
                algorithm, new Ciphertext(tag, Optional.of(nonce), NONE, Optional.of(nonce))));
    refused(
        new KeyRefusal.NotDecrypted(algorithm),
        () ->
            OCT.decrypt(
                algorithm, new Ciphertext(tag, Optional.of(nonce), NONE, Optional.of(tag))));
  }

  @Test
  void rsaTakesNothingBesideTheCiphertext() {
    var algorithm = EncryptionAlgorithm.RSA_OAEP;
    Optional<byte[]> some = Optional.of(new byte[16]);
    byte[] bytes = new byte[256];
    refused(
        new KeyRefusal.NotTaken(algorithm, Part.IV),
        () -> RSA.encrypt(algorithm, secret(1), some, NONE));
    refused(
        new KeyRefusal.NotTaken(algorithm, Part.AAD),
        () -> RSA.encrypt(algorithm, secret(1), NONE, some));
    refused(
        new KeyRefusal.NotTaken(algorithm, Part.IV),
        () -> RSA.decrypt(algorithm, new Ciphertext(bytes, some, NONE, NONE)));
    refused(
        new KeyRefusal.NotTaken(algorithm, Part.AAD),
        () -> RSA.decrypt(algorithm, new Ciphertext(bytes, NONE, some, NONE)));
    refused(
        new KeyRefusal.NotTaken(algorithm, Part.TAG),
        () -> RSA.decrypt(algorithm, new Ciphertext(bytes, NONE, NONE, some)));
  }

  @ParameterizedTest
  @EnumSource(
      value = EncryptionAlgorithm.class,
      names = {"RSA1_5", "RSA_OAEP", "RSA_OAEP_256"})
  void rsaSaysTheSameOfEverythingThatDoesNotDecrypt(EncryptionAlgorithm algorithm) {
    byte[] damaged = RSA.wrap(algorithm, secret(32));
    damaged[100] ^= 1;
    byte[] tooLarge = new byte[256];
    java.util.Arrays.fill(tooLarge, (byte) 0xff);
    byte[] zero = new byte[256];
    byte[] another = TestKeys.another(KeySpec.Rsa.RSA_2048).wrap(algorithm, secret(32));
    for (byte[] bytes : new byte[][] {damaged, tooLarge, zero, another}) {
      refused(new KeyRefusal.NotDecrypted(algorithm), () -> RSA.unwrap(algorithm, bytes));
      refused(
          new KeyRefusal.NotDecrypted(algorithm),
          () -> RSA.decrypt(algorithm, Ciphertext.of(bytes)));
    }
    refused(
        new KeyRefusal.WrongLength(algorithm, Part.CIPHERTEXT, Lengths.exactly(256), 255),
        () -> RSA.unwrap(algorithm, new byte[255]));
  }

  @Test
  void onlyMlDsaHasContextsAndMu() {
    var inContext = new SignatureInput.InContext(new byte[32], new byte[1]);
    var mu = new SignatureInput.ExternalMu(new byte[64]);
    refused(
        new KeyRefusal.NotTaken(SignatureAlgorithm.RS256, Part.CONTEXT),
        () -> RSA.sign(SignatureAlgorithm.RS256, inContext));
    refused(
        new KeyRefusal.NotTaken(SignatureAlgorithm.ES256, Part.EXTERNAL_MU),
        () -> EC.sign(SignatureAlgorithm.ES256, mu));
    refused(
        new KeyRefusal.NotTaken(SignatureAlgorithm.HS256, Part.EXTERNAL_MU),
        () -> OCT.sign(SignatureAlgorithm.HS256, mu));
    var algorithm = SignatureAlgorithm.ML_DSA_44;
    for (int length : new int[] {0, 63, 65}) {
      var wrong = new SignatureInput.ExternalMu(new byte[length]);
      var refusal =
          new KeyRefusal.WrongLength(algorithm, Part.EXTERNAL_MU, Lengths.exactly(64), length);
      refused(refusal, () -> ML_DSA.sign(algorithm, wrong));
      refused(refusal, () -> ML_DSA.verify(algorithm, wrong, new byte[2420]));
    }
    refused(
        new KeyRefusal.WrongLength(algorithm, Part.CONTEXT, Lengths.between(0, 255), 256),
        () -> ML_DSA.sign(algorithm, new SignatureInput.InContext(new byte[1], new byte[256])));
  }

  @ParameterizedTest
  @EnumSource
  void onlyRsaReceivesKeys(KeyTransport transport) {
    for (SoftwareKey key : new SoftwareKey[] {EC, OCT, ML_DSA}) {
      refused(
          new KeyRefusal.AlgorithmNotForKey(transport, key.spec()),
          () -> key.receive(transport, new byte[512]));
    }
    for (int length : new int[] {0, 256, 264, 273}) {
      refused(
          new KeyRefusal.WrongLength(
              transport, Part.CIPHERTEXT, Lengths.multiplesOf(8, 272), length),
          () -> RSA.receive(transport, new byte[length]));
    }
  }

  @Test
  void refusalsSpeakPlainly() {
    assertThat(new KeyRefusal.AlgorithmNotForKey(SignatureAlgorithm.ES256, RSA.spec()).message())
        .isEqualTo("ES256 is not an algorithm of RSA-2048 keys");
    assertThat(
            new KeyRefusal.AlgorithmNotForUse(EncryptionAlgorithm.A256KW, KeyUse.ENCRYPT).message())
        .isEqualTo("A256KW cannot be used to encrypt");
    assertThat(new KeyRefusal.Missing(EncryptionAlgorithm.A256GCM, Part.TAG).message())
        .isEqualTo("A256GCM needs an authentication tag");
    assertThat(new KeyRefusal.NotTaken(SignatureAlgorithm.RS256, Part.CONTEXT).message())
        .isEqualTo("RS256 does not take a context");
    assertThat(new KeyRefusal.NotDecrypted(EncryptionAlgorithm.RSA_OAEP).message())
        .isEqualTo("what was given does not decrypt with RSA-OAEP");
    assertThat(new KeyRefusal.MalformedKey("n", "is too short").message())
        .isEqualTo("'n' is too short");
    assertThat(new KeyRefused(new KeyRefusal.MalformedKey("n", "is too short")).getStackTrace())
        .isEmpty();
  }

  private static void refused(KeyRefusal refusal, ThrowingCallable work) {
    assertThatThrownBy(work)
        .isInstanceOfSatisfying(
            KeyRefused.class, refused -> assertThat(refused.refusal()).isEqualTo(refusal));
  }

  private static Ciphertext cbc(byte[] bytes, byte[] iv) {
    return new Ciphertext(bytes, Optional.of(iv), NONE, NONE);
  }

  private static SignatureInput value(int length) {
    return new SignatureInput.Value(new byte[length]);
  }

  private static SecretBytes secret(int length) {
    byte[] bytes = new byte[length];
    new SecureRandom().nextBytes(bytes);
    return SecretBytes.owning(bytes);
  }
}
