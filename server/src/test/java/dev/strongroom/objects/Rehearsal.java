package dev.strongroom.objects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.WireWorld;
import dev.strongroom.http.Json;
import dev.strongroom.http.JsonValue;
import dev.strongroom.http.Request;
import dev.strongroom.http.Response;
import dev.strongroom.objects.VaultModel.Thing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// Random requests to two vaults about what lives in one of their collections; after each the
/// server must have answered as [VaultModel] says. What goes wrong is told with the requests before
/// it.
///
/// @param <V> what a test remembers of a version
public final class Rehearsal<V> {
  public static final List<String> VAULTS = List.of("contoso", "fabrikam");
  private static final List<String> NAMES = List.of("a", "B", "b", "c-1", "D");
  private static final int TOLD = 60;

  private final WireWorld world;
  private final String collection;
  private final String idMember;
  private final Random random;
  private final List<String> history = new ArrayList<>();
  private final Map<String, VaultModel<V>> models =
      Map.of("contoso", new VaultModel<>(90, false), "fabrikam", new VaultModel<>(7, true));
  private final Map<String, Thing<V>> backups = new HashMap<>();
  private Instant now = WireWorld.NOON;

  /// @param collection `secrets` or `keys`
  /// @param idMember what holds the identifier in their lists
  public Rehearsal(WireWorld world, String collection, String idMember, int seed) {
    this.world = world;
    this.collection = collection;
    this.idMember = idMember;
    this.random = new Random(seed);
    history.add("seed " + seed);
  }

  public Random random() {
    return random;
  }

  public Instant now() {
    return now;
  }

  public VaultModel<V> model(String vault) {
    return models.get(vault);
  }

  public String name() {
    return pick(NAMES);
  }

  public String vault() {
    return pick(VAULTS);
  }

  /// What secrets and keys have in common, as often as all of it together.
  public void common(String vault, String name) {
    VaultModel<V> model = model(vault);
    String gone = "/deleted" + collection + "/" + name;
    switch (random.nextInt(7)) {
      case 0, 1 -> same(model.delete(name, now), ask(vault, "DELETE", path(name), ""));
      case 2 -> same(model.recover(name), ask(vault, "POST", gone + "/recover", ""));
      case 3 -> same(model.purge(name), ask(vault, "DELETE", gone, ""));
      case 4 -> lists(vault, model, name);
      case 5 -> backup(vault, model, name);
      default -> passTime();
    }
  }

  private void lists(String vault, VaultModel<V> model, String name) {
    assertThat(walk(vault, "/" + collection)).as(story()).isEqualTo(model.liveNames());
    assertThat(walk(vault, "/deleted" + collection)).as(story()).isEqualTo(model.deletedNames());
    List<String> versions =
        model.live(name).map(thing -> List.copyOf(thing.versions().keySet())).orElse(List.of());
    assertThat(walk(vault, path(name) + "/versions")).as(story()).isEqualTo(versions);
    int status = ask(vault, "GET", "/deleted" + collection + "/" + name, "").status();
    assertThat(status).as(story()).isEqualTo(model.deleted(name).isPresent() ? 200 : 404);
  }

  private void backup(String vault, VaultModel<V> model, String name) {
    if (!backups.isEmpty() && random.nextBoolean()) {
      String blob = pick(List.copyOf(backups.keySet()));
      String body = "{\"value\":\"" + blob + "\"}";
      Response answer = ask(vault, "POST", "/" + collection + "/restore", body);
      same(model.restore(backups.get(blob)), answer);
      return;
    }
    Response answer = ask(vault, "POST", path(name) + "/backup", "");
    Optional<Thing<V>> found = model.live(name);
    same(found.isEmpty() ? 404 : 200, answer);
    found.ifPresent(thing ->
        backups.put(json(answer).text("value").orElseThrow(), thing.copy(Optional.empty())));
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
        found.add(last(item.text(idMember).orElseThrow()));
      }
      url = json(page).text("nextLink").orElse("");
    }
    return found;
  }

  /// The latest, one that is there, or one that never was.
  public String someVersion(String vault, String name) {
    List<String> ids = new ArrayList<>(List.of("", "", "0123456789abcdef0123456789abcdef"));
    model(vault).live(name).ifPresent(thing -> ids.addAll(thing.versions().keySet()));
    return pick(ids);
  }

  public Response ask(String vault, String method, String path, String body) {
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

  public void same(int expected, Response answer) {
    assertThat(answer.status()).as(story()).isEqualTo(expected);
  }

  public String story() {
    int from = Math.max(1, history.size() - TOLD);
    return history.getFirst() + "\n" + String.join("\n", history.subList(from, history.size()));
  }

  private String path(String name) {
    return "/" + collection + "/" + name;
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private static String url(String vault, String path) {
    return "https://" + vault + ".vault.test" + path + "?api-version=7.6";
  }

  public static JsonValue json(Response answer) {
    return Json.parse(answer.body());
  }

  /// The last part of an identifier.
  public static String last(String id) {
    return id.substring(id.lastIndexOf('/') + 1);
  }
}
