package dev.strongroom.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.cli.AppWorld;
import dev.strongroom.http.Json;
import dev.strongroom.http.JsonValue;
import dev.strongroom.http.Response;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Keys that the timetable rotates, as a client sees them.
class KeyRotationTest {
  private static final String EVERY_30_DAYS =
      "{\"lifetimeActions\":[{\"trigger\":{\"timeAfterCreate\":\"P30D\"},"
          + "\"action\":{\"type\":\"Rotate\"}}],\"attributes\":{\"expiryTime\":\"P90D\"}}";

  @TempDir Path folder;
  private AppWorld world;

  @BeforeEach
  void open() {
    world = new AppWorld(folder);
    ask(
        "POST",
        "/keys/db/create",
        "{\"kty\":\"EC\",\"key_ops\":[\"sign\"],\"tags\":{\"a\":\"b\"}}");
    ask("PUT", "/keys/db/rotationpolicy", EVERY_30_DAYS);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aKeyIsRotatedOnItsDayAndAgainAMonthAfterThat() {
    String first = kid();
    pass(Duration.ofDays(29));
    assertThat(kid()).isEqualTo(first);
    pass(Duration.ofDays(1));
    String second = kid();
    assertThat(second).isNotEqualTo(first);
    JsonValue key = key();
    JsonValue attributes = key.member("attributes").orElseThrow();
    long created = attributes.number("created").orElseThrow().longValue();
    assertThat(attributes.number("exp").orElseThrow().longValue() - created)
        .isEqualTo(Duration.ofDays(90).toSeconds());
    assertThat(key.member("tags").flatMap(tags -> tags.text("a"))).contains("b");
    assertThat(key.member("key").orElseThrow().items("key_ops")).hasSize(1);
    pass(Duration.ofDays(29));
    assertThat(kid()).isEqualTo(second);
    pass(Duration.ofDays(1));
    assertThat(kid()).isNotEqualTo(second);
  }

  @Test
  void everyDueKeyHasItsTurn() {
    ask("POST", "/keys/web/create", "{\"kty\":\"RSA\"}");
    ask("PUT", "/keys/web/rotationpolicy", EVERY_30_DAYS);
    pass(Duration.ofDays(31));
    for (String name : new String[] {"db", "web"}) {
      assertThat(ask("GET", "/keys/" + name + "/versions", "").items("value")).as(name).hasSize(2);
    }
  }

  @Test
  void aDisabledKeyStaysAsItIsUntilItIsEnabledAndHoldsUpNoOther() {
    String first = kid();
    ask("POST", "/keys/other/create", "{\"kty\":\"EC\"}");
    ask("PUT", "/keys/other/rotationpolicy", EVERY_30_DAYS);
    ask("PATCH", "/keys/db/", "{\"attributes\":{\"enabled\":false}}");
    pass(Duration.ofDays(31));
    assertThat(kid()).isEqualTo(first);
    assertThat(ask("GET", "/keys/other/versions", "").items("value")).hasSize(2);
    ask("PATCH", "/keys/db/", "{\"attributes\":{\"enabled\":true}}");
    pass(Duration.ofHours(2));
    assertThat(kid()).isNotEqualTo(first);
  }

  @Test
  void aDeletedKeyIsNotRotatedAndARecoveredOneIsSoon() {
    String first = kid();
    ask("DELETE", "/keys/db", "");
    pass(Duration.ofDays(40));
    ask("POST", "/deletedkeys/db/recover", "");
    assertThat(kid()).isEqualTo(first);
    pass(Duration.ofHours(1));
    assertThat(kid()).isNotEqualTo(first);
  }

  @Test
  void aNewVersionByHandStartsTheMonthAnew() {
    pass(Duration.ofDays(20));
    ask("POST", "/keys/db/create", "{\"kty\":\"EC\"}");
    String second = kid();
    pass(Duration.ofDays(29));
    assertThat(kid()).isEqualTo(second);
    pass(Duration.ofDays(1));
    assertThat(kid()).isNotEqualTo(second);
  }

  @Test
  void beforeExpiryFollowsTheExpiryOfTheLatestVersion() {
    ask(
        "PUT",
        "/keys/db/rotationpolicy",
        EVERY_30_DAYS.replace("timeAfterCreate", "timeBeforeExpiry"));
    String first = kid();
    pass(Duration.ofDays(100));
    assertThat(kid()).as("it never expires").isEqualTo(first);
    ask("POST", "/keys/db/rotate", "");
    String second = kid();
    pass(Duration.ofDays(59));
    assertThat(kid()).isEqualTo(second);
    pass(Duration.ofDays(1));
    assertThat(kid()).isNotEqualTo(second);
  }

  private void pass(Duration time) {
    world.pass(time);
    world.app().timetable().runDue();
  }

  private String kid() {
    return key().member("key").flatMap(key -> key.text("kid")).orElseThrow();
  }

  private JsonValue key() {
    return ask("GET", "/keys/db", "");
  }

  private JsonValue ask(String method, String path, String body) {
    Response answer =
        world.send(
            method,
            "https://dev.vault.test" + path + "?api-version=7.4",
            Optional.of(world.ownerToken("vault")),
            body);
    assertThat(answer.status())
        .as(method + " " + path + new String(answer.body(), StandardCharsets.UTF_8))
        .isEqualTo(200);
    return Json.parse(answer.body());
  }
}
