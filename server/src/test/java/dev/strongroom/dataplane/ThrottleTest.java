package dev.strongroom.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.WireWorld;
import dev.strongroom.http.Request;
import dev.strongroom.http.Response;
import dev.strongroom.kernel.AuditEntry;
import dev.strongroom.kernel.AuditEntry.Outcome;
import dev.strongroom.kernel.Problem;
import dev.strongroom.keys.KeyFace;
import dev.strongroom.keys.KeyType;
import dev.strongroom.model.VaultName;
import dev.strongroom.store.Databases;
import dev.strongroom.trust.KeySpec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Azure's limits in the vault `contoso`, which has them, and `fabrikam`, which has none.
class ThrottleTest {
  private static final String EC = "{\"kty\":\"EC\"}";
  private static final String SECRET = "{\"value\":\"v\"}";
  private static final String IMPORT =
      "{\"key\":{\"kty\":\"oct\",\"k\":\"AAAAAAAAAAAAAAAAAAAAAA\"}}";
  private static final Duration MOMENT = Duration.ofMillis(1);

  @TempDir Path folder;
  private WireWorld world;

  @BeforeEach
  void open() {
    world = new WireWorld(folder, Databases.SQLITE, Set.of(VaultName.of("contoso")));
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void twentyKeysAreMadeInTenSecondsAndNoMore() {
    assertThat(times(20, "POST", "contoso", "keys/k/create", EC)).isEqualTo(20);
    world.takeAudited();
    Response refused = ask("POST", "contoso", "keys/k/create", EC);
    assertThat(refused.status()).isEqualTo(429);
    assertThat(new String(refused.body(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"error\":{\"code\":\"Throttled\",\"message\":\"Request was not processed because too"
                + " many requests were received. Reason: VaultRequestTypeLimitReached\"}}");
    AuditEntry record = world.takeAudited().getFirst();
    assertThat(record.operation()).isEqualTo("KeyCreate");
    assertThat(record.outcome())
        .isEqualTo(new Outcome.Failure(new Problem.Throttled(Duration.ofSeconds(10))));
    assertThat(ask("POST", "contoso", "keys/k/rotate", "").status()).as("made, too").isEqualTo(429);
    assertThat(ask("GET", "contoso", "keys/k", "").status()).as("another kind").isEqualTo(200);
    assertThat(times(21, "POST", "fabrikam", "keys/k/create", EC)).as("has none").isEqualTo(21);
  }

  @Test
  void theWindowEndsTenSecondsAfterItsFirstRequest() {
    assertThat(times(1, "POST", "contoso", "keys/k/create", EC)).isEqualTo(1);
    world.advance(Duration.ofMillis(7_500));
    assertThat(times(30, "POST", "contoso", "keys/k/create", EC)).isEqualTo(19);
    assertThat(retryAfter(ask("POST", "contoso", "keys/k/create", EC))).isEqualTo("3");
    world.advance(Duration.ofMillis(2_499));
    assertThat(retryAfter(ask("POST", "contoso", "keys/k/create", EC))).isEqualTo("1");
    world.advance(MOMENT);
    assertThat(times(30, "POST", "contoso", "keys/k/create", EC)).isEqualTo(20);
  }

  @Test
  void threeHundredArriveInTenSecondsTogether() {
    assertThat(times(150, "PUT", "contoso", "secrets/s", SECRET)).isEqualTo(150);
    assertThat(times(151, "PUT", "contoso", "keys/k", IMPORT)).isEqualTo(150);
    assertThat(ask("PUT", "contoso", "secrets/s", SECRET).status()).isEqualTo(429);
    assertThat(ask("GET", "contoso", "secrets/s", "").status()).isEqualTo(200);
  }

  @Test
  void fourThousandOfEverythingElse() {
    assertThat(ask("PUT", "contoso", "secrets/s", SECRET).status()).isEqualTo(200);
    assertThat(times(3_999, "GET", "contoso", "secrets/s", "")).isEqualTo(3_999);
    assertThat(times(2, "GET", "contoso", "keys", "")).isEqualTo(1);
    assertThat(ask("GET", "contoso", "secrets/s", "").status()).isEqualTo(429);
    assertThat(ask("GET", "contoso", "keys/none", "").status()).as("another kind").isEqualTo(404);
  }

  @Test
  void aUseOfALargerKeyCountsForMore() {
    ask("POST", "contoso", "keys/small/create", "{\"kty\":\"RSA\"}");
    ask("POST", "contoso", "keys/large/create", "{\"kty\":\"RSA\",\"key_size\":3072}");
    assertThat(times(999, "GET", "contoso", "keys/large", "")).isEqualTo(999);
    assertThat(times(3, "GET", "contoso", "keys/small", "")).isEqualTo(3);
    assertThat(ask("GET", "contoso", "keys/large", "").status()).isEqualTo(429);
    assertThat(ask("GET", "contoso", "keys/small", "").status()).isEqualTo(200);
    assertThat(ask("GET", "contoso", "keys/small", "").status()).isEqualTo(429);
  }

  /// Neither who may not ask nor what memory could not answer uses up what others may have.
  @Test
  void onlyWhatIsAnsweredCounts() {
    ask("POST", "contoso", "keys/k/create", EC);
    for (int i = 0; i < 30; i += 1) {
      Request stranger = request("nobody", "POST", "contoso", "keys/k/create", EC);
      assertThat(world.answer(stranger).status()).isEqualTo(403);
    }
    assertThat(times(20, "POST", "contoso", "keys/k/create", EC)).isEqualTo(19);
    Request read = request("officer", "GET", "contoso", "keys/k", "");
    for (int i = 0; i < 4_001; i += 1) {
      assertThat(world.dataPlane().answerFromMemory(read)).isEmpty();
    }
    assertThat(ask("GET", "contoso", "keys/k", "").status()).isEqualTo(200);
  }

  /// Azure's table: how many fit into a window.
  @ParameterizedTest
  @CsvSource({
    "RSA-2048, 4000, 2000",
    "RSA-3072, 1000, 500",
    "RSA-4096, 500, 250",
    "P-256, 4000, 2000",
    "P-384, 4000, 2000",
    "P-521, 4000, 2000",
    "P-256K, 4000, 2000"
  })
  void everyKeyHasAzuresNumber(String label, int software, int hardware) {
    KeySpec spec = KeyFace.spec(label);
    assertThat(fitting(spec, false)).isEqualTo(software);
    assertThat(fitting(spec, true)).isEqualTo(hardware);
  }

  /// Azure's example: 248 of 250 and 16 of 2,000 fill a window.
  @Test
  void partsOfSeveralKindsAddUp() {
    Meter meter = new Meter(Tariff.Kind.KEYS.capacity());
    for (int i = 0; i < 248; i += 1) {
      assertThat(meter.count(use(KeySpec.Rsa.RSA_4096, true), WireWorld.NOON)).isEmpty();
    }
    for (int i = 0; i < 16; i += 1) {
      assertThat(meter.count(use(KeySpec.Rsa.RSA_2048, true), WireWorld.NOON)).isEmpty();
    }
    assertThat(meter.count(1, WireWorld.NOON)).contains(Meter.WINDOW);
  }

  @Test
  void aClockThatWasSetBackDoesNotCloseAVault() {
    Meter meter = new Meter(1);
    assertThat(meter.count(1, WireWorld.NOON)).isEmpty();
    Instant before = WireWorld.NOON.minus(Duration.ofDays(1));
    assertThat(meter.count(1, before)).isEmpty();
    assertThat(meter.count(1, before)).contains(Meter.WINDOW);
  }

  /// Requests beside each other read the clock in one order and count in another.
  @Test
  void whoComesLateWithAnEarlierTimeBeginsNoWindow() {
    Meter meter = new Meter(1);
    assertThat(meter.count(1, WireWorld.NOON)).isEmpty();
    assertThat(meter.count(1, WireWorld.NOON.minusNanos(1))).isPresent();
    assertThat(meter.count(1, WireWorld.NOON.minus(Meter.WINDOW))).isPresent();
    assertThat(meter.count(1, WireWorld.NOON.minus(Meter.WINDOW).minusNanos(1))).isEmpty();
  }

  private static long use(KeySpec spec, boolean hardware) {
    return Tariff.use(new KeyFace(KeyType.of(spec, hardware), spec, Optional.empty()));
  }

  private static int fitting(KeySpec spec, boolean hardware) {
    Meter meter = new Meter(Tariff.Kind.KEYS.capacity());
    int fitting = 0;
    while (meter.count(use(spec, hardware), WireWorld.NOON).isEmpty()) {
      fitting += 1;
    }
    return fitting;
  }

  /// How many of so many were not refused.
  private int times(int count, String method, String vault, String path, String body) {
    int done = 0;
    for (int i = 0; i < count; i += 1) {
      Response answer = ask(method, vault, path, body);
      assertThat(answer.status()).isIn(200, 429);
      done += answer.status() == 200 ? 1 : 0;
    }
    return done;
  }

  private Response ask(String method, String vault, String path, String body) {
    return world.answer(request("officer", method, vault, path, body));
  }

  private Request request(String who, String method, String vault, String path, String body) {
    return world.request(
        method,
        "https://" + vault + ".vault.test/" + path + "?api-version=7.4",
        Map.of("Authorization", "Bearer " + who),
        body.getBytes(StandardCharsets.UTF_8));
  }

  private static String retryAfter(Response answer) {
    assertThat(answer.status()).isEqualTo(429);
    return answer.headers().stream()
        .filter(header -> header.name().equals("Retry-After"))
        .map(Response.Header::value)
        .findFirst()
        .orElseThrow();
  }
}
