package dev.strongroom.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jose.crypto.RSADecrypter;
import com.nimbusds.jose.crypto.RSAEncrypter;
import dev.strongroom.cli.AppWorld;
import dev.strongroom.http.Json;
import dev.strongroom.http.JsonValue;
import dev.strongroom.http.Response;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateFactory;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The security domain from the holders' side, with no code of the server's: shares are decrypted
/// and joined, the domain is opened, and goes back into another HSM, as `az keyvault
/// security-domain` does it.
class SecurityDomainTest {
  private static final String TAG = "strongroom-domain-key";
  @TempDir Path folder;
  private AppWorld world;
  private String token = "";

  @BeforeEach
  void open() {
    world = new AppWorld(folder);
    token = world.ownerToken("managedhsm");
    create("first");
    create("second");
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aQuorumOfHoldersOpensTheDomain() throws Exception {
    List<Holder> holders = List.of(Holder.make(), Holder.make(), Holder.make());
    JsonValue first = download("first", holders, 2);
    byte[] key = domainKey(first, List.of(holders.get(0), holders.get(2)));
    assertThat(key).hasSize(32);
    assertThat(domainKey(first, List.of(holders.get(2), holders.get(1)))).isEqualTo(key);
    JsonValue again = download("first", holders, 3);
    assertThat(domainKey(again, holders)).isEqualTo(key);
    assertThat(master(again, List.of(holders.get(0), holders.get(1))))
        .isNotEqualTo(master(again, holders));
  }

  @Test
  void aDomainComesBackIntoANewHsm() throws Exception {
    List<Holder> holders = List.of(Holder.make(), Holder.make(), Holder.make());
    byte[] key = domainKey(download("first", holders, 2), holders.subList(0, 2));
    byte[] certificate = transferCertificate();
    assertThat(upload(returning(certificate, key, "another-tag")).status()).isEqualTo(400);
    byte[] foreign = Holder.make().certificate();
    assertThat(upload(returning(foreign, key, TAG)).status()).isEqualTo(400);
    assertThat(get("second", "/settings").status()).isEqualTo(403);
    assertThat(upload(returning(certificate, key, TAG)).status()).isEqualTo(202);
    assertThat(text(get("second", "/securitydomain/upload/pending"))).contains("\"Success\"");
    assertThat(get("second", "/settings").status()).isEqualTo(200);
    assertThat(domainKey(download("second", holders, 2), holders.subList(1, 3))).isEqualTo(key);
    assertThat(upload(returning(certificate, key, TAG)).status()).isEqualTo(409);
  }

  @Test
  void aBackupIsRestoredWhereTheSameDomainIsAndNowhereElse() throws Exception {
    List<Holder> holders = List.of(Holder.make(), Holder.make(), Holder.make());
    byte[] key = domainKey(download("first", holders, 2), holders.subList(0, 2));
    become("first");
    String sealed =
        done("first", "POST", "/keys/blue/create", "{\"kty\":\"oct\",\"key_size\":256}");
    assertThat(sealed).contains("/keys/blue/");
    String use = "{\"alg\":\"A256GCM\",\"value\":\"AAAA\"}";
    JsonValue secret =
        Json.parse(
            done("first", "POST", "/keys/blue//encrypt", use).getBytes(StandardCharsets.UTF_8));
    String container = "{\"storageResourceUri\":\"https://st.blob.test/c\"}";
    String backup = ended("first", "/backup/", started("first", "POST", "/backup", container));
    String folder = backup.replaceAll(".*/c/(mhsm-first-[0-9]+)\".*", "$1");
    String from =
        "{\"sasTokenParameters\":" + container + ",\"folderToRestore\":\"" + folder + "\"}";
    assertThat(download("second", holders, 2)).isNotNull();
    String refused = ended("second", "/restore/", started("second", "PUT", "/restore", from));
    assertThat(refused).contains("Failed", "another security domain");
    create("third");
    third(key);
    assertThat(ended("third", "/restore/", started("third", "PUT", "/restore", from)))
        .contains("\"Succeeded\"");
    become("third");
    String opened =
        done(
            "third",
            "POST",
            "/keys/blue//decrypt",
            "{\"alg\":\"A256GCM\",\"value\":\""
                + secret.text("value").orElseThrow()
                + "\",\"iv\":\""
                + secret.text("iv").orElseThrow()
                + "\",\"tag\":\""
                + secret.text("tag").orElseThrow()
                + "\"}");
    assertThat(opened).contains("\"value\":\"AAAA\"");
  }

  @Test
  void aDamagedBackupDestroysNothing() throws Exception {
    download("first", List.of(Holder.make(), Holder.make(), Holder.make()), 2);
    become("first");
    done("first", "POST", "/keys/blue/create", "{\"kty\":\"oct\",\"key_size\":256}");
    String container = "{\"storageResourceUri\":\"https://st.blob.test/c\"}";
    String backup = ended("first", "/backup/", started("first", "POST", "/backup", container));
    String folder = backup.replaceAll(".*/c/(mhsm-first-[0-9]+)\".*", "$1");
    Path file =
        this.folder.resolve("hsm-backups/st.blob.test/c").resolve(folder).resolve("key-blue");
    String good = Files.readString(file);
    Files.writeString(file, good.substring(0, good.length() - 3) + "AAA");
    String from =
        "{\"sasTokenParameters\":" + container + ",\"folderToRestore\":\"" + folder + "\"}";
    assertThat(ended("first", "/restore/", started("first", "PUT", "/restore", from)))
        .contains("Failed", "damaged");
    assertThat(get("first", "/keys/blue").status()).isEqualTo(200);
  }

  @Test
  void aKeyOfAnHsmDoesNotComeBackIntoAVault() throws Exception {
    download("first", List.of(Holder.make(), Holder.make(), Holder.make()), 2);
    become("first");
    done("first", "POST", "/keys/blue/create", "{\"kty\":\"RSA\"}");
    String blob = done("first", "POST", "/keys/blue/backup", "");
    Optional<String> vault = Optional.of(world.ownerToken("vault"));
    Response refused =
        world.send("POST", "https://dev.vault.test/keys/restore?api-version=7.5", vault, blob);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(text(refused)).contains("another kind");
    done("first", "DELETE", "/keys/blue", "");
    assertThat(
            world
                .send("DELETE", url("first", "/deletedkeys/blue"), Optional.of(token), "")
                .status())
        .isEqualTo(204);
    assertThat(done("first", "POST", "/keys/restore", blob)).contains("/keys/blue/");
  }

  /// Makes the administrator a user of keys, and of deleted ones.
  private void become(String hsm) {
    int number = 1;
    for (String role :
        List.of("21dbd100-6940-42c2-9190-5d6cb909625b", "515eb02d-2335-4d2d-92f2-b1cbdf9c3778")) {
      done(
          hsm,
          "PUT",
          "/providers/Microsoft.Authorization/roleAssignments/0ad6c5b0-3b4f-4a64-9d46-00000000000"
              + number,
          "{\"properties\":{\"roleDefinitionId\":\"/x/"
              + role
              + "\",\"principalId\":\""
              + world.objectId(token)
              + "\"}}");
      number += 1;
    }
  }

  /// Brings a domain into the third HSM.
  private void third(byte[] key) throws Exception {
    String jwk =
        Json.parse(get("third", "/securitydomain/upload").body())
            .text("transfer_key")
            .orElseThrow();
    JsonValue x5c = Json.parse(jwk.getBytes(StandardCharsets.UTF_8)).items("x5c").getFirst();
    byte[] certificate = Base64.getDecoder().decode(((JsonValue.Str) x5c).text());
    assertThat(upload("third", returning(certificate, key, TAG)).status()).isEqualTo(202);
  }

  private String started(String hsm, String method, String path, String body) {
    return Json.parse(done(hsm, method, path, body).getBytes(StandardCharsets.UTF_8))
        .text("jobId")
        .orElseThrow();
  }

  private String ended(String hsm, String path, String job) {
    return text(get(hsm, path + job + "/pending"));
  }

  private String done(String hsm, String method, String path, String body) {
    Response answer = world.send(method, url(hsm, path), Optional.of(token), body);
    assertThat(answer.status()).as(path + " " + text(answer)).isBetween(200, 202);
    return text(answer);
  }

  private record Holder(KeyPair pair, byte[] certificate) {
    static Holder make() throws Exception {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      KeyPair pair = generator.generateKeyPair();
      X500Principal name = new X500Principal("CN=holder");
      byte[] certificate =
          new JcaX509v3CertificateBuilder(
                  name,
                  BigInteger.ONE,
                  new Date(0),
                  new Date(Long.MAX_VALUE >> 20),
                  name,
                  pair.getPublic())
              .build(new JcaContentSignerBuilder("SHA256withRSA").build(pair.getPrivate()))
              .getEncoded();
      return new Holder(pair, certificate);
    }
  }

  private void create(String name) {
    String management = world.ownerToken("management");
    Response made =
        world.send(
            "PUT",
            "https://management.test/subscriptions/"
                + AppWorld.SUBSCRIPTION
                + "/resourceGroups/dev/providers/Microsoft.KeyVault/managedHSMs/"
                + name
                + "?api-version=2024-11-01",
            Optional.of(management),
            "{\"location\":\"local\",\"sku\":{\"family\":\"B\",\"name\":\"Standard_B1\"},"
                + "\"properties\":{\"initialAdminObjectIds\":[\""
                + world.objectId(management)
                + "\"]}}");
    assertThat(made.status()).as(text(made)).isEqualTo(200);
  }

  private JsonValue download(String hsm, List<Holder> holders, int required) {
    List<String> jwks =
        holders.stream()
            .map(holder ->
                "{\"kty\":\"RSA\",\"x5c\":[\""
                    + Base64.getEncoder().encodeToString(holder.certificate())
                    + "\"]}")
            .toList();
    Response answer =
        world.send(
            "POST",
            url(hsm, "/securitydomain/download"),
            Optional.of(token),
            "{\"certificates\":[" + String.join(",", jwks) + "],\"required\":" + required + "}");
    assertThat(answer.status()).as(text(answer)).isEqualTo(202);
    String domain = Json.parse(answer.body()).text("value").orElseThrow();
    return Json.parse(domain.getBytes(StandardCharsets.UTF_8));
  }

  private byte[] transferCertificate() {
    Response answer = get("second", "/securitydomain/upload");
    String jwk = Json.parse(answer.body()).text("transfer_key").orElseThrow();
    JsonValue x5c = Json.parse(jwk.getBytes(StandardCharsets.UTF_8)).items("x5c").getFirst();
    assertThat(text(get("second", "/securitydomain/upload"))).isEqualTo(text(answer));
    return Base64.getDecoder().decode(((JsonValue.Str) x5c).text());
  }

  private static String returning(byte[] certificate, byte[] key, String tag) throws Exception {
    byte[] master = new byte[32];
    new java.util.Random(7).nextBytes(master);
    JWEObject data =
        new JWEObject(
            new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256CBC_HS512)
                .keyID(tag)
                .build(),
            new Payload(key));
    data.encrypt(new DirectEncrypter(derived(master, tag)));
    RSAPublicKey to =
        (RSAPublicKey)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(certificate))
                .getPublicKey();
    JWEObject wrapped =
        new JWEObject(
            new JWEHeader(JWEAlgorithm.RSA_OAEP_256, EncryptionMethod.A256CBC_HS512),
            new Payload(master));
    wrapped.encrypt(new RSAEncrypter(to));
    return "{\"EncData\":{\"data\":[{\"compact_jwe\":\""
        + data.serialize()
        + "\",\"tag\":\""
        + tag
        + "\"}],\"kdf\":\"sp108_kdf\"},\"WrappedKey\":{\"enc_key\":\""
        + wrapped.serialize()
        + "\",\"x5t_256\":\"\"}}";
  }

  private Response upload(String domain) {
    return upload("second", domain);
  }

  private Response upload(String hsm, String domain) {
    byte[] body =
        Json.write(json -> {
          json.writeStartObject();
          json.writeStringProperty("value", domain);
          json.writeEndObject();
        });
    return world.send(
        "POST",
        url(hsm, "/securitydomain/upload"),
        Optional.of(token),
        new String(body, StandardCharsets.UTF_8));
  }

  private static byte[] domainKey(JsonValue domain, List<Holder> holders) throws Exception {
    JsonValue data = domain.member("EncData").orElseThrow();
    assertThat(data.text("kdf")).contains("sp108_kdf");
    JsonValue datum = data.items("data").getFirst();
    JWEObject parcel = JWEObject.parse(datum.text("compact_jwe").orElseThrow());
    String tag = datum.text("tag").orElseThrow();
    parcel.decrypt(new DirectDecrypter(derived(master(domain, holders), tag)));
    return parcel.getPayload().toBytes();
  }

  /// Joins the shares by Lagrange's formula at zero, over the numbers modulo 257.
  private static byte[] master(JsonValue domain, List<Holder> holders) throws Exception {
    List<byte[]> shares = new ArrayList<>();
    for (Holder holder : holders) {
      shares.add(share(domain, holder));
    }
    byte[] secret = new byte[shares.getFirst().length / 2];
    for (int at = 0; at < secret.length; at += 1) {
      BigInteger sum = BigInteger.ZERO;
      for (byte[] one : shares) {
        BigInteger term = BigInteger.valueOf(word(one, at) & 0x1ff);
        for (byte[] other : shares) {
          if (other != one) {
            BigInteger x = BigInteger.valueOf(word(other, at) >> 9);
            BigInteger own = BigInteger.valueOf(word(one, at) >> 9);
            term = term.multiply(x).multiply(x.subtract(own).modInverse(PRIME));
          }
        }
        sum = sum.add(term);
      }
      secret[at] = (byte) sum.mod(PRIME).intValue();
    }
    return secret;
  }

  private static final BigInteger PRIME = BigInteger.valueOf(257);

  private static int word(byte[] share, int at) {
    return (share[2 * at] & 0xff) | (share[2 * at + 1] & 0xff) << 8;
  }

  private static byte[] share(JsonValue domain, Holder holder) throws Exception {
    byte[] digest = java.security.MessageDigest.getInstance("SHA-256").digest(holder.certificate());
    String thumbprint = Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    JsonValue shared = domain.member("SharedKeys").orElseThrow();
    assertThat(shared.text("key_algorithm")).contains("shamir_share");
    for (JsonValue one : shared.items("enc_shares")) {
      if (one.text("x5t_256").orElseThrow().equals(thumbprint)) {
        JWEObject parcel = JWEObject.parse(one.text("enc_key").orElseThrow());
        parcel.decrypt(new RSADecrypter(holder.pair().getPrivate()));
        return parcel.getPayload().toBytes();
      }
    }
    throw new AssertionError("no share for this holder");
  }

  private static byte[] derived(byte[] master, String tag) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA512");
    mac.init(new SecretKeySpec(master, "HmacSHA512"));
    mac.update(ByteBuffer.allocate(4).putInt(1).array());
    mac.update(tag.getBytes(StandardCharsets.UTF_8));
    mac.update((byte) 0);
    mac.update(ByteBuffer.allocate(4).putInt(512).array());
    return mac.doFinal();
  }

  private Response get(String hsm, String path) {
    return world.send("GET", url(hsm, path), Optional.of(token), "");
  }

  private static String url(String hsm, String path) {
    return "https://" + hsm + ".managedhsm.test" + path + "?api-version=7.5";
  }

  private static String text(Response response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
