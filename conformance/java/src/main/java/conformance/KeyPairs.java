package conformance;

import static conformance.Steps.that;

import com.azure.security.keyvault.keys.KeyClient;
import com.azure.security.keyvault.keys.cryptography.CryptographyClient;
import com.azure.security.keyvault.keys.cryptography.CryptographyClientBuilder;
import com.azure.security.keyvault.keys.cryptography.models.DecryptParameters;
import com.azure.security.keyvault.keys.cryptography.models.EncryptParameters;
import com.azure.security.keyvault.keys.cryptography.models.EncryptResult;
import com.azure.security.keyvault.keys.cryptography.models.EncryptionAlgorithm;
import com.azure.security.keyvault.keys.cryptography.models.KeyWrapAlgorithm;
import com.azure.security.keyvault.keys.cryptography.models.SignatureAlgorithm;
import com.azure.security.keyvault.keys.models.ImportKeyOptions;
import com.azure.security.keyvault.keys.models.JsonWebKey;
import com.azure.security.keyvault.keys.models.KeyOperation;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Security;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The same private key in the vault and in the SDK's own cryptography: what one seals or signs the other opens or verifies.
final class KeyPairs {
  private static final byte[] PLAIN = "two blocks of 16 bytes, no more.".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] MORE = "more".getBytes(StandardCharsets.US_ASCII);
  private static final List<KeyOperation> ALL =
      List.of(KeyOperation.ENCRYPT, KeyOperation.DECRYPT, KeyOperation.SIGN, KeyOperation.VERIFY, KeyOperation.WRAP_KEY, KeyOperation.UNWRAP_KEY);
  private final KeyClient client;
  private final String name;

  KeyPairs(KeyClient client, String name) {
    this.client = client;
    this.name = name;
  }

  void asymmetric() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair pair = generator.generateKeyPair();
    Both rsa = both("both", JsonWebKey.fromRsa(pair, ALL));
    for (EncryptionAlgorithm algorithm :
        List.of(EncryptionAlgorithm.RSA1_5, EncryptionAlgorithm.RSA_OAEP)) {
      opens(algorithm, rsa.near().decrypt(algorithm, rsa.far().encrypt(algorithm, PLAIN).getCipherText()).getPlainText());
      opens(algorithm, rsa.far().decrypt(algorithm, rsa.near().encrypt(algorithm, PLAIN).getCipherText()).getPlainText());
      wraps(KeyWrapAlgorithm.fromString(algorithm.toString()), rsa);
    }
    javax.crypto.Cipher ours = javax.crypto.Cipher.getInstance("RSA/ECB/OAEPPadding"); // the SDK's own has SHA-1 only
    ours.init(javax.crypto.Cipher.DECRYPT_MODE, pair.getPrivate(), Keys.oaep("SHA-256"));
    opens("OAEP-256", ours.doFinal(rsa.far().encrypt(EncryptionAlgorithm.RSA_OAEP_256, PLAIN).getCipherText()));
    opens("OAEP-256", rsa.far().unwrapKey(KeyWrapAlgorithm.RSA_OAEP_256, rsa.far().wrapKey(KeyWrapAlgorithm.RSA_OAEP_256, PLAIN).getEncryptedKey()).getKey());
    for (String algorithm : List.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512")) {
      signsBesideTheJdk(SignatureAlgorithm.fromString(algorithm), pair, rsa.far());
    }
    for (var curve :
        Map.of(
                SignatureAlgorithm.ES256, "secp256r1",
                SignatureAlgorithm.ES384, "secp384r1",
                SignatureAlgorithm.ES512, "secp521r1")
            .entrySet()) {
      KeyPairGenerator points = KeyPairGenerator.getInstance("EC");
      points.initialize(new ECGenParameterSpec(curve.getValue()));
      JsonWebKey jwk = JsonWebKey.fromEc(points.generateKeyPair(), Security.getProvider("SunEC"), List.of(KeyOperation.SIGN, KeyOperation.VERIFY));
      signs(curve.getKey(), both("both-" + curve.getKey(), jwk));
    }
  }

  void symmetric() throws Exception {
    for (int bits : new int[] {128, 192, 256}) {
      byte[] raw = new byte[bits / 8];
      new SecureRandom().nextBytes(raw);
      Both aes = both("oct-" + bits, JsonWebKey.fromAes(new SecretKeySpec(raw, "AES"), ALL));
      byte[] iv = Arrays.copyOf(raw, 16);
      for (String mode : List.of("CBC", "CBCPAD")) {
        opens(mode, cbc(aes.near(), bits, mode, aes.far().encrypt(sealing(bits, mode, iv), null), iv));
        opens(mode, cbc(aes.far(), bits, mode, aes.near().encrypt(sealing(bits, mode, iv), null), iv));
      }
      EncryptResult sealed = aes.far().encrypt(gcm(bits), null);
      DecryptParameters opening =
          switch (bits) {
            case 128 -> DecryptParameters.createA128GcmParameters(sealed.getCipherText(), sealed.getIv(), sealed.getAuthenticationTag(), MORE);
            case 192 -> DecryptParameters.createA192GcmParameters(sealed.getCipherText(), sealed.getIv(), sealed.getAuthenticationTag(), MORE);
            default -> DecryptParameters.createA256GcmParameters(sealed.getCipherText(), sealed.getIv(), sealed.getAuthenticationTag(), MORE);
          };
      opens("GCM", aes.far().decrypt(opening, null).getPlainText());
      javax.crypto.Cipher ours = javax.crypto.Cipher.getInstance("AES/GCM/NoPadding");
      ours.init(javax.crypto.Cipher.DECRYPT_MODE, new SecretKeySpec(raw, "AES"), new javax.crypto.spec.GCMParameterSpec(128, sealed.getIv()));
      ours.updateAAD(MORE);
      ours.update(sealed.getCipherText());
      opens("GCM of the JDK", joined(PLAIN, ours.doFinal(sealed.getAuthenticationTag())));
      wraps(KeyWrapAlgorithm.fromString("A" + bits + "KW"), aes);
      for (String hash : List.of("256", "384", "512")) {
        authenticates(raw, SignatureAlgorithm.fromString("HS" + hash), hash, aes.far());
      }
    }
  }

  /// The JDK gives everything at the end; the tag tells whether it is right.
  private static byte[] joined(byte[] wanted, byte[] found) {
    return Arrays.equals(wanted, found) ? found : new byte[0];
  }

  private static void authenticates(byte[] raw, SignatureAlgorithm algorithm, String hash, CryptographyClient far) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-" + hash).digest(PLAIN);
    Mac mac = Mac.getInstance("HmacSHA" + hash);
    mac.init(new SecretKeySpec(raw, "AES"));
    byte[] code = far.sign(algorithm, digest).getSignature();
    that(Arrays.equals(mac.doFinal(digest), code), algorithm + " is another code");
    that(far.verify(algorithm, digest, code).isValid(), algorithm + " is not valid");
  }

  private static EncryptParameters sealing(int bits, String mode, byte[] iv) {
    return switch (bits + mode) {
      case "128CBC" -> EncryptParameters.createA128CbcParameters(PLAIN, iv);
      case "192CBC" -> EncryptParameters.createA192CbcParameters(PLAIN, iv);
      case "256CBC" -> EncryptParameters.createA256CbcParameters(PLAIN, iv);
      case "128CBCPAD" -> EncryptParameters.createA128CbcPadParameters(PLAIN, iv);
      case "192CBCPAD" -> EncryptParameters.createA192CbcPadParameters(PLAIN, iv);
      default -> EncryptParameters.createA256CbcPadParameters(PLAIN, iv);
    };
  }

  private static byte[] cbc(CryptographyClient opener, int bits, String mode, EncryptResult sealed, byte[] iv) {
    byte[] text = sealed.getCipherText();
    DecryptParameters opening =
        switch (bits + mode) {
          case "128CBC" -> DecryptParameters.createA128CbcParameters(text, iv);
          case "192CBC" -> DecryptParameters.createA192CbcParameters(text, iv);
          case "256CBC" -> DecryptParameters.createA256CbcParameters(text, iv);
          case "128CBCPAD" -> DecryptParameters.createA128CbcPadParameters(text, iv);
          case "192CBCPAD" -> DecryptParameters.createA192CbcPadParameters(text, iv);
          default -> DecryptParameters.createA256CbcPadParameters(text, iv);
        };
    return opener.decrypt(opening, null).getPlainText();
  }

  private static EncryptParameters gcm(int bits) {
    return switch (bits) {
      case 128 -> EncryptParameters.createA128GcmParameters(PLAIN, MORE);
      case 192 -> EncryptParameters.createA192GcmParameters(PLAIN, MORE);
      default -> EncryptParameters.createA256GcmParameters(PLAIN, MORE);
    };
  }

  private record Both(CryptographyClient near, CryptographyClient far) {}

  /// The far one asks the server for everything: it does not keep the key.
  private Both both(String suffix, JsonWebKey jwk) {
    String id = client.importKey(new ImportKeyOptions(name + "-" + suffix, jwk)).getId();
    return new Both(
        new CryptographyClientBuilder().jsonWebKey(jwk).buildClient(),
        new CryptographyClientBuilder().keyIdentifier(id).credential(Credentials.fromEnvironment()).disableKeyCaching().buildClient());
  }

  private static void wraps(KeyWrapAlgorithm algorithm, Both keys) {
    opens(algorithm, keys.near().unwrapKey(algorithm, keys.far().wrapKey(algorithm, PLAIN).getEncryptedKey()).getKey());
    opens(algorithm, keys.far().unwrapKey(algorithm, keys.near().wrapKey(algorithm, PLAIN).getEncryptedKey()).getKey());
  }

  /// The SDK's own cryptography cannot sign with RSA.
  private static void signsBesideTheJdk(SignatureAlgorithm algorithm, KeyPair pair, CryptographyClient far) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-" + algorithm.toString().substring(2)).digest(PLAIN);
    Signature ours = Keys.jdk(algorithm);
    ours.initSign(pair.getPrivate());
    ours.update(PLAIN);
    that(far.verify(algorithm, digest, ours.sign()).isValid(), algorithm + " of the JDK is not valid");
    ours = Keys.jdk(algorithm);
    ours.initVerify(pair.getPublic());
    ours.update(PLAIN);
    that(ours.verify(far.sign(algorithm, digest).getSignature()), algorithm + " of the server is not valid");
  }

  private static void signs(SignatureAlgorithm algorithm, Both keys) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-" + algorithm.toString().substring(2)).digest(PLAIN);
    byte[] theirs = keys.far().sign(algorithm, digest).getSignature();
    that(keys.near().verify(algorithm, digest, theirs).isValid(), algorithm + " of the server is not valid");
    byte[] ours = keys.near().sign(algorithm, digest).getSignature();
    that(keys.far().verify(algorithm, digest, ours).isValid(), algorithm + " of the SDK is not valid");
    digest[0] ^= 1;
    that(!keys.far().verify(algorithm, digest, ours).isValid(), algorithm + " is valid for something else");
  }

  private static void opens(Object how, byte[] text) {
    that(Arrays.equals(PLAIN, text), how + " gives another text");
  }
}
