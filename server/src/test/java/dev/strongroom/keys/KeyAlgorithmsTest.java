package dev.strongroom.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.WireWorld;
import dev.strongroom.http.Json;
import dev.strongroom.http.JsonValue;
import dev.strongroom.http.Request;
import dev.strongroom.http.Response;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The table of key types and algorithms (api-inventory 3.8), every cell of it over the wire: what
/// it lists comes back to what it was, and everything else is refused.
class KeyAlgorithmsTest {
  private static final String ALL_OPS =
      "[\"encrypt\",\"decrypt\",\"sign\",\"verify\",\"wrapKey\",\"unwrapKey\"]";

  /// Keys by the body that makes them.
  private static final Map<String, String> KEYS =
      Map.of(
          "rsa", "{\"kty\":\"RSA\",\"key_size\":2048}",
          "p256", "{\"kty\":\"EC\",\"crv\":\"P-256\"}",
          "p256k", "{\"kty\":\"EC\",\"crv\":\"P-256K\"}",
          "p384", "{\"kty\":\"EC\",\"crv\":\"P-384\"}",
          "p521", "{\"kty\":\"EC\",\"crv\":\"P-521\"}",
          "oct128", "{\"kty\":\"oct\",\"key_size\":128,\"key_ops\":" + ALL_OPS + "}",
          "oct192", "{\"kty\":\"oct\",\"key_size\":192,\"key_ops\":" + ALL_OPS + "}",
          "oct256", "{\"kty\":\"oct\",\"key_size\":256,\"key_ops\":" + ALL_OPS + "}",
          "mldsa", "{\"kty\":\"AKP\",\"alg\":\"ML-DSA-65\"}");

  /// Which keys sign with it, and how long the digest is.
  private static final Map<String, List<String>> SIGNATURES = new LinkedHashMap<>();

  static {
    for (String rsa : List.of("RS256 32", "RS384 48", "RS512 64", "PS256 32", "PS384 48")) {
      SIGNATURES.put(rsa, List.of("rsa"));
    }
    SIGNATURES.put("PS512 64", List.of("rsa"));
    SIGNATURES.put("RSNULL 20", List.of("rsa"));
    SIGNATURES.put("ES256 32", List.of("p256"));
    SIGNATURES.put("ES256K 32", List.of("p256k"));
    SIGNATURES.put("ES384 48", List.of("p384"));
    SIGNATURES.put("ES512 64", List.of("p521"));
    for (String hmac : List.of("HS256 99", "HS384 99", "HS512 99")) {
      SIGNATURES.put(hmac, List.of("oct128", "oct192", "oct256"));
    }
    SIGNATURES.put("ML-DSA 5", List.of("mldsa"));
  }

  /// Which keys encrypt with it.
  private static final Map<String, List<String>> DATA = new LinkedHashMap<>();

  /// Which keys wrap with it.
  private static final Map<String, List<String>> WRAPPING = new LinkedHashMap<>();

  static {
    for (String rsa : List.of("RSA1_5", "RSA-OAEP", "RSA-OAEP-256")) {
      DATA.put(rsa, List.of("rsa"));
      WRAPPING.put(rsa, List.of("rsa"));
    }
    for (String bits : List.of("128", "192", "256")) {
      for (String mode : List.of("GCM", "CBC", "CBCPAD")) {
        DATA.put("A" + bits + mode, List.of("oct" + bits));
      }
      WRAPPING.put("A" + bits + "KW", List.of("oct" + bits));
    }
    WRAPPING.put("CKM_AES_KEY_WRAP", List.of("oct128", "oct192", "oct256"));
    WRAPPING.put("CKM_AES_KEY_WRAP_PAD", List.of("oct128", "oct192", "oct256"));
  }

  @TempDir Path folder;
  private WireWorld world;

  @BeforeEach
  void open() {
    world = new WireWorld(folder);
    KEYS.forEach((name, body) -> assertThat(ask(name + "/create", body).status()).isEqualTo(200));
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void everySignatureOfTheTableAndNoOther() {
    SIGNATURES.forEach((line, keys) -> {
      String algorithm = line.split(" ")[0];
      String digest = base64(new byte[Integer.parseInt(line.split(" ")[1])]);
      for (String key : new TreeSet<>(KEYS.keySet())) {
        Response signed = ask(key + "//sign", body(algorithm, "\"value\":\"" + digest + "\""));
        String what = algorithm + " with " + key + ": " + text(signed);
        assertThat(signed.status()).as(what).isEqualTo(keys.contains(key) ? 200 : 400);
        if (signed.status() == 200) {
          String signature = json(signed).text("value").orElseThrow();
          String claim = "\"digest\":\"" + digest + "\",\"value\":\"" + signature + "\"";
          assertThat(text(ask(key + "//verify", body(algorithm, claim))))
              .as(what)
              .isEqualTo("{\"value\":true}");
          String other = "\"digest\":\"" + digest + "\",\"value\":\"" + flipped(signature) + "\"";
          assertThat(text(ask(key + "//verify", body(algorithm, other))))
              .as(what)
              .isEqualTo("{\"value\":false}");
        }
      }
    });
  }

  @Test
  void everyEncryptionOfTheTableAndNoOther() {
    DATA.forEach((algorithm, keys) -> there("encrypt", "decrypt", algorithm, keys));
  }

  @Test
  void everyWrappingOfTheTableAndNoOther() {
    WRAPPING.forEach((algorithm, keys) -> there("wrapkey", "unwrapkey", algorithm, keys));
  }

  /// There and back again.
  private void there(String there, String back, String algorithm, List<String> keys) {
    String plain = base64("0123456789abcdef".getBytes(StandardCharsets.UTF_8));
    for (String key : new TreeSet<>(KEYS.keySet())) {
      Response closed = ask(key + "//" + there, body(algorithm, "\"value\":\"" + plain + "\""));
      String what = algorithm + " with " + key + ": " + text(closed);
      boolean signsOnly = key.startsWith("p") || key.equals("mldsa");
      int refused = signsOnly ? 403 : 400;
      assertThat(closed.status()).as(what).isEqualTo(keys.contains(key) ? 200 : refused);
      if (closed.status() == 200) {
        StringBuilder all = new StringBuilder();
        for (String part : List.of("value", "iv", "tag")) {
          json(closed)
              .text(part)
              .ifPresent(value -> all.append(",\"" + part + "\":\"" + value + "\""));
        }
        Response opened = ask(key + "//" + back, body(algorithm, all.substring(1)));
        assertThat(json(opened).text("value")).as(what + text(opened)).contains(plain);
      }
    }
  }

  private static String body(String algorithm, String rest) {
    return "{\"alg\":\"" + algorithm + "\"," + rest + "}";
  }

  private Response ask(String path, String body) {
    Request request =
        world.request(
            "POST",
            "https://contoso.vault.test/keys/" + path + "?api-version=2026-05-01-preview",
            Map.of("Authorization", "Bearer officer"),
            body.getBytes(StandardCharsets.UTF_8));
    return world.answer(request);
  }

  private static String flipped(String base64) {
    byte[] bytes = Base64.getUrlDecoder().decode(base64);
    bytes[bytes.length / 2] ^= 1;
    return base64(bytes);
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static JsonValue json(Response answer) {
    return Json.parse(answer.body());
  }

  private static String text(Response answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }
}
