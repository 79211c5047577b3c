package dev.strongroom.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.cli.AppWorld;
import dev.strongroom.http.Response;
import dev.strongroom.objects.ObjectLimits;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A purge that takes more than one transaction, as a client sees it.
class PurgeTest {
  private static final String API = "?api-version=7.6";
  private Optional<String> token = Optional.empty();

  @Test
  void aSecretOfManyVersionsIsGoneAtOnceAndItsNameIsFreeSoonAfter(@TempDir Path folder) {
    try (AppWorld world = new AppWorld(folder)) {
      token = Optional.of(world.ownerToken("vault"));
      for (int i = 0; i <= 2 * ObjectLimits.PURGE_VERSIONS; i += 1) {
        set(world, 200);
      }
      ask(world, "DELETE", "/secrets/db", "", 200);
      ask(world, "DELETE", "/deletedsecrets/db", "", 204);

      assertThat(set(world, 409))
          .contains(
              "\"Secret db is currently being deleted and cannot be re-created; retry later.\"")
          .contains("\"innererror\":{\"code\":\"ObjectIsBeingDeleted\"}");
      ask(world, "GET", "/secrets/db", "", 404);
      ask(world, "GET", "/deletedsecrets/db", "", 404);
      ask(world, "POST", "/deletedsecrets/db/recover", "", 404);
      ask(world, "DELETE", "/deletedsecrets/db", "", 404);
      ask(world, "DELETE", "/secrets/db", "", 404);
      assertThat(text(ask(world, "GET", "/deletedsecrets", "", 200))).contains("\"value\":[]");
      assertThat(text(ask(world, "GET", "/secrets/db/versions", "", 200))).contains("\"value\":[]");

      world.pass(Duration.ofMinutes(1));
      world.app().timetable().runDue();
      set(world, 200);
      assertThat(text(ask(world, "GET", "/secrets/db/versions", "", 200)))
          .containsOnlyOnce("\"id\"");
    }
  }

  private String set(AppWorld world, int status) {
    return text(ask(world, "PUT", "/secrets/db", "{\"value\":\"v\"}", status));
  }

  private static String text(Response answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private Response ask(AppWorld world, String method, String path, String body, int status) {
    Response answer = world.send(method, "https://dev.vault.test" + path + API, token, body);
    assertThat(answer.status()).as(method + " " + path + text(answer)).isEqualTo(status);
    return answer;
  }
}
