package dev.strongroom.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.engines.RFC3394WrapEngine;
import org.bouncycastle.crypto.engines.RFC5649WrapEngine;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.MLDSAPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithContext;
import org.bouncycastle.crypto.signers.MLDSASigner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// We and others agree: the openssl command on everything it knows, Bouncy Castle on the rest. The
/// two sets of providers meet each other in [SoftwareKeyTest].
class CrossCheckTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Optional<byte[]> NONE = Optional.empty();

  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource({
    "RS256, sha256, pkcs1",
    "RS384, sha384, pkcs1",
    "RS512, sha512, pkcs1",
    "PS256, sha256, pss",
    "PS384, sha384, pss",
    "PS512, sha512, pss",
    "RSNULL, , pkcs1"
  })
  void rsaSignatures(SignatureAlgorithm algorithm, String digest, String padding)
      throws IOException, InterruptedException {
    SoftwareKey key = TestKeys.one(KeySpec.Rsa.RSA_2048);
    save(key);
    byte[] value = random(Math.max(36, algorithm.hash().bytes()));
    if (algorithm != SignatureAlgorithm.RSNULL) {
      value = java.util.Arrays.copyOf(value, algorithm.hash().bytes());
    }
    List<String> options = new ArrayList<>(List.of("-pkeyopt", "rsa_padding_mode:" + padding));
    if (digest != null) {
      options.addAll(List.of("-pkeyopt", "digest:" + digest));
    }
    if (padding.equals("pss")) {
      options.addAll(List.of("-pkeyopt", "rsa_pss_saltlen:digest"));
    }
    assertAgreeOnSignature(key, algorithm, value, options, 0);
  }

  @ParameterizedTest
  @EnumSource
  void ecSignatures(KeySpec.Ec spec) throws IOException, InterruptedException {
    SoftwareKey key = TestKeys.one(spec);
    save(key);
    SignatureAlgorithm algorithm = SignatureAlgorithm.of(spec);
    assertAgreeOnSignature(
        key, algorithm, random(algorithm.hash().bytes()), List.of(), spec.bytes());
  }

  /// They verify ours and we verify theirs; `half` above zero means that theirs is DER.
  private void assertAgreeOnSignature(
      SoftwareKey key, SignatureAlgorithm algorithm, byte[] value, List<String> options, int half)
      throws IOException, InterruptedException {
    SignatureInput input = new SignatureInput.Value(value);
    byte[] ours = key.sign(algorithm, input);
    Files.write(dir.resolve("value"), value);
    Files.write(dir.resolve("ours"), half > 0 ? Der.ecdsa(ours) : ours);
    List<String> verify =
        new ArrayList<>(
            List.of("pkeyutl", "-verify", "-inkey", "key", "-in", "value", "-sigfile", "ours"));
    verify.addAll(options);
    assertThat(new String(openssl(verify))).contains("Signature Verified Successfully");
    List<String> sign =
        new ArrayList<>(List.of("pkeyutl", "-sign", "-inkey", "key", "-in", "value"));
    sign.addAll(options);
    byte[] theirs = openssl(sign);
    assertThat(key.verify(algorithm, input, half > 0 ? Der.jose(theirs, half) : theirs)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"RSA1_5, pkcs1, ", "RSA_OAEP, oaep, sha1", "RSA_OAEP_256, oaep, sha256"})
  void rsaEncryption(EncryptionAlgorithm algorithm, String padding, String hash)
      throws IOException, InterruptedException {
    SoftwareKey key = TestKeys.one(KeySpec.Rsa.RSA_2048);
    save(key);
    byte[] plain = random(32);
    List<String> options =
        new ArrayList<>(List.of("-inkey", "key", "-pkeyopt", "rsa_padding_mode:" + padding));
    if (hash != null) {
      options.addAll(List.of("-pkeyopt", "rsa_oaep_md:" + hash, "-pkeyopt", "rsa_mgf1_md:" + hash));
    }
    Files.write(dir.resolve("ours"), key.wrap(algorithm, SecretBytes.owning(plain.clone())));
    assertThat(openssl(with(options, "pkeyutl", "-decrypt", "-in", "ours"))).isEqualTo(plain);
    Files.write(dir.resolve("plain"), plain);
    byte[] theirs = openssl(with(options, "pkeyutl", "-encrypt", "-in", "plain"));
    assertThat(key.unwrap(algorithm, theirs).reveal()).isEqualTo(plain);
  }

  @ParameterizedTest
  @CsvSource({
    "A128CBC, aes-128-cbc, -nopad",
    "A192CBC, aes-192-cbc, -nopad",
    "A256CBC, aes-256-cbc, -nopad",
    "A128CBCPAD, aes-128-cbc, -v",
    "A192CBCPAD, aes-192-cbc, -v",
    "A256CBCPAD, aes-256-cbc, -v"
  })
  void aesCbc(EncryptionAlgorithm algorithm, String cipher, String option)
      throws IOException, InterruptedException {
    SoftwareKey key = aesKey(algorithm);
    byte[] plain = random(48);
    Ciphertext ours = key.encrypt(algorithm, SecretBytes.owning(plain.clone()), NONE, NONE);
    Files.write(dir.resolve("plain"), plain);
    String secret = Hex.of(key.exported().reveal());
    String iv = Hex.of(ours.iv().orElseThrow());
    assertThat(
            openssl(List.of("enc", "-" + cipher, "-K", secret, "-iv", iv, "-in", "plain", option)))
        .isEqualTo(ours.bytes());
  }

  @ParameterizedTest
  @CsvSource({"A128KW, id-aes128-wrap", "A192KW, id-aes192-wrap", "A256KW, id-aes256-wrap"})
  void aesKeyWrap(EncryptionAlgorithm algorithm, String cipher)
      throws IOException, InterruptedException {
    SoftwareKey key = aesKey(algorithm);
    byte[] plain = random(40);
    Files.write(dir.resolve("plain"), plain);
    String secret = Hex.of(key.exported().reveal());
    byte[] ours = key.wrap(algorithm, SecretBytes.owning(plain.clone()));
    assertThat(
            openssl(
                List.of(
                    "enc", "-" + cipher, "-K", secret, "-iv", "A6A6A6A6A6A6A6A6", "-in", "plain")))
        .isEqualTo(ours)
        .isEqualTo(key.wrap(EncryptionAlgorithm.CKM_AES_KEY_WRAP, SecretBytes.owning(plain)));
  }

  @ParameterizedTest
  @CsvSource({"HS256, sha256", "HS384, sha384", "HS512, sha512"})
  void hmac(SignatureAlgorithm algorithm, String digest) throws IOException, InterruptedException {
    SoftwareKey key = TestKeys.one(KeySpec.Oct.OCT_256);
    byte[] message = random(100);
    Files.write(dir.resolve("message"), message);
    String secret = Hex.of(key.exported().reveal());
    assertThat(
            openssl(
                List.of(
                    "mac",
                    "-digest",
                    digest,
                    "-macopt",
                    "hexkey:" + secret,
                    "-in",
                    "message",
                    "-binary",
                    "HMAC")))
        .isEqualTo(key.sign(algorithm, new SignatureInput.Value(message)));
  }

  /// What `openssl genpkey` makes comes in, and its public half is the same.
  @ParameterizedTest
  @CsvSource({
    "RSA, rsa_keygen_bits:3072",
    "EC, ec_paramgen_curve:P-256",
    "EC, ec_paramgen_curve:secp256k1",
    "EC, ec_paramgen_curve:P-384",
    "EC, ec_paramgen_curve:P-521"
  })
  void keysOfOpenssl(String family, String option) throws IOException, InterruptedException {
    byte[] made =
        openssl(List.of("genpkey", "-algorithm", family, "-pkeyopt", option, "-outform", "DER"));
    Files.write(dir.resolve("made"), made);
    byte[] pkcs8 =
        openssl(
            List.of(
                "pkcs8", "-topk8", "-nocrypt", "-in", "made", "-inform", "DER", "-outform", "DER"));
    SoftwareKey key = TestKeys.FAST.importPkcs8(SecretBytes.owning(pkcs8));
    byte[] spki =
        openssl(List.of("pkey", "-in", "made", "-inform", "DER", "-pubout", "-outform", "DER"));
    assertThat(Der.spki(key.publicJwk().orElseThrow())).isEqualTo(spki);
    save(key);
    assertThat(openssl(List.of("pkey", "-in", "key", "-pubout", "-outform", "DER")))
        .isEqualTo(spki);
  }

  @Test
  void gcmAndKeyWrapOfBouncyCastle() throws Exception {
    for (KeySpec.Oct spec : KeySpec.Oct.values()) {
      SoftwareKey key = TestKeys.one(spec);
      KeyParameter theirs = new KeyParameter(key.exported().reveal());
      byte[] plain = random(50);
      byte[] aad = random(20);
      EncryptionAlgorithm gcm = EncryptionAlgorithm.named("A" + spec.bits() + "GCM").orElseThrow();
      Ciphertext ours = key.encrypt(gcm, SecretBytes.owning(plain.clone()), NONE, Optional.of(aad));
      var cipher = GCMBlockCipher.newInstance(AESEngine.newInstance());
      cipher.init(true, new AEADParameters(theirs, 128, ours.iv().orElseThrow(), aad));
      byte[] sealed = new byte[cipher.getOutputSize(plain.length)];
      cipher.doFinal(sealed, cipher.processBytes(plain, 0, plain.length, sealed, 0));
      assertThat(Hex.of(sealed)).isEqualTo(Hex.of(ours.bytes()) + Hex.of(ours.tag().orElseThrow()));
      var padded = new RFC5649WrapEngine(AESEngine.newInstance());
      padded.init(true, theirs);
      assertThat(key.wrap(EncryptionAlgorithm.CKM_AES_KEY_WRAP_PAD, SecretBytes.owning(plain)))
          .isEqualTo(padded.wrap(plain, 0, plain.length));
      var whole = new RFC3394WrapEngine(AESEngine.newInstance());
      whole.init(true, theirs);
      assertThat(
              key.wrap(
                  EncryptionAlgorithm.CKM_AES_KEY_WRAP,
                  SecretBytes.owning(java.util.Arrays.copyOf(plain, 48))))
          .isEqualTo(whole.wrap(plain, 0, 48));
    }
  }

  /// Bouncy Castle hashes the message itself, with its context; we make mu.
  @ParameterizedTest
  @EnumSource
  void mlDsaOfBouncyCastle(KeySpec.MlDsa spec) throws Exception {
    SoftwareKey key = TestKeys.one(spec);
    SignatureAlgorithm algorithm = SignatureAlgorithm.of(spec);
    byte[] pub = ((PublicJwk.MlDsa) key.publicJwk().orElseThrow()).pub();
    var theirs = new MLDSAPublicKeyParameters(parameters(spec), pub);
    byte[] message = random(77);
    byte[] context = random(200);
    MLDSASigner plain = new MLDSASigner();
    plain.init(false, theirs);
    plain.update(message, 0, message.length);
    byte[] signature = key.sign(algorithm, new SignatureInput.Value(message));
    assertThat(plain.verifySignature(signature)).isTrue();
    SignatureInput input = new SignatureInput.InContext(message, context);
    byte[] inContext = key.sign(algorithm, input);
    MLDSASigner withContext = new MLDSASigner();
    withContext.init(false, new ParametersWithContext(theirs, context));
    withContext.update(message, 0, message.length);
    byte[] mu = withContext.generateMu();
    assertThat(withContext.verifyMuSignature(mu, inContext)).isTrue();
    assertThat(key.verify(algorithm, new SignatureInput.ExternalMu(mu), inContext)).isTrue();
    assertThat(key.verify(algorithm, new SignatureInput.Value(message), inContext)).isFalse();
    assertThat(key.verify(algorithm, input, signature)).isFalse();
    byte[] ofMu = key.sign(algorithm, new SignatureInput.ExternalMu(mu));
    assertThat(key.verify(algorithm, input, ofMu)).isTrue();
  }

  private static org.bouncycastle.crypto.params.MLDSAParameters parameters(KeySpec.MlDsa spec) {
    return switch (spec) {
      case ML_DSA_44 -> org.bouncycastle.crypto.params.MLDSAParameters.ml_dsa_44;
      case ML_DSA_65 -> org.bouncycastle.crypto.params.MLDSAParameters.ml_dsa_65;
      case ML_DSA_87 -> org.bouncycastle.crypto.params.MLDSAParameters.ml_dsa_87;
    };
  }

  private static SoftwareKey aesKey(EncryptionAlgorithm algorithm) {
    int bits = Integer.parseInt(algorithm.label().substring(1, 4));
    return TestKeys.one(KeySpec.Oct.ofBits(bits).orElseThrow());
  }

  private void save(SoftwareKey key) throws IOException {
    Files.write(dir.resolve("key"), key.exported().reveal());
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  private static List<String> with(List<String> options, String... first) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(options);
    return all;
  }

  private byte[] openssl(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(arguments);
    Path out = dir.resolve("out");
    Path err = dir.resolve("err");
    Process process =
        new ProcessBuilder(command)
            .directory(dir.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    assertThat(process.waitFor()).as("%s: %s", arguments, Files.readString(err)).isZero();
    return Files.readAllBytes(out);
  }
}
