package dev.strongroom.keys;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Bringing a key along wrapped, as Azure's BYOK tools do: the client has the public half of a key
/// in the vault that may do nothing but `import`.
class BringYourOwnKeyTest {
  private final SoftwareKeys client = new SoftwareKeys(Providers.jdkOnly(), new SecureRandom());
  @TempDir Path folder;
  private WireWorld world;
  private JsonValue carrier;

  @BeforeEach
  void open() {
    world = new WireWorld(folder);
    carrier =
        key(ask("POST", "/keys/carrier/create", "{\"kty\":\"RSA\",\"key_ops\":[\"import\"]}"));
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aKeyPairArrives() {
    try (SoftwareKey mine = client.generate(KeySpec.Ec.P_256);
        SecretBytes exported = mine.exported()) {
      Response answer = bring("EC", byok(exported, carrier.text("kid").orElseThrow()));
      PublicJwk.Ec open = (PublicJwk.Ec) mine.publicJwk().orElseThrow();
      assertThat(key(answer).text("x")).contains(base64(open.x()));
      assertThat(text(answer)).contains("\"key_ops\":[\"sign\",\"verify\"]");
    }
  }

  @Test
  void aSymmetricKeyArrives() {
    try (SoftwareKey mine = client.generate(KeySpec.Oct.OCT_256);
        SecretBytes exported = mine.exported()) {
      Response answer = bring("oct", byok(exported, carrier.text("kid").orElseThrow()));
      assertThat(answer.status()).as(text(answer)).isEqualTo(200);
    }
  }

  @Test
  void whatIsDamagedOnTheWayDoesNotArrive() {
    try (SoftwareKey mine = client.generate(KeySpec.Ec.P_256);
        SecretBytes exported = mine.exported()) {
      byte[] wrapped = wrapped(exported);
      wrapped[wrapped.length - 1] ^= 1;
      Response answer = bring("EC", byok(wrapped, carrier.text("kid").orElseThrow()));
      assertThat(answer.status()).isEqualTo(400);
      assertThat(text(answer)).contains("The parameter is incorrect.");
    }
  }

  @Test
  void aKeyWithoutTheImportOperationCarriesNone() {
    JsonValue other = key(ask("POST", "/keys/other/create", "{\"kty\":\"RSA\"}"));
    try (SecretBytes exported = SecretBytes.owning(new byte[16])) {
      Response answer = bring("oct", byok(exported, other.text("kid").orElseThrow()));
      assertThat(answer.status()).isEqualTo(403);
      assertThat(text(answer))
          .contains("Operation import is not permitted on this key.", "KeyOperationForbidden");
    }
  }

  @Test
  void theCarrierDoesNothingElse() {
    Response answer =
        ask("POST", "/keys/carrier//decrypt", "{\"alg\":\"RSA-OAEP\",\"value\":\"AAAA\"}");
    assertThat(text(answer)).contains("KeyOperationForbidden");
  }

  @Test
  void theFormMustBeThatOfAByokFile() {
    String kid = carrier.text("kid").orElseThrow();
    assertThat(text(bring("EC", "no json"))).contains("a JSON document");
    assertThat(text(bring("EC", "{\"schema_version\":\"2\"}"))).contains("schema_version 1.0.0");
    assertThat(text(bring("EC", "{\"schema_version\":\"1.0.0\"}"))).contains("a header");
    String byok = byok(new byte[8], kid);
    assertThat(text(bring("EC", byok.replace("CKM_RSA", "RSA")))).contains("with enc");
    assertThat(text(bring("EC", byok.replace("/keys/", "/locks/")))).contains("with a kid");
    assertThat(text(bring("EC", byok.replace("ciphertext", "text")))).contains("ciphertext");
    assertThat(bring("EC", byok.replace("carrier", "nobody")).status()).isEqualTo(404);
  }

  private Response bring(String type, String byok) {
    String blob = base64(byok.getBytes(StandardCharsets.UTF_8));
    return ask(
        "PUT", "/keys/mine", "{\"key\":{\"kty\":\"" + type + "\",\"key_hsm\":\"" + blob + "\"}}");
  }

  private String byok(SecretBytes key, String kid) {
    return byok(wrapped(key), kid);
  }

  private static String byok(byte[] wrapped, String kid) {
    return "{\"schema_version\":\"1.0.0\",\"header\":{\"kid\":\""
        + kid
        + "\",\"alg\":\"dir\",\"enc\":\"CKM_RSA_AES_KEY_WRAP\"},\"ciphertext\":\""
        + base64(wrapped)
        + "\",\"generator\":\"a test\"}";
  }

  private byte[] wrapped(SecretBytes key) {
    PublicJwk.Rsa target =
        new PublicJwk.Rsa(
            KeySpec.Rsa.RSA_2048,
            Base64.getUrlDecoder().decode(carrier.text("n").orElseThrow()),
            Base64.getUrlDecoder().decode(carrier.text("e").orElseThrow()));
    return client.send(target, KeyTransport.CKM_RSA_AES_KEY_WRAP, key);
  }

  private Response ask(String method, String path, String body) {
    Request request =
        world.request(
            method,
            "https://contoso.vault.test" + path + "?api-version=7.4",
            Map.of("Authorization", "Bearer officer"),
            body.getBytes(StandardCharsets.UTF_8));
    return world.answer(request);
  }

  private static JsonValue key(Response answer) {
    assertThat(answer.status()).as(text(answer)).isEqualTo(200);
    return Json.parse(answer.body()).member("key").orElseThrow();
  }

  private static String text(Response answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
