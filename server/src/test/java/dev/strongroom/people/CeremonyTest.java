package dev.strongroom.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.kernel.Refused;
import dev.strongroom.model.CredentialId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.trust.SecretBytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The keys that passkeys may have.
class CeremonyTest {
  private static final byte[] ID = "a-credential-id!".getBytes(StandardCharsets.US_ASCII);
  private static final String CHALLENGE = "A".repeat(43);
  private static final String CLIENT =
      "{\"type\":\"webauthn.get\",\"challenge\":\""
          + CHALLENGE
          + "\",\"origin\":\"https://l.test\"}";

  @ParameterizedTest
  @CsvSource({
    "EC, secp256r1, SHA256withECDSA",
    "RSA, 2048, SHA256withRSA",
    "Ed25519, , Ed25519",
  })
  void strongKeysAreTaken(String kind, String size, String algorithm) throws Exception {
    KeyPair keys = keys(kind, size);
    assertThat(used(keys, algorithm, 7)).isEqualTo(7);
    assertThatThrownBy(() -> used(keys, algorithm, 3)).isInstanceOf(Refused.class);
    KeyPair others = keys(kind, size);
    assertThatThrownBy(() -> used(new KeyPair(others.getPublic(), keys.getPrivate()), algorithm, 7))
        .isInstanceOf(Refused.class);
  }

  @ParameterizedTest
  @CsvSource({
    "EC, secp384r1, SHA256withECDSA",
    "RSA, 1024, SHA256withRSA",
  })
  void othersAreNot(String kind, String size, String algorithm) throws Exception {
    KeyPair keys = keys(kind, size);
    assertThatThrownBy(() -> used(keys, algorithm, 7)).isInstanceOf(Refused.class);
  }

  @Test
  void aKeyOfOneKindMayNotSignAsAnother() throws Exception {
    KeyPair keys = keys("RSA", "2048");
    assertThatThrownBy(() -> used(keys, "SHA1withRSA", 7)).isInstanceOf(Refused.class);
    assertThatThrownBy(() -> used(keys, "SHA512withRSA", 7)).isInstanceOf(Refused.class);
  }

  /// The counter that was stored is 3.
  private static long used(KeyPair keys, String algorithm, int counter) throws Exception {
    Factor.Passkey passkey =
        new Factor.Passkey(
            CredentialId.of("aaaaaaaa-0000-4000-8000-000000000001"),
            PrincipalId.of("aaaaaaaa-0000-4000-8000-000000000002"),
            "Passkey",
            Instant.EPOCH,
            Base64.getUrlEncoder().withoutPadding().encodeToString(ID),
            SecretBytes.owning(keys.getPublic().getEncoded()),
            3);
    byte[] data =
        ByteBuffer.allocate(37).put(sha256("l.test")).put((byte) 0x05).putInt(counter).array();
    Signature signer = Signature.getInstance(algorithm);
    signer.initSign(keys.getPrivate());
    signer.update(data);
    signer.update(sha256(CLIENT));
    Ceremony ceremony =
        new Ceremony(
            new Ceremony.Site("l.test", "https://l.test"),
            CHALLENGE,
            CLIENT.getBytes(StandardCharsets.UTF_8));
    return ceremony.used(passkey, data, signer.sign());
  }

  private static KeyPair keys(String kind, String size) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
    if (kind.equals("EC")) {
      generator.initialize(new java.security.spec.ECGenParameterSpec(size));
    } else if (kind.equals("RSA")) {
      generator.initialize(Integer.parseInt(size));
    }
    return generator.generateKeyPair();
  }

  private static byte[] sha256(String text) throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
  }
}
