package dev.strongroom.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.http.Json;
import dev.strongroom.http.JsonValue;
import dev.strongroom.http.Response;
import dev.strongroom.trust.Providers;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The table of key types and algorithms (api-inventory 3.8): which keys there are, and what each
/// of them does. Every cell is asked for over the wire: what the table lists comes back to what it
/// was, and everything else is refused.
///
/// @param asking sends a request about keys: method, path below `/keys/`, body
/// @param hardware whether the keys are in an HSM
public record AlgorithmTable(Asking asking, boolean hardware) {
  /// SoftHSM wants a key for HMAC to be as long as the hash, and ML-DSA it does not have.
  private static final List<String> HMAC_OF_SOFTHSM = List.of("HS256 with oct256");

  private static final String ALL_OPS =
      "\"key_ops\":[\"encrypt\",\"decrypt\",\"sign\",\"verify\",\"wrapKey\",\"unwrapKey\"]";
  private static final List<String> RSA = List.of("rsa2048", "rsa3072", "rsa4096");
  private static final List<String> OCT = List.of("oct128", "oct192", "oct256");

  public interface Asking {
    Response ask(String method, String path, String body);
  }

  /// Makes all keys.
  public void makeKeys() {
    keys()
        .forEach((name, body) -> {
          boolean arrives = RSA.contains(name);
          Response made =
              asking.ask(arrives ? "PUT" : "POST", name + (arrives ? "" : "/create"), body);
          assertThat(made.status()).as(name + text(made)).isEqualTo(200);
        });
  }

  /// By the body that makes each. RSA keys arrive, because the JDK takes seconds to make a large
  /// one.
  private Map<String, String> keys() {
    String hsm = hardware ? "-HSM" : "";
    Map<String, String> keys = new TreeMap<>();
    for (int bits : new int[] {2048, 3072, 4096}) {
      keys.put("rsa" + bits, "{\"Hsm\":" + hardware + ",\"key\":" + rsa(bits) + "}");
    }
    for (String curve : List.of("P-256", "P-256K", "P-384", "P-521")) {
      keys.put(curve, "{\"kty\":\"EC" + hsm + "\",\"crv\":\"" + curve + "\"}");
    }
    for (String size : List.of("128", "192", "256")) {
      keys.put(
          "oct" + size, "{\"kty\":\"oct" + hsm + "\",\"key_size\":" + size + "," + ALL_OPS + "}");
    }
    for (String set : hardware ? List.<String>of() : List.of("44", "65", "87")) {
      keys.put("ML-DSA-" + set, "{\"kty\":\"AKP\",\"alg\":\"ML-DSA-" + set + "\"}");
    }
    return keys;
  }

  /// Which keys sign with it, and how long the digest is.
  private Map<String, List<String>> signatures() {
    Map<String, List<String>> table = new LinkedHashMap<>();
    for (String of : List.of("RS256 32", "RS384 48", "RS512 64", "PS256 32", "PS384 48")) {
      table.put(of, RSA);
    }
    table.put("PS512 64", RSA);
    table.put("RSNULL 20", RSA);
    table.put("ES256 32", List.of("P-256"));
    table.put("ES256K 32", List.of("P-256K"));
    table.put("ES384 48", List.of("P-384"));
    table.put("ES512 64", List.of("P-521"));
    table.put("HS256 99", OCT);
    table.put("HS384 99", OCT);
    table.put("HS512 99", OCT);
    List<String> sets = List.of("ML-DSA-44", "ML-DSA-65", "ML-DSA-87");
    table.put("ML-DSA 5", sets);
    sets.forEach(set -> table.put(set + " 5", List.of(set)));
    return table;
  }

  private static Map<String, List<String>> encryptions() {
    Map<String, List<String>> table = ofRsa();
    for (String bits : List.of("128", "192", "256")) {
      for (String mode : List.of("GCM", "CBC", "CBCPAD")) {
        table.put("A" + bits + mode, List.of("oct" + bits));
      }
    }
    return table;
  }

  private static Map<String, List<String>> wrappings() {
    Map<String, List<String>> table = ofRsa();
    for (String bits : List.of("128", "192", "256")) {
      table.put("A" + bits + "KW", List.of("oct" + bits));
    }
    table.put("CKM_AES_KEY_WRAP", OCT);
    table.put("CKM_AES_KEY_WRAP_PAD", OCT);
    return table;
  }

  private static Map<String, List<String>> ofRsa() {
    Map<String, List<String>> table = new LinkedHashMap<>();
    List.of("RSA1_5", "RSA-OAEP", "RSA-OAEP-256").forEach(of -> table.put(of, RSA));
    return table;
  }

  public void everySignatureOfTheTableAndNoOther() {
    signatures()
        .forEach((line, keys) -> {
          String algorithm = line.split(" ")[0];
          String digest = base64(new byte[Integer.parseInt(line.split(" ")[1])]);
          keys().keySet().forEach(key -> signs(algorithm, key, digest, keys.contains(key)));
        });
  }

  private void signs(String algorithm, String key, String digest, boolean listed) {
    Response signed = use(key, "sign", algorithm, "\"value\":\"" + digest + "\"");
    String what = algorithm + " with " + key;
    boolean offered =
        listed && (!hardware || !algorithm.startsWith("HS") || HMAC_OF_SOFTHSM.contains(what));
    assertThat(signed.status()).as(what + text(signed)).isEqualTo(offered ? 200 : 400);
    if (!offered) {
      assertThat(text(signed)).as(what).contains(listed ? "HSM does not offer" : "BadParameter");
      return;
    }
    String signature = json(signed).text("value").orElseThrow();
    String claim = "\"digest\":\"" + digest + "\",\"value\":\"";
    assertThat(text(use(key, "verify", algorithm, claim + signature + "\"")))
        .as(what)
        .isEqualTo("{\"value\":true}");
    assertThat(text(use(key, "verify", algorithm, claim + flipped(signature) + "\"")))
        .as(what)
        .isEqualTo("{\"value\":false}");
  }

  public void everyEncryptionOfTheTableAndNoOther() {
    encryptions().forEach((algorithm, keys) -> there("encrypt", "decrypt", algorithm, keys));
  }

  public void everyWrappingOfTheTableAndNoOther() {
    wrappings().forEach((algorithm, keys) -> there("wrapkey", "unwrapkey", algorithm, keys));
  }

  /// There and back again.
  private void there(String there, String back, String algorithm, List<String> keys) {
    String plain = base64("0123456789abcdef".getBytes(StandardCharsets.UTF_8));
    for (String key : keys().keySet()) {
      Response closed = use(key, there, algorithm, "\"value\":\"" + plain + "\"");
      String what = algorithm + " with " + key + ": " + text(closed);
      int refused = key.startsWith("P-") || key.startsWith("ML-") ? 403 : 400;
      assertThat(closed.status()).as(what).isEqualTo(keys.contains(key) ? 200 : refused);
      if (closed.status() == 200) {
        StringBuilder all = new StringBuilder();
        for (String part : List.of("value", "iv", "tag")) {
          Optional<String> given = json(closed).text(part);
          given.ifPresent(value -> all.append(",\"" + part + "\":\"" + value + "\""));
        }
        Response opened = use(key, back, algorithm, all.substring(1));
        assertThat(json(opened).text("value")).as(what + text(opened)).contains(plain);
      }
    }
  }

  private Response use(String key, String operation, String algorithm, String rest) {
    return asking.ask(
        "POST", key + "//" + operation, "{\"alg\":\"" + algorithm + "\"," + rest + "}");
  }

  private static String rsa(int bits) {
    RSAPrivateCrtKey key = Rsa.KEYS.computeIfAbsent(bits, Rsa::make);
    StringBuilder jwk = new StringBuilder("{\"kty\":\"RSA\"," + ALL_OPS);
    Map<String, BigInteger> members =
        Map.of(
            "n", key.getModulus(),
            "e", key.getPublicExponent(),
            "d", key.getPrivateExponent(),
            "p", key.getPrimeP(),
            "q", key.getPrimeQ(),
            "dp", key.getPrimeExponentP(),
            "dq", key.getPrimeExponentQ(),
            "qi", key.getCrtCoefficient());
    members.forEach((name, number) -> {
      byte[] bytes = number.toByteArray();
      int from = bytes[0] == 0 ? 1 : 0;
      byte[] plain = java.util.Arrays.copyOfRange(bytes, from, bytes.length);
      jwk.append(",\"" + name + "\":\"" + base64(plain) + "\"");
    });
    return jwk.append("}").toString();
  }

  /// Made once for all tests of the process.
  private static final class Rsa {
    static final Map<Integer, RSAPrivateCrtKey> KEYS =
        new java.util.concurrent.ConcurrentHashMap<>();

    static RSAPrivateCrtKey make(int bits) {
      Optional<Provider> fast =
          Providers.detect(System.getLogger(AlgorithmTable.class.getName())).forSignatures();
      try {
        KeyPairGenerator generator =
            fast.isPresent()
                ? KeyPairGenerator.getInstance("RSA", fast.get())
                : KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        return (RSAPrivateCrtKey) generator.generateKeyPair().getPrivate();
      } catch (GeneralSecurityException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
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
