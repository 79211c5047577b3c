package dev.strongroom.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// A private key that is known to the test, because it was made here: it is brought in, used in
/// every way, and refused in every way.
record KeyCanary(BigInteger d, String x, String y) {
  private static final int BYTES = 32;

  static KeyCanary fresh() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair pair = generator.generateKeyPair();
    ECPublicKey open = (ECPublicKey) pair.getPublic();
    return new KeyCanary(
        ((ECPrivateKey) pair.getPrivate()).getS(),
        base64(open.getW().getAffineX()),
        base64(open.getW().getAffineY()));
  }

  /// The body that brings it.
  String jwk() {
    return "{\"key\":{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"%s\",\"y\":\"%s\",\"d\":\"%s\"}}"
        .formatted(x, y, base64(d));
  }

  /// What the server said to all of it.
  List<String> sing(TlsClient vault, Map<String, String> headers) throws IOException {
    List<String> said = new ArrayList<>();
    String good = jwk();
    assertThat(ask(vault, headers, said, "PUT", "canary", good)).isEqualTo(200);
    String sign = "{\"alg\":\"ES256\",\"value\":\"" + "A".repeat(43) + "\"}";
    assertThat(ask(vault, headers, said, "POST", "canary//sign", sign)).isEqualTo(200);
    assertThat(ask(vault, headers, said, "GET", "canary", "")).isEqualTo(200);
    assertThat(ask(vault, headers, said, "POST", "canary/backup", "")).isEqualTo(200);
    for (String bad :
        List.of(
            good.replace(x, y),
            good.replace('"' + x + '"', "7"),
            good.replace("\"x\"", "\"no\""),
            good + "x",
            good.replace("P-256", "P-9"),
            good.replace("\"EC\"", "\"RSA\""),
            good.replace("\"d\":\"", "\"d\":\"*"))) {
      assertThat(ask(vault, headers, said, "PUT", "bad", bad)).as(bad).isEqualTo(400);
    }
    assertThat(ask(vault, Map.of(), said, "PUT", "bad", good)).isEqualTo(401);
    assertThat(ask(vault, headers, said, "PUT", "bad_name", good)).isEqualTo(400);
    assertThat(ask(vault, headers, said, "DELETE", "canary", "")).isEqualTo(200);
    assertThat(ask(vault, headers, said, "PUT", "canary", good)).isEqualTo(409);
    return said;
  }

  private static int ask(
      TlsClient vault, Map<String, String> headers, List<String> said, String... request)
      throws IOException {
    TlsClient.Answer answer =
        vault.send(request[0], "/keys/" + request[1] + ChildServer.API, headers, request[2]);
    said.add(answer.text());
    return answer.status();
  }

  boolean isIn(String text) {
    return forms().stream()
        .anyMatch(form -> text.contains(new String(form, StandardCharsets.ISO_8859_1)));
  }

  List<byte[]> forms() {
    List<byte[]> forms = new ArrayList<>(CanaryTest.forms(fixed(d)));
    forms.add(base64(d).getBytes(StandardCharsets.US_ASCII));
    return forms;
  }

  static String base64(BigInteger number) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(fixed(number));
  }

  private static byte[] fixed(BigInteger number) {
    byte[] bytes = number.toByteArray();
    byte[] fixed = new byte[BYTES];
    int given = Math.min(BYTES, bytes.length);
    System.arraycopy(bytes, bytes.length - given, fixed, BYTES - given, given);
    return fixed;
  }
}
