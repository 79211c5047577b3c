package dev.strongroom.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.junit.jupiter.api.Test;

/// Published test vectors for every primitive, through the same doors that the code uses.
class VectorsTest {
  private static final Providers PROVIDERS =
      Providers.detect(System.getLogger(VectorsTest.class.getName()));
  private static final byte[] ED25519_PKCS8 = Hex.bytes("302e020100300506032b657004220420");
  private static final byte[] ED25519_SPKI = Hex.bytes("302a300506032b6570032100");

  /// McGrew and Viega, "The Galois/Counter Mode of Operation", test case 16 (AES-256, 96-bit IV).
  @Test
  void aes256Gcm() throws GeneralSecurityException {
    AesKey key =
        new AesKey(Hex.bytes("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"));
    byte[] nonce = Hex.bytes("cafebabefacedbaddecaf888");
    byte[] plain =
        Hex.bytes(
            "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
                + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39");
    Cipher cipher = PROVIDERS.aesGcm();
    cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, nonce));
    cipher.updateAAD(Hex.bytes("feedfacedeadbeeffeedfacedeadbeefabaddad2"));
    assertThat(Hex.of(cipher.doFinal(plain)))
        .isEqualTo(
            "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
                + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
                + "76fc6ece0f4e1768cddf8853bb2d551b");
  }

  /// RFC 5869, A.3: no salt, no info.
  @Test
  void hkdfSha256() {
    SecretBytes input = SecretBytes.owning(Hex.bytes("0b".repeat(22)));
    assertThat(Hex.of(SoftwareRootKey.derive(PROVIDERS.hkdf(), input, "", 42).reveal()))
        .isEqualTo(
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"
                + "9d201395faa4b61a96c8");
  }

  /// The reference implementation's test.c: argon2id, version 0x13, 2 passes, 64 MiB, 1 lane.
  @Test
  void argon2id() {
    byte[] salt = "somesalt".getBytes(StandardCharsets.US_ASCII);
    assertThat(
            Hex.of(
                new Argon2Cost(65536, 2, 1)
                    .derive(SecretBytes.utf8("password"), salt, 32)
                    .reveal()))
        .isEqualTo("09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7");
  }

  /// RFC 9106, 5.3, whose cost (32 KiB) our own door refuses: so the library behind it is asked.
  @Test
  void argon2idOfTheRfc() {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(32)
            .withIterations(3)
            .withParallelism(4)
            .withSalt(Hex.bytes("02".repeat(16)))
            .withSecret(Hex.bytes("03".repeat(8)))
            .withAdditional(Hex.bytes("04".repeat(12)))
            .build());
    byte[] tag = new byte[32];
    generator.generateBytes(Hex.bytes("01".repeat(32)), tag);
    assertThat(Hex.of(tag))
        .isEqualTo("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659");
  }

  /// RFC 8032, 7.1, test 1 (empty message) and test 2 (one byte).
  @Test
  void ed25519() {
    assertEd25519(
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e3970"
            + "1cf9b46bd25bf5f0595bbe24655141438e7a100b");
    assertEd25519(
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613"
            + "d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
  }

  /// PKCS #1 v1.5 is deterministic, so two implementations that share no code must agree.
  @Test
  void rs256IsTheSameFromBothProviders() {
    SigningKey accelerated =
        SigningKey.generate(SigningKey.Kind.RS256, PROVIDERS, new java.security.SecureRandom());
    SigningKey plain =
        SigningKey.of(
            SigningKey.Kind.RS256, accelerated.pkcs8(), accelerated.spki(), Providers.jdkOnly());
    byte[] message = "header.payload".getBytes(StandardCharsets.US_ASCII);
    assertThat(((RSAPublicKey) accelerated.publicKey()).getModulus().bitLength()).isEqualTo(2048);
    assertThat(accelerated.sign(message)).hasSize(256).isEqualTo(plain.sign(message));
    assertThat(PROVIDERS.forSignatures()).isNotEqualTo(Optional.empty());
  }

  private static void assertEd25519(String secret, String open, String message, String signature) {
    SigningKey key =
        SigningKey.of(
            SigningKey.Kind.ED25519,
            SecretBytes.owning(joined(ED25519_PKCS8, Hex.bytes(secret))),
            joined(ED25519_SPKI, Hex.bytes(open)),
            PROVIDERS);
    assertThat(Hex.of(key.sign(Hex.bytes(message)))).isEqualTo(signature);
    assertThat(Hex.of(key.rawEd25519())).isEqualTo(open);
  }

  private static byte[] joined(byte[] a, byte[] b) {
    return Hex.bytes(Hex.of(a) + Hex.of(b));
  }
}
