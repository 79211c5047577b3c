package dev.strongroom.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.AttestationAuthority;
import dev.strongroom.WireWorld;
import dev.strongroom.http.Json;
import dev.strongroom.http.JsonValue;
import dev.strongroom.http.Request;
import dev.strongroom.http.Response;
import dev.strongroom.trust.KeySpec;
import dev.strongroom.trust.KeyTransport;
import dev.strongroom.trust.Providers;
import dev.strongroom.trust.PublicJwk;
import dev.strongroom.trust.SecretBytes;
import dev.strongroom.trust.SoftwareKey;
import dev.strongroom.trust.SoftwareKeys;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An environment receives the very key that is in the vault, and nobody else could open it.
class KeyReleaseTest {
  private static final String POLICY =
      base64(
          """
          {"version":"1.0.0","anyOf":[{"authority":"https://attest.test",
            "allOf":[{"claim":"tee.level","equals":3}]}]}
          """
              .getBytes(StandardCharsets.UTF_8));

  private final SoftwareKeys environment =
      new SoftwareKeys(Providers.jdkOnly(), new SecureRandom());

  @Test
  void theEnvironmentOpensTheKeyThatIsInTheVault(@TempDir Path folder) {
    try (WireWorld world = new WireWorld(folder);
        SoftwareKey own = environment.generate(KeySpec.Rsa.RSA_2048)) {
      JsonValue created = ask(world, "create", "{\"kty\":\"EC\"," + exportable(POLICY) + "}");
      JsonValue answer =
          ask(world, "/release", "{\"nonce\":\"once\",\"target\":\"" + attestation(own, 3) + "\"}");
      JsonValue payload = part(answer.text("value").orElseThrow());
      JsonValue request = payload.member("request").orElseThrow();
      assertThat(request.text("nonce")).contains("once");
      assertThat(request.text("api-version")).contains("7.4");
      JsonValue key =
          payload
              .member("response")
              .flatMap(response -> response.member("key"))
              .flatMap(bundle -> bundle.member("key"))
              .orElseThrow();
      assertThat(key.text("kid")).isEqualTo(created.member("key").orElseThrow().text("kid"));
      JsonValue parcel = Json.parse(bytes(key.text("key_hsm").orElseThrow()));
      assertThat(parcel.member("header").flatMap(header -> header.text("kid"))).contains("tpm");
      byte[] wrapped = bytes(parcel.text("ciphertext").orElseThrow());
      try (SecretBytes received = own.receive(KeyTransport.CKM_RSA_AES_KEY_WRAP, wrapped);
          SoftwareKey released = environment.importPkcs8(received)) {
        PublicJwk.Ec open = (PublicJwk.Ec) released.publicJwk().orElseThrow();
        assertThat(key.text("x")).contains(base64(open.x()));
        assertThat(key.text("y")).contains(base64(open.y()));
      }
      assertThat(text(send(world, "/release", "{\"target\":\"" + attestation(own, 2) + "\"}")))
          .contains("doesn't satisfy the key release policy");
    }
  }

  /// Which of the two would count is not to be guessed where a key could leave.
  @Test
  void aRuleWithTwoGroupsOfConditionsIsRefused(@TempDir Path folder) {
    String both =
        base64(
            """
            {"version":"1.0.0","anyOf":[{"authority":"https://attest.test",
              "allOf":[{"claim":"tee.level","equals":3}],"anyOf":[{"claim":"no","equals":1}]}]}
            """
                .getBytes(StandardCharsets.UTF_8));
    try (WireWorld world = new WireWorld(folder);
        SoftwareKey own = environment.generate(KeySpec.Rsa.RSA_2048)) {
      ask(world, "create", "{\"kty\":\"EC\"," + exportable(both) + "}");
      Response refused = send(world, "/release", "{\"target\":\"" + attestation(own, 3) + "\"}");
      assertThat(refused.status()).isEqualTo(400);
      assertThat(text(refused)).contains("both \\\"allOf\\\" and \\\"anyOf\\\"");
    }
  }

  /// Whoever it is released to could open what was wrapped for it.
  @Test
  void aKeyThatBringsOthersIsNotExportable(@TempDir Path folder) {
    String exportable = exportable(POLICY);
    String sentence = "An exportable key must not have the operation import";
    try (WireWorld world = new WireWorld(folder)) {
      String both = "\"key_ops\":[\"import\"]," + exportable;
      assertThat(text(send(world, "create", "{\"kty\":\"RSA\"," + both + "}"))).contains(sentence);
      String jwk =
          "\"key\":{\"kty\":\"oct\",\"k\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"key_ops\":[\"import\"]}";
      assertThat(text(send(world, "PUT", "", "{" + jwk + "," + exportable + "}")))
          .contains(sentence);
      ask(world, "create", "{\"kty\":\"RSA\"," + exportable + "}");
      assertThat(text(send(world, "PATCH", "/", "{\"key_ops\":[\"import\"]}"))).contains(sentence);
      ask(world, "create", "{\"kty\":\"RSA\",\"key_ops\":[\"import\"]}");
    }
  }

  /// With an exponent of 1 nothing would be encrypted; no RSA key has an even number.
  @Test
  void aKeyThatEncryptsNothingIsNoEnvironments(@TempDir Path folder) {
    try (WireWorld world = new WireWorld(folder);
        SoftwareKey own = environment.generate(KeySpec.Rsa.RSA_2048)) {
      ask(world, "create", "{\"kty\":\"EC\"," + exportable(POLICY) + "}");
      byte[] n = ((PublicJwk.Rsa) own.publicJwk().orElseThrow()).n();
      byte[] even = n.clone();
      even[even.length - 1] ^= 1;
      byte[] led = new byte[n.length + 2];
      System.arraycopy(n, 0, led, 2, n.length);
      assertThat(released(world, n, 1)).isEqualTo(403);
      assertThat(released(world, n, 2)).isEqualTo(403);
      assertThat(released(world, even, 3)).isEqualTo(403);
      assertThat(released(world, n, 3)).isEqualTo(200);
      assertThat(released(world, led, 3)).as("zeros in front").isEqualTo(200);
    }
  }

  private static String exportable(String policy) {
    return "\"attributes\":{\"exportable\":true},\"release_policy\":{\"data\":\"" + policy + "\"}";
  }

  private static int released(WireWorld world, byte[] n, int e) {
    String token = attestation(n, new byte[] {(byte) e}, 3);
    return send(world, "/release", "{\"target\":\"" + token + "\"}").status();
  }

  private static String attestation(SoftwareKey own, int level) {
    PublicJwk.Rsa open = (PublicJwk.Rsa) own.publicJwk().orElseThrow();
    return attestation(open.n(), open.e(), level);
  }

  private static String attestation(byte[] n, byte[] e, int level) {
    Map<String, Object> key = Map.of("kty", "RSA", "kid", "tpm", "n", base64(n), "e", base64(e));
    return AttestationAuthority.token(
        Map.of("tee", Map.of("level", level), "x-ms-runtime", Map.of("keys", List.of("odd", key))));
  }

  private static JsonValue ask(WireWorld world, String what, String body) {
    Response answer = send(world, what, body);
    assertThat(answer.status()).as(text(answer)).isEqualTo(200);
    return Json.parse(answer.body());
  }

  private static Response send(WireWorld world, String what, String body) {
    return send(world, "POST", what, body);
  }

  private static Response send(WireWorld world, String method, String what, String body) {
    Request request =
        world.request(
            method,
            "https://contoso.vault.test/keys/box"
                + (what.isEmpty() ? "" : "/")
                + what
                + "?api-version=7.4",
            Map.of("Authorization", "Bearer officer"),
            body.getBytes(StandardCharsets.UTF_8));
    return world.answer(request);
  }

  private static JsonValue part(String jws) {
    return Json.parse(bytes(jws.split("\\.")[1]));
  }

  private static byte[] bytes(String base64) {
    return Base64.getUrlDecoder().decode(base64);
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String text(Response answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }
}
