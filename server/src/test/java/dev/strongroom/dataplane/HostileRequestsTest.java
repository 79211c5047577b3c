package dev.strongroom.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.WireWorld;
import dev.strongroom.http.Json;
import dev.strongroom.http.Request;
import dev.strongroom.http.Response;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever is sent, the answer is one of ours: never a 5xx, always well-formed, always recorded.
class HostileRequestsTest {
  private static final int SEEDS = 8_000;
  private static final List<String> METHODS =
      List.of(
          "GET", "GET", "PUT", "PUT", "PATCH", "POST", "POST", "DELETE", "HEAD", "OPTIONS", "X");
  private static final List<String> WORDS =
      List.of(
          "secrets",
          "secrets",
          "secrets",
          "SECRETS",
          "deletedsecrets",
          "restore",
          "backup",
          "versions",
          "recover",
          "db",
          "a",
          "",
          "%",
          "%2",
          "%2f",
          "%00",
          "..",
          "%ff",
          "+",
          "é",
          "0123456789abcdef0123456789abcdef");
  private static final List<String> PARAMETERS =
      List.of(
          "api-version=7.6",
          "api-version=7.6",
          "api-version=7.6",
          "api%2Dversion=2026-04-01",
          "api-version",
          "=",
          "&&",
          "maxresults=",
          "maxresults=3",
          "maxresults=-1",
          "maxresults=99999999999",
          "$skiptoken=AAAA",
          "%24skiptoken=%7B%7D",
          "$skiptoken=e30",
          "$skiptoken=eyJOZXh0TWFya2VyIjoiMiEwISJ9",
          "%zz=%");
  private static final List<String> BODIES =
      List.of(
          "",
          "{\"value\":\"x\"}",
          "{\"value\":\"\\u00e9\\n\",\"attributes\":{\"exp\":1,\"enabled\":true},\"tags\":{\"a\":\"b\"}}",
          "{\"attributes\":{},\"contentType\":\"t\"}",
          "{\"value\":\"c3Ryb25ncm9vbSBiYWNrdXAgMQo\"}",
          "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
          "{\"tags\":{\"a\":{\"a\":{\"a\":[]}}}}",
          "\"",
          "{\"value\":\"\\");

  @TempDir Path folder;

  @Test
  void everyRequestGetsAnAnswerOfOurs() {
    try (WireWorld world = new WireWorld(folder)) {
      for (int seed = 0; seed < SEEDS; seed += 1) {
        Random random = new Random(seed);
        byte[] body = body(random);
        String told = new String(body, StandardCharsets.ISO_8859_1);
        String url = url(random);
        String method = pick(random, METHODS);
        Request request =
            world.request(method, url, Map.of("Authorization", "Bearer officer"), body);
        Response answer =
            world.dataPlane().answerFromMemory(request).orElseGet(() -> world.answer(request));
        String story = "seed " + seed + ": " + method + " " + url + "\n" + told;
        assertThat(answer.status()).as(story).isBetween(200, 499);
        assertThat(world.takeAudited()).as(story).hasSize(1);
        if (answer.body().length > 0) {
          Json.parse(answer.body());
        }
      }
    }
  }

  private static String url(Random random) {
    StringBuilder url = new StringBuilder("https://contoso.vault.test/");
    int words = random.nextInt(5);
    for (int i = 0; i < words; i += 1) {
      url.append(pick(random, WORDS)).append('/');
    }
    url.append('?').append(pick(random, PARAMETERS)).append('&').append(pick(random, PARAMETERS));
    return url.toString();
  }

  /// A body with some bytes changed, taken away or repeated.
  private static byte[] body(Random random) {
    byte[] body = pick(random, BODIES).getBytes(StandardCharsets.UTF_8);
    int changes = random.nextInt(4);
    for (int i = 0; i < changes && body.length > 0; i += 1) {
      int at = random.nextInt(body.length);
      switch (random.nextInt(3)) {
        case 0 -> body[at] = (byte) random.nextInt(256);
        case 1 -> body = Arrays.copyOf(body, at);
        default -> body = Arrays.copyOfRange(body, at, body.length + random.nextInt(2));
      }
    }
    return body;
  }

  private static <T> T pick(Random random, List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
