package dev.strongroom.whole;

import static dev.strongroom.whole.HsmServer.member;
import static dev.strongroom.whole.HsmServer.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.strongroom.Config.Issuer;
import dev.strongroom.cli.AppWorld;
import dev.strongroom.http.Json;
import dev.strongroom.http.JsonValue;
import dev.strongroom.http.Response;
import dev.strongroom.identity.TrustedIssuer;
import dev.strongroom.trust.EncryptionAlgorithm;
import dev.strongroom.trust.KeySpec;
import dev.strongroom.trust.KeyTransport;
import dev.strongroom.trust.PrivateJwk;
import dev.strongroom.trust.Providers;
import dev.strongroom.trust.PublicJwk;
import dev.strongroom.trust.SecretBytes;
import dev.strongroom.trust.SoftwareKey;
import dev.strongroom.trust.SoftwareKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Keys of type `*-HSM` leave a real token for an environment that an authority vouches for, and
/// none but those that were made exportable.
class HsmReleaseTest {
  private static final String AUTHORITY = "https://attest.example";
  private static final String POLICY =
      base64(
          "{\"version\":\"1.0.0\",\"anyOf\":[{\"authority\":\"%s\",\"allOf\":[%s]}]}"
              .formatted(AUTHORITY, "{\"claim\":\"secure\",\"equals\":true}"));
  private static final String EXPORTABLE =
      "\"attributes\":{\"exportable\":true},\"release_policy\":{\"data\":\"" + POLICY + "\"}";
  private static final String DIGEST =
      Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[32]);

  @TempDir private Path folder;
  private final SoftwareKeys software = new SoftwareKeys(Providers.jdkOnly(), new SecureRandom());
  private final SoftwareKey environment = software.generate(KeySpec.Rsa.RSA_2048);
  private HsmServer server;
  private RSAKey authority;

  @BeforeEach
  void begin() throws Exception {
    authority = new RSAKeyGenerator(2048).keyID("a").generate();
    server = new HsmServer(folder);
    server.makeVault("prem");
    believe();
  }

  @AfterEach
  void end() {
    environment.close();
    server.close();
  }

  private void believe() throws IOException {
    Path keys = Files.writeString(folder.resolve("keys.json"), new JWKSet(authority).toString());
    TrustedIssuer trusted =
        new TrustedIssuer(
            AUTHORITY,
            "attestation",
            AppWorld.TENANT,
            new TrustedIssuer.Accepted(Set.of(), Set.of(JWSAlgorithm.RS256), false),
            TrustedIssuer.Claims.STANDARD);
    server
        .world()
        .trust(
            List.of(
                new Issuer(
                    trusted,
                    Optional.of(keys),
                    Optional.empty(),
                    Set.of(),
                    Optional.empty(),
                    Optional.empty())));
  }

  @Test
  void theEnvironmentOpensTheKeyThatIsInTheToken() throws Exception {
    create("rsa", "\"kty\":\"RSA-HSM\",\"key_size\":2048," + EXPORTABLE);
    isTheSame("rsa", "n");
    create("ec", "\"kty\":\"EC-HSM\",\"crv\":\"P-256K\"," + EXPORTABLE);
    isTheSame("ec", "x");
    create("oct", "\"kty\":\"oct-HSM\",\"key_size\":256," + EXPORTABLE);
    String wrapped =
        use("oct", "wrapkey", "{\"alg\":\"A256KW\",\"value\":\"" + DIGEST + "\"}", 200);
    try (SecretBytes received = received("oct");
        SoftwareKey out = software.importJwk(new PrivateJwk.Oct(received))) {
      byte[] back = Base64.getUrlDecoder().decode(member(wrapped, "value"));
      assertThat(out.unwrap(EncryptionAlgorithm.A256KW, back).reveal()).isEqualTo(new byte[32]);
    }
    assertThat(server.labels()).hasSize(3);
    assertThat(server.recorded("KeyRelease")).hasSize(3);
  }

  /// What comes after it can leave as well: rotated, imported, restored, and after a restart.
  @Test
  void whateverBecomesOfItItCanLeave() throws Exception {
    create("k", "\"kty\":\"EC-HSM\",\"crv\":\"P-256\"," + EXPORTABLE);
    String backup = member(server.done("prem", "POST", "keys/k/backup", ""), "value");
    server.done("prem", "POST", "keys/k/rotate", "");
    isTheSame("k", "x");
    server.restart();
    believe();
    isTheSame("k", "x");
    server.done("prem", "DELETE", "keys/k", "");
    server.done("prem", "DELETE", "deletedkeys/k", "");
    server.aMinute();
    assertThat(server.labels()).isEmpty();
    server.done("prem", "POST", "keys/restore", "{\"value\":\"" + backup + "\"}");
    isTheSame("k", "x");
    String jwk = "{\"kty\":\"oct-HSM\",\"k\":\"" + DIGEST + "\"}";
    server.done("prem", "PUT", "keys/brought", "{\"key\":" + jwk + "," + EXPORTABLE + "}");
    try (SecretBytes received = received("brought")) {
      assertThat(received.reveal()).isEqualTo(new byte[32]);
    }
  }

  /// A whole managed HSM comes back, and its exportable key can still leave.
  @Test
  void aBackupOfAManagedHsmKeepsWhatMayLeave() throws Exception {
    AppWorld world = server.world();
    ManagedHsmWorld pool =
        new ManagedHsmWorld(
            world, "pool", world.ownerToken("management"), world.ownerToken("managedhsm"));
    Response made =
        pool.send(
            "POST", "/keys/k/create", "{\"kty\":\"EC\",\"crv\":\"P-256\"," + EXPORTABLE + "}");
    assertThat(text(made)).contains("\"EC-HSM\"");
    assertThat(pool.restore(pool.backUp())).contains("\"Succeeded\"");
    Response released =
        pool.send("POST", "/keys/k//release", "{\"target\":\"" + attestation(true) + "\"}");
    assertThat(released.status()).as(text(released)).isEqualTo(200);
    try (SecretBytes received = opened(member(text(released), "value"));
        SoftwareKey out = software.importPkcs8(received)) {
      byte[] x = ((PublicJwk.Ec) out.publicJwk().orElseThrow()).x();
      assertThat(Base64.getUrlDecoder().decode(member(text(made), "x"))).isEqualTo(x);
    }
  }

  @Test
  void whatIsRefused() throws Exception {
    create("stays", "\"kty\":\"EC-HSM\",\"crv\":\"P-256\"");
    assertThat(release("stays", true, 403)).contains("KeyOperationForbidden");
    create("k", "\"kty\":\"EC-HSM\",\"crv\":\"P-256\"," + EXPORTABLE);
    assertThat(release("k", false, 403)).contains("doesn't satisfy the key release policy");
    String both =
        "{\"kty\":\"RSA-HSM\",\"key_size\":2048,\"key_ops\":[\"import\"]," + EXPORTABLE + "}";
    Response refused = server.send("prem", "POST", "keys/kek/create", both);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(text(refused)).contains("must not have the operation import");
    server.token().remove();
    assertThat(release("k", true, 503)).contains("HSM");
    server.token().putBack();
  }

  private void create(String name, String members) {
    server.done("prem", "POST", "keys/" + name + "/create", "{" + members + "}");
  }

  private String use(String name, String what, String body, int status) {
    Response answer = server.send("prem", "POST", "keys/" + name + "//" + what, body);
    assertThat(answer.status()).as(text(answer)).isEqualTo(status);
    return text(answer);
  }

  private String release(String name, boolean secure, int status) throws JOSEException {
    return use(name, "release", "{\"target\":\"" + attestation(secure) + "\"}", status);
  }

  /// @param member of the public half that must be the same
  private void isTheSame(String name, String member) throws Exception {
    String shown = member(server.done("prem", "GET", "keys/" + name, ""), member);
    try (SecretBytes received = received(name);
        SoftwareKey out = software.importPkcs8(received)) {
      byte[] open =
          switch (out.publicJwk().orElseThrow()) {
            case PublicJwk.Rsa rsa -> rsa.n();
            case PublicJwk.Ec ec -> ec.x();
            case PublicJwk.MlDsa set -> set.pub();
          };
      assertThat(Base64.getUrlDecoder().decode(shown)).isEqualTo(open);
    }
  }

  private SecretBytes received(String name) throws Exception {
    return opened(member(release(name, true, 200), "value"));
  }

  private SecretBytes opened(String jws) {
    JsonValue payload = Json.parse(Base64.getUrlDecoder().decode(jws.split("\\.")[1]));
    String parcel =
        payload
            .member("response")
            .flatMap(response -> response.member("key"))
            .flatMap(bundle -> bundle.member("key"))
            .flatMap(key -> key.text("key_hsm"))
            .orElseThrow();
    JsonValue byok = Json.parse(Base64.getUrlDecoder().decode(parcel));
    return environment.receive(
        KeyTransport.CKM_RSA_AES_KEY_WRAP,
        Base64.getUrlDecoder().decode(byok.text("ciphertext").orElseThrow()));
  }

  private String attestation(boolean secure) throws JOSEException {
    PublicJwk.Rsa own = (PublicJwk.Rsa) environment.publicJwk().orElseThrow();
    Map<String, Object> key =
        Map.of("kid", "tpm", "kty", "RSA", "n", base64(own.n()), "e", base64(own.e()));
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(AUTHORITY)
            .claim("secure", secure)
            .claim("x-ms-runtime", Map.of("keys", List.of(key)))
            .issueTime(Date.from(AppWorld.NOW))
            .expirationTime(Date.from(AppWorld.NOW.plusSeconds(40_000_000)))
            .build();
    SignedJWT token =
        new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("a").build(), claims);
    token.sign(new RSASSASigner(authority));
    return token.serialize();
  }

  private static String base64(String text) {
    return base64(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
