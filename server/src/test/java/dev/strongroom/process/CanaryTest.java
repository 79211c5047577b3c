package dev.strongroom.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A value that was stored, changed, deleted, refused and asked for in vain is found nowhere but in
/// the answers that carry it: not in the database, its log, the audit log, the server's output, or
/// an error.
class CanaryTest {
  private static final String CANARY = "kanarienvogel-7Qz9-geheim";
  private static final String BODY = "{\"value\":\"" + CANARY + "\"}";

  @Test
  void noFileOrErrorHoldsAValue(@TempDir Path folder) throws Exception {
    Path data = folder.resolve("data");
    List<String> errors = new ArrayList<>();
    KeyCanary key = KeyCanary.fresh();
    String token;
    String secret;
    try (ChildServer server = ChildServer.start(data, ChildServer.freePort())) {
      token = server.token();
      secret = server.settings().getProperty("application.secret");
      Map<String, String> headers = server.asApplication();
      try (TlsClient vault = server.vault()) {
        for (int i = 0; i < 200; i += 1) {
          String target = "/secrets/canary" + i % 20 + ChildServer.API;
          assertThat(vault.send("PUT", target, headers, BODY).status()).isEqualTo(200);
          assertThat(vault.send("GET", target, headers, "").text()).contains(CANARY);
        }
        vault.send("POST", "/secrets/canary1/backup" + ChildServer.API, headers, "");
        vault.send("DELETE", "/secrets/canary2" + ChildServer.API, headers, "");
        errors.add(vault.send("PUT", "/secrets/canary2" + ChildServer.API, headers, BODY).text());
        errors.add(vault.send("PUT", "/secrets/bad_name" + ChildServer.API, headers, BODY).text());
        errors.add(vault.send("PUT", "/secrets/c" + ChildServer.API, headers, BODY + "x").text());
        errors.add(
            vault
                .send(
                    "PUT",
                    "/secrets/c" + ChildServer.API,
                    headers,
                    "{\"value\":[\"" + CANARY + "\"]}")
                .text());
        errors.add(vault.send("PUT", "/secrets/c" + ChildServer.API, Map.of(), BODY).text());
        errors.add(vault.send("PUT", "/secrets/c?api-version=9", headers, BODY).text());
        String long1 = CANARY.repeat(2_000);
        errors.add(
            vault
                .send(
                    "PUT", "/secrets/c" + ChildServer.API, headers, "{\"value\":\"" + long1 + "\"}")
                .text());
        errors.addAll(key.sing(vault, headers));
      }
      assertThat(server.stop()).isIn(0, 143);
      errors.add(server.output());
    }
    assertThat(errors).allSatisfy(error -> assertThat(error).isNotEmpty().doesNotContain(CANARY));
    assertThat(errors).noneMatch(key::isIn);
    assertThat(filesHolding(folder, key.forms())).as("a private key").isEmpty();
    assertThat(filesHolding(folder, forms(CANARY))).as("a value").isEmpty();
    assertThat(filesHolding(folder, forms(token))).as("a token").isEmpty();
    assertThat(filesHolding(folder, forms(secret)))
        .as("a client secret, but for the file that strongroom env reads")
        .allMatch(file -> file.endsWith("dev.properties"));
  }

  private static List<byte[]> forms(String canary) {
    List<byte[]> forms = new ArrayList<>(forms(canary.getBytes(StandardCharsets.UTF_8)));
    forms.add(canary.getBytes(StandardCharsets.UTF_16LE));
    forms.add(canary.getBytes(StandardCharsets.UTF_16BE));
    return forms;
  }

  /// What bytes look like in a file: as they are, in hex, and somewhere in base64.
  static List<byte[]> forms(byte[] bytes) {
    return List.of(
        bytes,
        HexFormat.of().formatHex(bytes).getBytes(StandardCharsets.US_ASCII),
        base64(bytes, 0),
        base64(bytes, 1),
        base64(bytes, 2));
  }

  private static List<String> filesHolding(Path folder, List<byte[]> forms) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        if (forms.stream()
            .anyMatch(form -> content.contains(new String(form, StandardCharsets.ISO_8859_1)))) {
          found.add(file.toString());
        }
      }
    }
    return found;
  }

  /// How the text looks inside a longer text in base64, when `shift` bytes stand before it: the
  /// whole groups of it.
  private static byte[] base64(byte[] text, int shift) {
    byte[] padded = new byte[text.length + shift];
    System.arraycopy(text, 0, padded, shift, text.length);
    String encoded = Base64.getEncoder().encodeToString(padded);
    return encoded
        .substring(shift == 0 ? 0 : 4, encoded.length() - 4)
        .getBytes(StandardCharsets.US_ASCII);
  }
}
