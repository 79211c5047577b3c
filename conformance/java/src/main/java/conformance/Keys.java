package conformance;

import static conformance.Steps.env;
import static conformance.Steps.refused;
import static conformance.Steps.same;
import static conformance.Steps.that;

import com.azure.security.keyvault.keys.KeyClient;
import com.azure.security.keyvault.keys.KeyClientBuilder;
import com.azure.security.keyvault.keys.cryptography.CryptographyClient;
import com.azure.security.keyvault.keys.cryptography.CryptographyClientBuilder;
import com.azure.security.keyvault.keys.cryptography.models.EncryptionAlgorithm;
import com.azure.security.keyvault.keys.cryptography.models.KeyWrapAlgorithm;
import com.azure.security.keyvault.keys.cryptography.models.SignatureAlgorithm;
import com.azure.security.keyvault.keys.models.CreateEcKeyOptions;
import com.azure.security.keyvault.keys.models.CreateRsaKeyOptions;
import com.azure.security.keyvault.keys.models.DeletedKey;
import com.azure.security.keyvault.keys.models.ImportKeyOptions;
import com.azure.security.keyvault.keys.models.JsonWebKey;
import com.azure.security.keyvault.keys.models.KeyCurveName;
import com.azure.security.keyvault.keys.models.KeyOperation;
import com.azure.security.keyvault.keys.models.KeyProperties;
import com.azure.security.keyvault.keys.models.KeyRotationLifetimeAction;
import com.azure.security.keyvault.keys.models.KeyRotationPolicy;
import com.azure.security.keyvault.keys.models.KeyRotationPolicyAction;
import com.azure.security.keyvault.keys.models.KeyVaultKey;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/// Keys through azure-security-keyvault-keys, configured by the environment alone. Private operations are the server's; the JDK does the public ones.
public final class Keys {
  private static final byte[] PLAIN = "plain text of 32 bytes, and so on".getBytes(StandardCharsets.UTF_8);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Map<SignatureAlgorithm, KeyCurveName> CURVES =
      Map.of(
          SignatureAlgorithm.ES256, KeyCurveName.P_256,
          SignatureAlgorithm.ES256K, KeyCurveName.P_256K,
          SignatureAlgorithm.ES384, KeyCurveName.P_384,
          SignatureAlgorithm.ES512, KeyCurveName.P_521);
  private final KeyClient client =
      new KeyClientBuilder()
          .vaultUrl(env("CONFORMANCE_VAULT_URL"))
          .credential(Credentials.fromEnvironment())
          .buildClient();
  private final String name = "java-" + env("CONFORMANCE_RUN");
  private final Steps steps = new Steps();
  private byte[] blob = {};

  public static void main(String[] arguments) {
    System.exit(new Keys().run());
  }

  private int run() {
    steps.step("create-rsa", () -> {
      KeyVaultKey made =
          client.createRsaKey(new CreateRsaKeyOptions(name).setKeySize(2048).setTags(Map.of("a", "b")));
      same("RSA", made.getKeyType().toString());
      same(Map.of("a", "b"), made.getProperties().getTags());
      same(6, Set.copyOf(made.getKeyOperations()).size());
    });
    steps.step("create-ec", () -> {
      for (KeyCurveName curve : CURVES.values()) {
        same(curve, client.createEcKey(new CreateEcKeyOptions(named(curve)).setCurveName(curve)).getKey().getCurveName());
      }
    });
    steps.step("import", this::imports);
    steps.step("get", () -> {
      KeyVaultKey latest = client.getKey(name);
      same(latest.getId(), client.getKey(name, latest.getProperties().getVersion()).getId());
    });
    steps.step("update", () -> {
      OffsetDateTime expires = OffsetDateTime.parse("2032-01-02T00:00:00Z");
      KeyProperties asked = client.getKey(name).getProperties().setExpiresOn(expires);
      same(expires.toInstant(), client.updateKeyProperties(asked).getProperties().getExpiresOn().toInstant());
    });
    steps.step("list-pages", () -> {
      Set<String> found =
          client.listPropertiesOfKeys().stream().map(KeyProperties::getName).collect(Collectors.toSet());
      that(found.containsAll(List.of(name, named(KeyCurveName.P_256), name + "-imported")), "not all listed");
    });
    steps.step("encrypt", () -> {
      KeyVaultKey key = client.getKey(name);
      opens(key, EncryptionAlgorithm.RSA1_5, sealed(key, "RSA/ECB/PKCS1Padding", null));
      opens(key, EncryptionAlgorithm.RSA_OAEP, sealed(key, "RSA/ECB/OAEPPadding", oaep("SHA-1")));
      opens(key, EncryptionAlgorithm.RSA_OAEP_256, sealed(key, "RSA/ECB/OAEPPadding", oaep("SHA-256")));
    });
    steps.step("wrap", () -> {
      CryptographyClient crypto = remote(client.getKey(name));
      for (KeyWrapAlgorithm algorithm :
          List.of(KeyWrapAlgorithm.RSA1_5, KeyWrapAlgorithm.RSA_OAEP, KeyWrapAlgorithm.RSA_OAEP_256)) {
        byte[] wrapped = crypto.wrapKey(algorithm, PLAIN).getEncryptedKey();
        that(Arrays.equals(PLAIN, crypto.unwrapKey(algorithm, wrapped).getKey()), algorithm + " gives another key");
      }
    });
    steps.step("sign-rsa", () -> {
      for (String algorithm : List.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512")) {
        signs(client.getKey(name), SignatureAlgorithm.fromString(algorithm));
      }
    });
    steps.step("sign-ec", () -> {
      for (var each : CURVES.entrySet()) {
        signs(client.getKey(named(each.getValue())), each.getKey());
      }
    });
    steps.step("local-remote", () -> new KeyPairs(client, name).asymmetric());
    steps.step("bare-signature", () -> new WrappedKeys(client, name).bareSignature());
    steps.step("bring-your-own", () -> new WrappedKeys(client, name).bringYourOwn());
    steps.step("release", () -> new WrappedKeys(client, name).release());
    steps.step("symmetric", () -> new KeyPairs(client, name).symmetric());
    steps.step("random-attestation", () -> { // on a vault too; a key that is in no HSM has nothing attested
      same(32, client.getRandomBytes(32).length);
      same(name, client.getKeyAttestation(name).getName());
    });
    steps.step("rotate", () -> {
      that(!client.getKey(name).getId().equals(client.rotateKey(name).getId()), "the same version");
      same(2L, client.listPropertiesOfKeyVersions(name).stream().count());
    });
    steps.step("rotation-policy", () -> {
      client.updateKeyRotationPolicy(
          name,
          new KeyRotationPolicy()
              .setExpiresIn("P2Y")
              .setLifetimeActions(List.of(
                  new KeyRotationLifetimeAction(KeyRotationPolicyAction.ROTATE).setTimeAfterCreate("P90D"))));
      same("P2Y", client.getKeyRotationPolicy(name).getExpiresIn());
    });
    steps.step("backup", () -> {
      blob = client.backupKey(name);
      that(blob.length > 100, "a backup of " + blob.length + " bytes");
    });
    steps.step("delete", () -> {
      DeletedKey deleted = delete();
      that(deleted.getScheduledPurgeDate().isAfter(deleted.getDeletedOn()), "purge before deletion");
      same(name, client.getDeletedKey(name).getName());
      that(client.listDeletedKeys().stream().anyMatch(d -> d.getName().equals(name)), "not listed");
      refused(409, "ObjectIsDeletedButRecoverable", () -> client.createRsaKey(new CreateRsaKeyOptions(name)));
    });
    steps.step("recover", () -> {
      client.beginRecoverDeletedKey(name).setPollInterval(POLL).waitForCompletion();
      same(name, client.getKey(name).getName());
    });
    steps.step("purge-restore", () -> {
      delete();
      client.purgeDeletedKey(name);
      refused(404, "KeyNotFound", () -> client.getDeletedKey(name));
      signs(client.restoreKeyBackup(blob), SignatureAlgorithm.PS256);
    });
    steps.step("refusals", () -> {
      refused(404, "KeyNotFound", () -> client.getKey("no-such-key"));
      refused(400, "BadParameter", () -> client.createRsaKey(new CreateRsaKeyOptions("under_score")));
      KeyVaultKey narrow =
          client.createRsaKey(new CreateRsaKeyOptions(name + "-narrow").setKeyOperations(KeyOperation.VERIFY));
      refused(403, "KeyOperationForbidden",
          () -> remote(narrow).sign(SignatureAlgorithm.RS256, digest(SignatureAlgorithm.RS256)));
    });
    return steps.exitCode();
  }

  private void imports() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair pair = generator.generateKeyPair();
    JsonWebKey jwk =
        JsonWebKey.fromRsa(pair, List.of(KeyOperation.DECRYPT, KeyOperation.SIGN, KeyOperation.VERIFY));
    KeyVaultKey key = client.importKey(new ImportKeyOptions(name + "-imported", jwk));
    opens(key, EncryptionAlgorithm.RSA_OAEP_256, sealed(key, "RSA/ECB/OAEPPadding", oaep("SHA-256")));
    signs(key, SignatureAlgorithm.RS256);
  }

  private String named(KeyCurveName curve) {
    return name + "-" + curve.toString().toLowerCase();
  }

  private DeletedKey delete() {
    var poller = client.beginDeleteKey(name).setPollInterval(POLL);
    poller.waitForCompletion();
    return poller.poll().getValue();
  }

  private static CryptographyClient remote(KeyVaultKey key) {
    return new CryptographyClientBuilder()
        .keyIdentifier(key.getId())
        .credential(Credentials.fromEnvironment())
        .buildClient();
  }

  private static byte[] sealed(KeyVaultKey key, String transformation, OAEPParameterSpec parameters) throws Exception {
    Cipher cipher = Cipher.getInstance(transformation);
    cipher.init(Cipher.ENCRYPT_MODE, key.getKey().toRsa().getPublic(), parameters);
    return cipher.doFinal(PLAIN);
  }

  static OAEPParameterSpec oaep(String hash) {
    return new OAEPParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), PSource.PSpecified.DEFAULT);
  }

  private static void opens(KeyVaultKey key, EncryptionAlgorithm algorithm, byte[] sealed) {
    that(Arrays.equals(PLAIN, remote(key).decrypt(algorithm, sealed).getPlainText()), algorithm + " gives another text");
  }

  private static String hash(SignatureAlgorithm algorithm) {
    return algorithm.toString().substring(2, 5);
  }

  private static byte[] digest(SignatureAlgorithm algorithm) throws Exception {
    return MessageDigest.getInstance("SHA-" + hash(algorithm)).digest(PLAIN);
  }

  private static void signs(KeyVaultKey key, SignatureAlgorithm algorithm) throws Exception {
    byte[] signature = remote(key).sign(algorithm, digest(algorithm)).getSignature();
    that(remote(key).verify(algorithm, digest(algorithm), signature).isValid(), algorithm + " is not valid");
    if (algorithm.equals(SignatureAlgorithm.ES256K)) { // the JDK has no P-256K
      return;
    }
    Signature ours = jdk(algorithm);
    ours.initVerify(algorithm.toString().startsWith("ES") ? key.getKey().toEc().getPublic() : key.getKey().toRsa().getPublic());
    ours.update(PLAIN);
    that(ours.verify(signature), algorithm + " is no signature for the JDK");
  }

  /// The JDK's own.
  static Signature jdk(SignatureAlgorithm algorithm) throws Exception {
    String family = algorithm.toString().substring(0, 2);
    String bits = hash(algorithm);
    Signature ours =
        Signature.getInstance(
            switch (family) {
              case "RS" -> "SHA" + bits + "withRSA";
              case "PS" -> "RSASSA-PSS";
              default -> "SHA" + bits + "withECDSAinP1363Format";
            });
    if (family.equals("PS")) {
      String hash = "SHA-" + bits;
      ours.setParameter(new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), Integer.parseInt(bits) / 8, 1));
    }
    return ours;
  }
}
