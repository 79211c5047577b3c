package dev.strongroom.managedhsm;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEDecrypter;
import com.nimbusds.jose.JWEEncrypter;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jose.crypto.RSADecrypter;
import com.nimbusds.jose.crypto.RSAEncrypter;
import dev.strongroom.trust.SecretBytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The wrappings of a security domain: JWEs under `A256CBC-HS512`, to an RSA key (`RSA-OAEP-256`)
/// or under a key that both sides derive from a master key and a tag (NIST SP 800-108 in counter
/// mode, HMAC-SHA-512: `sp108_kdf`).
final class DomainParcel {
  static final int MASTER_BYTES = 32;
  private static final int KEY_BITS = 512;
  private static final String HMAC = "HmacSHA512";
  private static final EncryptionMethod METHOD = EncryptionMethod.A256CBC_HS512;

  private DomainParcel() {}

  static String to(RSAPublicKey key, SecretBytes value, SecureRandom random) {
    JWEHeader header = new JWEHeader(JWEAlgorithm.RSA_OAEP_256, METHOD);
    RSAEncrypter encrypter = new RSAEncrypter(key);
    encrypter.getJCAContext().setSecureRandom(random);
    return sealed(header, encrypter, value);
  }

  static String under(SecretBytes master, String tag, SecretBytes value, SecureRandom random) {
    JWEHeader header = new JWEHeader.Builder(JWEAlgorithm.DIR, METHOD).keyID(tag).build();
    try (SecretBytes key = derived(master, tag)) {
      DirectEncrypter encrypter = new DirectEncrypter(key.reveal());
      encrypter.getJCAContext().setSecureRandom(random);
      return sealed(header, encrypter, value);
    } catch (JOSEException e) {
      throw new IllegalStateException("the JDK encrypts", e);
    }
  }

  /// Empty for what was not encrypted to this key, or is no parcel at all.
  static Optional<SecretBytes> open(PrivateKey key, String parcel) {
    return opened(new RSADecrypter(key), JWEAlgorithm.RSA_OAEP_256, parcel);
  }

  static Optional<SecretBytes> open(SecretBytes master, String tag, String parcel) {
    try (SecretBytes key = derived(master, tag)) {
      return opened(new DirectDecrypter(key.reveal()), JWEAlgorithm.DIR, parcel);
    } catch (JOSEException notAKey) {
      throw new IllegalStateException("a derived key fits", notAKey);
    }
  }

  /// A list of names that was sealed.
  static List<String> lines(SecretBytes content) {
    return new String(content.reveal(), StandardCharsets.US_ASCII).lines().toList();
  }

  private static String sealed(JWEHeader header, JWEEncrypter encrypter, SecretBytes value) {
    try {
      JWEObject parcel = new JWEObject(header, new Payload(value.reveal()));
      parcel.encrypt(encrypter);
      return parcel.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("the JDK encrypts", e);
    }
  }

  private static Optional<SecretBytes> opened(
      JWEDecrypter decrypter, JWEAlgorithm algorithm, String parcel) {
    try {
      JWEObject read = JWEObject.parse(parcel);
      boolean ours =
          read.getHeader().getAlgorithm().equals(algorithm)
              && read.getHeader().getEncryptionMethod().equals(METHOD);
      if (!ours) {
        return Optional.empty();
      }
      read.decrypt(decrypter);
      return Optional.of(SecretBytes.owning(read.getPayload().toBytes()));
    } catch (ParseException | JOSEException notForUs) {
      return Optional.empty();
    }
  }

  /// One block of the PRF is all that is needed.
  private static SecretBytes derived(SecretBytes master, String tag) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(master.reveal(), HMAC));
      mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(1).array());
      mac.update(tag.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(KEY_BITS).array());
      return SecretBytes.owning(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + HMAC, e);
    }
  }
}
