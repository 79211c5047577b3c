package dev.strongroom.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.WireWorld;
import dev.strongroom.http.Json;
import dev.strongroom.http.JsonValue;
import dev.strongroom.http.Request;
import dev.strongroom.http.Response;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each limit: what still fits, and what is the first not to.
class DataPlaneLimitsTest {
  @TempDir Path folder;
  private WireWorld world;

  @BeforeEach
  void open() {
    world = new WireWorld(folder);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @ParameterizedTest
  @CsvSource({"0, 200", "1, 200", "25599, 200", "25600, 200", "25601, 400", "60000, 400"})
  void aValueHas25600Characters(int length, int status) {
    Response answer = set("db", "\"value\":\"" + "x".repeat(length) + "\"");
    assertThat(answer.status()).isEqualTo(status);
    if (status == 400) {
      assertThat(message(answer))
          .isEqualTo("Secret is beyond the maximum permitted length of 25600 characters");
    } else {
      assertThat(Json.parse(get("/secrets/db").body()).text("value").orElseThrow()).hasSize(length);
    }
  }

  @ParameterizedTest
  @CsvSource({"€, 25600, 200", "€, 25601, 400", "😀, 12800, 200", "😀, 12801, 400"})
  void charactersAreCountedAsUtf16Units(String character, int times, int status) {
    String value = character.repeat(times);
    assertThat(set("db", "\"value\":\"" + value + "\"").status()).isEqualTo(status);
    if (status == 200) {
      assertThat(Json.parse(get("/secrets/db").body()).text("value")).contains(value);
    }
  }

  @ParameterizedTest
  @CsvSource({"255, 200", "256, 400"})
  void aContentTypeHas255Characters(int length, int status) {
    String body = "\"value\":\"x\",\"contentType\":\"" + "t".repeat(length) + "\"";
    assertThat(set("db", body).status()).isEqualTo(status);
    assertThat(patch("{\"contentType\":\"" + "t".repeat(length) + "\"}"))
        .isEqualTo(status == 200 ? 200 : 400);
  }

  @ParameterizedTest
  @CsvSource({
    "15, 512, 512, 200",
    "16, 1, 1, 400",
    "1, 513, 1, 400",
    "1, 1, 513, 400",
    "1, 0, 0, 200"
  })
  void thereAre15TagsOf512And512Characters(int count, int name, int value, int status) {
    String tags =
        IntStream.range(0, count)
            .mapToObj(i -> "\"" + tagName(i, name) + "\":\"" + "v".repeat(value) + "\"")
            .collect(Collectors.joining(","));
    assertThat(set("db", "\"value\":\"x\",\"tags\":{" + tags + "}").status()).isEqualTo(status);
    if (status == 200) {
      JsonValue found = Json.parse(get("/secrets/db").body()).member("tags").orElseThrow();
      assertThat(found)
          .isInstanceOfSatisfying(
              JsonValue.Obj.class, object -> assertThat(object.members()).hasSize(count));
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 200", "127, 200", "128, 400"})
  void aNameHas127Characters(int length, int status) {
    assertThat(set("n".repeat(length), "\"value\":\"x\"").status()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({"-1, 400", "0, 200", "253402300799, 200", "253402300800, 400"})
  void aTimeLiesBeforeTheYear10000(long seconds, int status) {
    Response answer = set("db", "\"value\":\"x\",\"attributes\":{\"exp\":" + seconds + "}");
    assertThat(answer.status()).isEqualTo(status);
  }

  @Test
  void aPageHas25Items() {
    for (int i = 0; i < 26; i += 1) {
      set("s%02d".formatted(i), "\"value\":\"x\"");
    }
    Response page = get("/secrets");
    assertThat(Json.parse(page.body()).items("value")).hasSize(25);
    assertThat(Json.parse(page.body()).text("nextLink")).isPresent();
    assertThat(get("/secrets?maxresults=25").status()).isEqualTo(200);
    assertThat(get("/secrets?maxresults=26").status()).isEqualTo(400);
  }

  @Test
  void aBackupHas500Versions() {
    for (int i = 0; i < 500; i += 1) {
      set("db", "\"value\":\"x\"");
    }
    Response full = ask("POST", "/secrets/db/backup", "");
    assertThat(full.status()).isEqualTo(200);
    String blob = Json.parse(full.body()).text("value").orElseThrow();
    set("db", "\"value\":\"x\"");
    Response more = ask("POST", "/secrets/db/backup", "");
    assertThat(more.status()).isEqualTo(400);
    assertThat(message(more))
        .isEqualTo("The secret cannot be backed up: it has more than 500 versions.");
    ask("DELETE", "/secrets/db", "");
    ask("DELETE", "/deletedsecrets/db", "");
    world.advance(Duration.ofHours(2));
    assertThat(ask("POST", "/secrets/restore", "{\"value\":\"" + blob + "\"}").status())
        .isEqualTo(200);
  }

  @Test
  void aBackupFitsIntoTheBodyThatRestoresIt() {
    int bodyLimit = 1024 * 1024;
    String body = "\"value\":\"" + "x".repeat(25_600) + "\"";
    String blob = "";
    Response backup = ask("POST", "/secrets/db/backup", "");
    for (int versions = 1; versions <= 30 && backup.status() != 400; versions += 1) {
      set("db", body);
      backup = ask("POST", "/secrets/db/backup", "");
      blob = backup.status() == 200 ? Json.parse(backup.body()).text("value").orElseThrow() : blob;
    }
    assertThat(message(backup))
        .isEqualTo("The secret cannot be backed up: it is larger than 750000 bytes.");
    assertThat(blob.length()).isBetween(bodyLimit * 9 / 10, bodyLimit - 100);
  }

  /// Every change of one character of a token, and every shortening, is noticed.
  @Test
  void aTamperedSkipTokenIsRefused() {
    set("a", "\"value\":\"x\"");
    set("b", "\"value\":\"x\"");
    String link = Json.parse(get("/secrets?maxresults=1").body()).text("nextLink").orElseThrow();
    int start = link.indexOf("$skiptoken=") + "$skiptoken=".length();
    String token = link.substring(start, link.indexOf('&', start));
    assertThat(list(token)).isEqualTo(200);
    for (int i = 0; i < token.length(); i += 1) {
      char other = token.charAt(i) == 'A' ? 'B' : 'A';
      int status = list(token.substring(0, i) + other + token.substring(i + 1));
      assertThat(status).as("changed at %d of %s", i, token).isEqualTo(400);
      String cut = token.substring(0, i);
      assertThat(list(cut)).as("cut at %d", i).isEqualTo(400);
    }
  }

  @Test
  void aGetThatWasReadOnceNeedsNoDiskUntilItsSecretChanges() {
    set("db", "\"value\":\"v1\"");
    set("other", "\"value\":\"x\"");
    assertThat(fromMemory("/secrets/db")).isEmpty();
    get("/secrets/db");
    get("/secrets/other");
    assertThat(fromMemory("/secrets/db")).isEqualTo("v1");
    set("db", "\"value\":\"v2\"");
    assertThat(fromMemory("/secrets/other")).isEqualTo("x");
    assertThat(Json.parse(get("/secrets/db").body()).text("value")).contains("v2");
    assertThat(fromMemory("/secrets/db")).isEqualTo("v2");
  }

  private String fromMemory(String path) {
    return world
        .dataPlane()
        .answerFromMemory(request("GET", path, ""))
        .flatMap(answer -> Json.parse(answer.body()).text("value"))
        .orElse("");
  }

  private Response set(String name, String members) {
    return ask("PUT", "/secrets/" + name, "{" + members + "}");
  }

  private int patch(String body) {
    set("other", "\"value\":\"x\"");
    return ask("PATCH", "/secrets/other", body).status();
  }

  private int list(String token) {
    return get("/secrets?$skiptoken=" + token).status();
  }

  private Response get(String path) {
    return ask("GET", path, "");
  }

  private Response ask(String method, String path, String body) {
    return world.answer(request(method, path, body));
  }

  private Request request(String method, String path, String body) {
    String url =
        "https://contoso.vault.test" + path + (path.contains("?") ? "&" : "?") + "api-version=7.6";
    return world.request(
        method,
        url,
        Map.of("Authorization", "Bearer officer"),
        body.getBytes(StandardCharsets.UTF_8));
  }

  private static String message(Response answer) {
    return Json.parse(answer.body())
        .member("error")
        .flatMap(error -> error.text("message"))
        .orElse("");
  }

  private static String tagName(int number, int length) {
    String digits = length == 0 ? "" : Integer.toString(number, 36);
    return digits + "n".repeat(length - digits.length());
  }
}
