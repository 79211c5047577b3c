package dev.strongroom.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.WireWorld;
import dev.strongroom.http.Json;
import dev.strongroom.http.JsonValue;
import dev.strongroom.http.Request;
import dev.strongroom.http.Response;
import dev.strongroom.secrets.VaultModel.Secret;
import dev.strongroom.secrets.VaultModel.Version;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Random requests to two vaults; after each the server must have answered as [VaultModel] says.
class SecretsAgainstModelTest {
  private static final int SEEDS = 12;
  private static final int STEPS = 250;
  private static final List<String> NAMES = List.of("a", "B", "b", "c-1", "D");
  private static final List<String> VAULTS = List.of("contoso", "fabrikam");

  @TempDir Path folder;

  @Test
  void theServerDoesWhatTheModelSays() throws IOException {
    for (int seed = 0; seed < SEEDS; seed += 1) {
      Path data = Files.createDirectory(folder.resolve("seed" + seed));
      try (WireWorld world = new WireWorld(data)) {
        new Run(world, seed).steps();
      }
    }
  }

  private static final class Run {
    private final WireWorld world;
    private final Random random;
    private final List<String> history = new ArrayList<>();
    private final Map<String, VaultModel> models =
        Map.of("contoso", new VaultModel(90, false), "fabrikam", new VaultModel(7, true));
    private final Map<String, Secret> backups = new HashMap<>();
    private Instant now = WireWorld.NOON;
    private int values;

    Run(WireWorld world, int seed) {
      this.world = world;
      this.random = new Random(seed);
      history.add("seed " + seed);
    }

    void steps() {
      for (int step = 0; step < STEPS; step += 1) {
        String vault = pick(VAULTS);
        one(vault, models.get(vault), pick(NAMES));
      }
    }

    private void one(String vault, VaultModel model, String name) {
      switch (random.nextInt(13)) {
        case 0, 1, 2 -> set(vault, model, name);
        case 3, 4 -> get(vault, model, name);
        case 5 -> update(vault, model, name);
        case 6, 7 -> same(model.delete(name, now), ask(vault, "DELETE", "/secrets/" + name, ""));
        case 8 ->
            same(
                model.recover(name),
                ask(vault, "POST", "/deletedsecrets/" + name + "/recover", ""));
        case 9 -> same(model.purge(name), ask(vault, "DELETE", "/deletedsecrets/" + name, ""));
        case 10 -> lists(vault, model, name);
        case 11 -> backup(vault, model, name);
        case 12 -> passTime();
        default -> throw new IllegalStateException();
      }
    }

    private void set(String vault, VaultModel model, String name) {
      values += 1;
      String value = "value " + values;
      boolean enabled = random.nextInt(4) > 0;
      String body = "{\"value\":\"%s\",\"attributes\":{\"enabled\":%s}}".formatted(value, enabled);
      Response answer = ask(vault, "PUT", "/secrets/" + name, body);
      same(model.set(name), answer);
      if (answer.status() == 200) {
        model.wasSet(name, new Version(version(answer), value, enabled, ""));
      }
    }

    private void get(String vault, VaultModel model, String name) {
      String id = someVersion(model, name);
      Response answer = ask(vault, "GET", "/secrets/" + name + "/" + id, "");
      same(model.get(name, id), answer);
      if (answer.status() == 200) {
        Version expected = model.version(name, id).orElseThrow();
        assertThat(json(answer).text("value")).as(story()).contains(expected.value());
        assertThat(tag(json(answer))).as(story()).isEqualTo(expected.tag());
        assertThat(version(answer)).as(story()).isEqualTo(expected.id());
      }
    }

    private void update(String vault, VaultModel model, String name) {
      String id = someVersion(model, name);
      boolean enabled = random.nextBoolean();
      values += 1;
      String body =
          "{\"attributes\":{\"enabled\":%s},\"tags\":{\"t\":\"%s\"}}".formatted(enabled, values);
      Response answer = ask(vault, "PATCH", "/secrets/" + name + "/" + id, body);
      same(model.update(name, id, enabled, "" + values), answer);
    }

    private void lists(String vault, VaultModel model, String name) {
      assertThat(walk(vault, "/secrets")).as(story()).isEqualTo(model.liveNames());
      assertThat(walk(vault, "/deletedsecrets")).as(story()).isEqualTo(model.deletedNames());
      List<String> versions =
          model.live(name).map(secret -> List.copyOf(secret.versions().keySet())).orElse(List.of());
      assertThat(walk(vault, "/secrets/" + name + "/versions")).as(story()).isEqualTo(versions);
      int status = ask(vault, "GET", "/deletedsecrets/" + name, "").status();
      assertThat(status).as(story()).isEqualTo(model.deleted(name).isPresent() ? 200 : 404);
    }

    private void backup(String vault, VaultModel model, String name) {
      if (!backups.isEmpty() && random.nextBoolean()) {
        String blob = pick(List.copyOf(backups.keySet()));
        String body = "{\"value\":\"" + blob + "\"}";
        Response answer = ask(vault, "POST", "/secrets/restore", body);
        same(model.restore(backups.get(blob)), answer);
        return;
      }
      Response answer = ask(vault, "POST", "/secrets/" + name + "/backup", "");
      Optional<Secret> found = model.live(name);
      same(found.isEmpty() ? 404 : 200, answer);
      found.ifPresent(secret ->
          backups.put(json(answer).text("value").orElseThrow(), secret.copy(Optional.empty())));
    }

    private void passTime() {
      Duration time = Duration.ofDays(1 + random.nextInt(5));
      history.add("time passes: " + time);
      now = now.plus(time);
      world.advance(time);
      world.takeAudited();
      models.values().forEach(model -> model.timeIs(now));
    }

    private List<String> walk(String vault, String path) {
      List<String> found = new ArrayList<>();
      String url = url(vault, path) + "&maxresults=" + (1 + random.nextInt(3));
      while (!url.isEmpty()) {
        Response page = askUrl("GET", url, "");
        assertThat(page.status()).as(story()).isEqualTo(200);
        for (JsonValue item : json(page).items("value")) {
          String id = item.text("id").orElseThrow();
          found.add(id.substring(id.lastIndexOf('/') + 1));
        }
        url = json(page).text("nextLink").orElse("");
      }
      return found;
    }

    private String someVersion(VaultModel model, String name) {
      List<String> ids = new ArrayList<>(List.of("", "", "0123456789abcdef0123456789abcdef"));
      model.live(name).ifPresent(secret -> ids.addAll(secret.versions().keySet()));
      return pick(ids);
    }

    private Response ask(String vault, String method, String path, String body) {
      return askUrl(method, url(vault, path), body);
    }

    private Response askUrl(String method, String url, String body) {
      Request request =
          world.request(
              method,
              url,
              Map.of("Authorization", "Bearer officer"),
              body.getBytes(StandardCharsets.UTF_8));
      Response answer =
          world.dataPlane().answerFromMemory(request).orElseGet(() -> world.answer(request));
      history.add(method + " " + url + " " + body + " -> " + answer.status());
      assertThat(world.takeAudited()).as(story()).hasSize(1);
      return answer;
    }

    private void same(int expected, Response answer) {
      assertThat(answer.status()).as(story()).isEqualTo(expected);
    }

    private <T> T pick(List<T> from) {
      return from.get(random.nextInt(from.size()));
    }

    private String story() {
      int from = Math.max(1, history.size() - 60);
      return history.getFirst() + "\n" + String.join("\n", history.subList(from, history.size()));
    }

    private static String url(String vault, String path) {
      return "https://" + vault + ".vault.test" + path + "?api-version=7.6";
    }

    private static JsonValue json(Response answer) {
      return Json.parse(answer.body());
    }

    private static String version(Response answer) {
      String id = json(answer).text("id").orElseThrow();
      return id.substring(id.lastIndexOf('/') + 1);
    }

    private static String tag(JsonValue secret) {
      return secret.member("tags").flatMap(tags -> tags.text("t")).orElse("");
    }
  }
}
