package dev.strongroom.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.WireWorld;
import dev.strongroom.http.JsonValue;
import dev.strongroom.http.Response;
import dev.strongroom.objects.Rehearsal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Secrets under random requests.
class SecretsAgainstModelTest {
  private static final int SEEDS = 12;
  private static final int STEPS = 250;

  private record Version(String value, boolean enabled, String tag) {}

  @TempDir Path folder;

  @Test
  void theServerDoesWhatTheModelSays() throws IOException {
    for (int seed = 0; seed < SEEDS; seed += 1) {
      Path data = Files.createDirectory(folder.resolve("seed" + seed));
      try (WireWorld world = new WireWorld(data)) {
        new Run(new Rehearsal<>(world, "secrets", "id", seed)).steps();
      }
    }
  }

  private static final class Run {
    private final Rehearsal<Version> rehearsal;
    private int values;

    Run(Rehearsal<Version> rehearsal) {
      this.rehearsal = rehearsal;
    }

    void steps() {
      for (int step = 0; step < STEPS; step += 1) {
        String vault = rehearsal.vault();
        String name = rehearsal.name();
        switch (rehearsal.random().nextInt(13)) {
          case 0, 1, 2 -> set(vault, name);
          case 3, 4 -> get(vault, name);
          case 5 -> update(vault, name);
          default -> rehearsal.common(vault, name);
        }
      }
    }

    private void set(String vault, String name) {
      values += 1;
      String value = "value " + values;
      boolean enabled = rehearsal.random().nextInt(4) > 0;
      String body = "{\"value\":\"%s\",\"attributes\":{\"enabled\":%s}}".formatted(value, enabled);
      Response answer = rehearsal.ask(vault, "PUT", "/secrets/" + name, body);
      rehearsal.same(rehearsal.model(vault).set(name), answer);
      if (answer.status() == 200) {
        rehearsal.model(vault).wasSet(name, version(answer), new Version(value, enabled, ""));
      }
    }

    private void get(String vault, String name) {
      String id = rehearsal.someVersion(vault, name);
      Response answer = rehearsal.ask(vault, "GET", "/secrets/" + name + "/" + id, "");
      Optional<Version> found = rehearsal.model(vault).version(name, id);
      rehearsal.same(found.map(version -> version.enabled() ? 200 : 403).orElse(404), answer);
      if (answer.status() == 200) {
        Version expected = found.orElseThrow();
        JsonValue secret = Rehearsal.json(answer);
        assertThat(secret.text("value")).as(rehearsal.story()).contains(expected.value());
        assertThat(tag(secret)).as(rehearsal.story()).isEqualTo(expected.tag());
        assertThat(rehearsal.model(vault).id(name, id))
            .as(rehearsal.story())
            .contains(version(answer));
      }
    }

    private void update(String vault, String name) {
      String id = rehearsal.someVersion(vault, name);
      boolean enabled = rehearsal.random().nextBoolean();
      values += 1;
      String tag = "" + values;
      String body =
          "{\"attributes\":{\"enabled\":%s},\"tags\":{\"t\":\"%s\"}}".formatted(enabled, tag);
      Response answer = rehearsal.ask(vault, "PATCH", "/secrets/" + name + "/" + id, body);
      rehearsal.same(
          rehearsal.model(vault).update(name, id, old -> new Version(old.value(), enabled, tag)),
          answer);
    }

    private static String version(Response answer) {
      return Rehearsal.last(Rehearsal.json(answer).text("id").orElseThrow());
    }

    private static String tag(JsonValue secret) {
      return secret.member("tags").flatMap(tags -> tags.text("t")).orElse("");
    }
  }
}
