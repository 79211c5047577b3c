package dev.strongroom.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.http.Answerer;
import dev.strongroom.http.Json;
import dev.strongroom.http.Response;
import dev.strongroom.identity.IdentityWorld;
import dev.strongroom.identity.Principal.ManagedIdentity;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Seeded noise at every door of signing in: always a 2xx or a clear 4xx, always one audit record,
/// never a token for nothing.
class TokenNoiseTest {
  private static final long SEED = 20261124;
  private static final int ROUNDS = 4_000;
  static final List<String> PATHS =
      List.of(
          "/{t}/oauth2/v2.0/token",
          "/{t}/oauth2/token",
          "/adfs/oauth2/token",
          "/common/discovery/instance?authorization_endpoint=",
          "/{t}/v2.0/.well-known/openid-configuration",
          "/{t}/discovery/v2.0/keys",
          "/common/userrealm/",
          "/.well-known/webfinger?resource=",
          "/msi/token?resource=https://vault.corp.test&api-version=",
          "/metadata/identity/oauth2/token?api-version=2018-02-01&resource=",
          "/metadata/identity/oauth2/token?api-version=1&resource=https://vault.corp.test&client_id=",
          "/metadata/identity/oauth2/token?api-version=1&resource=https://vault.corp.test&mi_res_id=",
          "/oauth2/token?resource=",
          "/metadata/instance/compute/",
          "/{t}/oauth2/v2.0/devicecode",
          "/common/oauth2/devicecode");
  private static final List<String> WORDS =
      List.of(
          "client_credentials",
          "client_id",
          "client_secret",
          "client_assertion",
          "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
          "client_assertion_type",
          "grant_type",
          "scope",
          "resource",
          "https://vault.corp.test/.default",
          "/.default",
          "=",
          "&",
          "%",
          "%zz",
          "%00",
          "+",
          "\u0000",
          "é",
          "eyJhbGciOiJSUzI1NiJ9.e30.AA",
          "eyJhbGciOiJub25lIn0.e30.",
          "bnVsbA.bnVsbA.bnVsbA",
          "https://[::1",
          "https://login.corp.test",
          "//",
          "..",
          "'\"<>");

  @TempDir Path folder;
  private IdentityWorld world;
  private ManagedIdentity identity;
  private List<Answerer> doors;

  @BeforeEach
  void open() {
    world = IdentityWorld.fresh(folder);
    identity = world.identity("worker");
    doors =
        List.of(
            new TokenService(
                world.gate, IdentityWorld.CLOUDS, world.signIn, world.people, () -> world.now),
            endpoint(new IdentityDoor.Loopback(Optional.empty())),
            endpoint(new IdentityDoor.Loopback(Optional.of(identity.app()))),
            endpoint(new IdentityDoor.UnixSocket()));
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void noiseIsAnsweredAndRecorded() {
    Random random = new Random(SEED);
    for (int round = 0; round < ROUNDS; round += 1) {
      world.pass(Duration.ofMinutes(6));
      world.records.clear();
      Response answer = doors.get(random.nextInt(doors.size())).answer(noise(random).request());
      assertThat(answer.status()).as("seed %s round %s", SEED, round).isBetween(200, 499);
      assertThat(world.records).as("seed %s round %s", SEED, round).hasSize(1);
      assertThat(Exchange.text(answer))
          .as("seed %s round %s", SEED, round)
          .doesNotContain("access_token");
      assertJson(answer, round);
    }
  }

  private static void assertJson(Response answer, int round) {
    boolean json =
        answer.headers().stream().anyMatch(header -> header.value().startsWith("application/json"));
    if (json) {
      assertThat(Json.parse(answer.body())).as("seed %s round %s", SEED, round).isNotNull();
    }
  }

  private static Exchange noise(Random random) {
    String path =
        PATHS
            .get(random.nextInt(PATHS.size()))
            .replace("{t}", random.nextBoolean() ? IdentityWorld.TENANT.toString() : word(random));
    Exchange exchange =
        Exchange.get(path + text(random, 3))
            .method(random.nextBoolean() ? "GET" : random.nextBoolean() ? "POST" : "PATCH");
    if (random.nextInt(4) > 0) {
      exchange.header("Metadata", random.nextInt(4) > 0 ? "true" : word(random));
    }
    if (random.nextInt(3) == 0) {
      exchange.header("X-IDENTITY-HEADER", text(random, 2));
    }
    if (random.nextInt(3) == 0) {
      exchange.header("secret", text(random, 2));
    }
    if (random.nextInt(3) == 0) {
      exchange.header("Authorization", "Basic " + text(random, 2));
    }
    if (random.nextInt(4) == 0) {
      exchange.user(random.nextInt());
    }
    if (random.nextInt(3) == 0) {
      exchange.header("client-request-id", text(random, 2));
    }
    return exchange.body(body(random));
  }

  private static byte[] body(Random random) {
    if (random.nextInt(5) == 0) {
      byte[] raw = new byte[random.nextInt(200)];
      random.nextBytes(raw);
      return raw;
    }
    StringBuilder form = new StringBuilder("grant_type=client_credentials");
    for (String name :
        List.of(
            "client_id", "client_assertion_type", "client_assertion", "client_secret", "scope")) {
      if (random.nextInt(4) > 0) {
        form.append('&').append(name).append('=').append(word(random));
      }
    }
    return form.append(text(random, 4)).toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String text(Random random, int words) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(words + 1); i > 0; i -= 1) {
      text.append(word(random));
    }
    return text.toString();
  }

  private static String word(Random random) {
    return WORDS.get(random.nextInt(WORDS.size()));
  }

  private ManagedIdentityEndpoint endpoint(IdentityDoor door) {
    return new ManagedIdentityEndpoint(world.gate, world.signIn, door, "westeurope");
  }
}
