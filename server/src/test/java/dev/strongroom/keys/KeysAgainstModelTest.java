package dev.strongroom.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.WireWorld;
import dev.strongroom.http.JsonValue;
import dev.strongroom.http.Response;
import dev.strongroom.objects.Rehearsal;
import dev.strongroom.store.Databases;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Keys under random requests, on every database: created, rotated, changed, used within and
/// outside of what they may be used for, deleted, recovered, purged, backed up and restored. A
/// version is the same key for as long as it lives.
class KeysAgainstModelTest {
  private static final int STEPS = 200;
  private static final String DIGEST = "A".repeat(43);
  private static final List<String> USES = List.of("sign", "verify");

  /// @param x of the public half, which tells keys apart
  private record Version(
      String x,
      boolean enabled,
      List<String> uses,
      Optional<Instant> from,
      Optional<Instant> until,
      String tag) {
    /// Verifying is not bound to time.
    int use(String use, Instant now) {
      boolean early = from.filter(now::isBefore).isPresent();
      boolean late = until.filter(end -> !now.isBefore(end)).isPresent();
      boolean inTime = use.equals("verify") || (!early && !late);
      return enabled && uses.contains(use) && inTime ? 200 : 403;
    }
  }

  @ParameterizedTest
  @CsvSource({"SQLITE,1", "SQLITE,2", "POSTGRES,3", "POSTGRES_SHARED,4"})
  void theServerDoesWhatTheModelSays(Databases databases, int seed, @TempDir Path folder) {
    try (WireWorld world = new WireWorld(folder, databases)) {
      new Run(new Rehearsal<>(world, "keys", "kid", seed)).steps();
    }
  }

  private static final class Run {
    private final Rehearsal<Version> rehearsal;
    private int tags;

    Run(Rehearsal<Version> rehearsal) {
      this.rehearsal = rehearsal;
    }

    void steps() {
      for (int step = 0; step < STEPS; step += 1) {
        String vault = rehearsal.vault();
        String name = rehearsal.name();
        switch (rehearsal.random().nextInt(15)) {
          case 0, 1 -> create(vault, name);
          case 2 -> rotate(vault, name);
          case 3 -> get(vault, name);
          case 4, 5 -> update(vault, name);
          case 6, 7 -> use(vault, name);
          default -> rehearsal.common(vault, name);
        }
      }
    }

    private void create(String vault, String name) {
      Version wanted = wanted("");
      Response answer =
          rehearsal.ask(
              vault, "POST", "/keys/" + name + "/create", "{\"kty\":\"EC\"," + said(wanted) + "}");
      rehearsal.same(rehearsal.model(vault).set(name), answer);
      if (answer.status() == 200) {
        rehearsal.model(vault).wasSet(name, version(answer), with(x(answer), wanted));
      }
    }

    /// A rotated version may be used as the one before, from now on and without an end.
    private void rotate(String vault, String name) {
      Optional<Version> latest = rehearsal.model(vault).version(name, "");
      Response answer = rehearsal.ask(vault, "POST", "/keys/" + name + "/rotate", "");
      rehearsal.same(latest.isEmpty() ? 404 : 200, answer);
      latest.ifPresent(old ->
          rehearsal
              .model(vault)
              .wasSet(
                  name,
                  version(answer),
                  new Version(
                      x(answer), true, old.uses(), Optional.empty(), Optional.empty(), old.tag())));
    }

    private void get(String vault, String name) {
      String id = rehearsal.someVersion(vault, name);
      Response answer = rehearsal.ask(vault, "GET", "/keys/" + name + "/" + id, "");
      Optional<Version> found = rehearsal.model(vault).version(name, id);
      rehearsal.same(found.isEmpty() ? 404 : 200, answer);
      found.ifPresent(expected -> {
        JsonValue key = Rehearsal.json(answer);
        assertThat(x(answer)).as(rehearsal.story()).isEqualTo(expected.x());
        assertThat(key.member("tags").flatMap(tags -> tags.text("t")).orElse(""))
            .as(rehearsal.story())
            .isEqualTo(expected.tag());
        assertThat(rehearsal.model(vault).id(name, id))
            .as(rehearsal.story())
            .contains(version(answer));
      });
    }

    private void update(String vault, String name) {
      String id = rehearsal.someVersion(vault, name);
      tags += 1;
      Version wanted = wanted("" + tags);
      Response answer =
          rehearsal.ask(
              vault,
              "PATCH",
              "/keys/" + name + "/" + id,
              "{" + said(wanted) + ",\"tags\":{\"t\":\"" + wanted.tag() + "\"}}");
      rehearsal.same(rehearsal.model(vault).update(name, id, old -> changed(old, wanted)), answer);
    }

    private void use(String vault, String name) {
      String id = rehearsal.someVersion(vault, name);
      String use = USES.get(rehearsal.random().nextInt(USES.size()));
      String signature = HexFormat.of().formatHex(new byte[43]); // 86 letters, of nobody
      String body =
          use.equals("sign")
              ? "{\"alg\":\"ES256\",\"value\":\"" + DIGEST + "\"}"
              : "{\"alg\":\"ES256\",\"digest\":\"" + DIGEST + "\",\"value\":\"" + signature + "\"}";
      Response answer = rehearsal.ask(vault, "POST", "/keys/" + name + "/" + id + "/" + use, body);
      int expected =
          rehearsal
              .model(vault)
              .version(name, id)
              .map(version -> version.use(use, rehearsal.now()))
              .orElse(404);
      rehearsal.same(expected, answer);
    }

    private Version wanted(String tag) {
      List<String> uses = new ArrayList<>(USES);
      if (rehearsal.random().nextInt(3) == 0) {
        uses.remove(rehearsal.random().nextInt(2));
      }
      return new Version(
          "", rehearsal.random().nextInt(4) > 0, uses, around(), around().map(this::later), tag);
    }

    private Optional<Instant> around() {
      return rehearsal.random().nextBoolean()
          ? Optional.empty()
          : Optional.of(rehearsal.now().plus(Duration.ofDays(rehearsal.random().nextInt(8) - 4)));
    }

    private Instant later(Instant time) {
      return time.plus(Duration.ofDays(4));
    }

    private static Version with(String x, Version wanted) {
      return new Version(
          x, wanted.enabled(), wanted.uses(), wanted.from(), wanted.until(), wanted.tag());
    }

    /// Times that a change leaves out, or has as null, stay.
    private static Version changed(Version old, Version wanted) {
      return new Version(
          old.x(),
          wanted.enabled(),
          wanted.uses(),
          wanted.from().or(old::from),
          wanted.until().or(old::until),
          wanted.tag());
    }

    private static String said(Version wanted) {
      String uses =
          wanted.uses().stream().map(use -> '"' + use + '"').collect(Collectors.joining(","));
      return "\"attributes\":{\"enabled\":%s,\"nbf\":%s,\"exp\":%s},\"key_ops\":[%s]"
          .formatted(wanted.enabled(), second(wanted.from()), second(wanted.until()), uses);
    }

    private static String second(Optional<Instant> time) {
      return time.map(at -> Long.toString(at.getEpochSecond())).orElse("null");
    }

    private static String version(Response answer) {
      return Rehearsal.last(key(answer).text("kid").orElseThrow());
    }

    private static String x(Response answer) {
      return key(answer).text("x").orElseThrow();
    }

    private static JsonValue key(Response answer) {
      return Rehearsal.json(answer).member("key").orElseThrow();
    }
  }
}
