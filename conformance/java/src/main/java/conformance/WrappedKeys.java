package conformance;

import static conformance.Steps.env;
import static conformance.Steps.refused;
import static conformance.Steps.same;
import static conformance.Steps.that;

import com.azure.core.util.BinaryData;
import com.azure.security.keyvault.keys.KeyClient;
import com.azure.security.keyvault.keys.cryptography.CryptographyClient;
import com.azure.security.keyvault.keys.cryptography.CryptographyClientBuilder;
import com.azure.security.keyvault.keys.cryptography.models.SignatureAlgorithm;
import com.azure.security.keyvault.keys.models.CreateEcKeyOptions;
import com.azure.security.keyvault.keys.models.CreateRsaKeyOptions;
import com.azure.security.keyvault.keys.models.ImportKeyOptions;
import com.azure.security.keyvault.keys.models.JsonWebKey;
import com.azure.security.keyvault.keys.models.KeyCurveName;
import com.azure.security.keyvault.keys.models.KeyOperation;
import com.azure.security.keyvault.keys.models.KeyReleasePolicy;
import com.azure.security.keyvault.keys.models.KeyType;
import com.azure.security.keyvault.keys.models.KeyVaultKey;
import com.azure.security.keyvault.keys.models.ReleaseKeyResult;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/// Signatures without a hash, keys that arrive wrapped under one of the vault's, and keys that leave. The JDK pads and wraps.
final class WrappedKeys {
  private static final byte[] PLAIN = "plain text".getBytes(StandardCharsets.US_ASCII);
  private static final SignatureAlgorithm BARE = SignatureAlgorithm.fromString("RSNULL");
  private static final List<KeyOperation> SIGNING = List.of(KeyOperation.SIGN, KeyOperation.VERIFY);
  private final KeyClient client;
  private final String name;

  WrappedKeys(KeyClient client, String name) {
    this.client = client;
    this.name = name;
  }

  /// RSNULL: PKCS #1 v1.5 around what the caller gives; the SDK has no name for it and takes it as a word.
  void bareSignature() throws Exception {
    KeyPair pair = pair(2048);
    CryptographyClient far = remote(client.importKey(new ImportKeyOptions(name + "-bare", JsonWebKey.fromRsa(pair, SIGNING))));
    Cipher padding = Cipher.getInstance("RSA/ECB/PKCS1Padding");
    padding.init(Cipher.ENCRYPT_MODE, pair.getPrivate());
    byte[] ours = padding.doFinal(PLAIN);
    that(Arrays.equals(ours, far.sign(BARE, PLAIN).getSignature()), "another signature");
    that(far.verify(BARE, PLAIN, ours).isValid(), "ours is not valid");
    that(!far.verify(BARE, Arrays.copyOf(PLAIN, 5), ours).isValid(), "valid for something else");
  }

  /// CKM_RSA_AES_KEY_WRAP, as a .byok file has it.
  void bringYourOwn() throws Exception {
    KeyVaultKey under =
        client.createRsaKey(new CreateRsaKeyOptions(name + "-transport").setKeySize(2048).setKeyOperations(KeyOperation.IMPORT));
    KeyPair pair = pair(3072);
    byte[] transport = new byte[32];
    new SecureRandom().nextBytes(transport);
    Cipher sealing = Cipher.getInstance("RSA/ECB/OAEPPadding");
    sealing.init(Cipher.ENCRYPT_MODE, under.getKey().toRsa().getPublic(), Keys.oaep("SHA-1"));
    Cipher wrapping = Cipher.getInstance("AES/KWP/NoPadding");
    wrapping.init(Cipher.WRAP_MODE, new SecretKeySpec(transport, "AES"));
    ByteArrayOutputStream wrapped = new ByteArrayOutputStream();
    wrapped.write(sealing.doFinal(transport));
    wrapped.write(wrapping.wrap(pair.getPrivate()));
    String parcel =
        "{\"schema_version\":\"1.0.0\",\"header\":{\"kid\":\"%s\",\"alg\":\"dir\",\"enc\":\"CKM_RSA_AES_KEY_WRAP\"},\"ciphertext\":\"%s\",\"generator\":\"conformance\"}"
            .formatted(under.getId(), Base64.getUrlEncoder().withoutPadding().encodeToString(wrapped.toByteArray()));
    JsonWebKey arriving =
        new JsonWebKey().setKeyType(KeyType.RSA).setKeyOps(SIGNING).setT(parcel.getBytes(StandardCharsets.US_ASCII));
    KeyVaultKey key = client.importKey(new ImportKeyOptions(name + "-brought", arriving));
    same(((RSAPublicKey) pair.getPublic()).getModulus(), new BigInteger(1, key.getKey().getN()));
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(PLAIN);
    Signature jdk = Signature.getInstance("SHA256withRSA");
    jdk.initVerify(pair.getPublic());
    jdk.update(PLAIN);
    that(jdk.verify(remote(key).sign(SignatureAlgorithm.RS256, digest).getSignature()), "no signature of that key");
  }

  /// From the HSM to an environment that an authority of the key's policy calls secure, wrapped for that environment's key.
  void release() throws Exception {
    Path attestation = Path.of(env("CONFORMANCE_ATTESTATION"));
    String policy =
        "{\"version\":\"1.0.0\",\"anyOf\":[{\"authority\":\"%s\",\"allOf\":[{\"claim\":\"environment.secure\",\"equals\":true}]}]}"
            .formatted(env("CONFORMANCE_AUTHORITY"));
    KeyVaultKey made =
        client.createEcKey(
            new CreateEcKeyOptions(name + "-leaves")
                .setCurveName(KeyCurveName.P_256)
                .setHardwareProtected(true)
                .setExportable(true)
                .setReleasePolicy(new KeyReleasePolicy(BinaryData.fromString(policy))));
    ReleaseKeyResult released =
        client.releaseKey(made.getName(), made.getProperties().getVersion(), Files.readString(attestation.resolve("secure")));
    Matcher parcel = Pattern.compile("\"key_hsm\":\"([^\"]+)\"").matcher(decoded(released.getValue().split("\\.")[1]));
    that(parcel.find(), "no key in the answer");
    Matcher sealed = Pattern.compile("\"ciphertext\":\"([^\"]+)\"").matcher(decoded(parcel.group(1)));
    that(sealed.find(), "no ciphertext in the parcel");
    byte[] wrapped = Base64.getUrlDecoder().decode(sealed.group(1));
    String pem = Files.readString(attestation.resolve("environment.pem")).replaceAll("-----[^-]+-----", "");
    Cipher opening = Cipher.getInstance("RSA/ECB/OAEPPadding");
    opening.init(
        Cipher.DECRYPT_MODE,
        KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem))),
        Keys.oaep("SHA-1"));
    Cipher unwrapping = Cipher.getInstance("AES/KWP/NoPadding");
    unwrapping.init(Cipher.UNWRAP_MODE, new SecretKeySpec(opening.doFinal(wrapped, 0, 256), "AES"));
    PrivateKey key = (PrivateKey) unwrapping.unwrap(Arrays.copyOfRange(wrapped, 256, wrapped.length), "EC", Cipher.PRIVATE_KEY);
    Signature jdk = Signature.getInstance("SHA256withECDSA");
    jdk.initSign(key);
    jdk.update(PLAIN);
    byte[] signature = jdk.sign();
    jdk.initVerify(made.getKey().toEc().getPublic());
    jdk.update(PLAIN);
    that(jdk.verify(signature), "another key");
    refused(403, "Forbidden", () -> client.releaseKey(made.getName(), Files.readString(attestation.resolve("insecure"))));
  }

  private static String decoded(String base64url) {
    return new String(Base64.getUrlDecoder().decode(base64url), StandardCharsets.UTF_8);
  }

  private static KeyPair pair(int bits) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(bits);
    return generator.generateKeyPair();
  }

  private static CryptographyClient remote(KeyVaultKey key) {
    return new CryptographyClientBuilder()
        .keyIdentifier(key.getId())
        .credential(Credentials.fromEnvironment())
        .disableKeyCaching()
        .buildClient();
  }
}
