package dev.strongroom.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.http.Request;
import dev.strongroom.http.Response;
import dev.strongroom.model.Cloud;
import dev.strongroom.trust.AgeKeys;
import dev.strongroom.trust.OperatorKey;
import dev.strongroom.trust.OperatorsSeal;
import dev.strongroom.trust.Providers;
import dev.strongroom.unsealing.SealedDoor;
import dev.strongroom.unsealing.ShareDesk;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A sealed server answers nothing: every request of every transcript, and what its clients look up
/// first, with and without a desk for shares.
class SealedDoorTest {
  private static final List<String> HOSTS =
      List.of(
          "dev.vault.test",
          "pool.managedhsm.test",
          "management.test",
          "login.test",
          "graph.test",
          "portal.test",
          "elsewhere.example");

  private static final List<String> PATHS =
      List.of(
          "/",
          "/health",
          "/unseal/",
          "/UNSEAL",
          "/metadata/endpoints?api-version=2022-09-01",
          "/common/v2.0/.well-known/openid-configuration",
          "/common/discovery/v2.0/keys",
          "/common/discovery/instance",
          "/scim/v2/Users",
          "/metadata/identity/oauth2/token?resource=x");

  @TempDir private Path folder;
  private OperatorsSeal seal;

  @BeforeEach
  void sealed() throws Exception {
    List<OperatorsSeal.Operator> operators = new ArrayList<>();
    for (String name : List.of("alice", "bob")) {
      OperatorKey key = OperatorKey.parse(AgeKeys.write(folder.resolve(name))).orElseThrow();
      operators.add(new OperatorsSeal.Operator(name, key));
    }
    seal =
        new OperatorsSeal(
            new OperatorsSeal.Settings(folder.resolve("seal"), 2, operators), Providers.jdkOnly());
    seal.create(new SecureRandom()).close();
  }

  @Test
  void nothingIsServed() {
    List<Request> all = requests();
    assertThat(all).hasSizeGreaterThan(1_000);
    for (boolean desk : new boolean[] {false, true}) {
      SealedDoor door = door(desk);
      for (Request request : all) {
        Response answer = door.answer(request);
        String which = request.method() + " " + request.host() + request.path();
        assertThat(answer.status()).as(which).isEqualTo(503);
        assertThat(answer.headers().stream().map(Response.Header::name))
            .as(which)
            .contains("Retry-After", "x-ms-request-id");
        assertThat(new String(answer.body(), StandardCharsets.UTF_8))
            .as(which)
            .containsIgnoringCase("sealed")
            .doesNotContain("AGE-SECRET");
      }
    }
  }

  @Test
  void onlyThePortalTakesSharesAndOnlyWhereItMay() {
    for (String host : HOSTS) {
      Request ask = request("GET", host, "/unseal", "");
      assertThat(door(false).answer(ask).status()).as(host).isEqualTo(503);
      assertThat(door(true).answer(ask).status())
          .as(host)
          .isEqualTo(host.equals("portal.test") ? 200 : 503);
    }
  }

  private SealedDoor door(boolean desk) {
    Optional<ShareDesk> open =
        desk ? Optional.of(new ShareDesk(seal, _ -> {}).toEverybody()) : Optional.empty();
    return new SealedDoor(List.of(Cloud.under("test", 443)), seal, open);
  }

  private static List<Request> requests() {
    List<Request> all = new ArrayList<>();
    for (WireRequests.Asked asked : WireRequests.all()) {
      all.add(
          request(
              asked.method(),
              asked.url().replaceFirst("https://([^/:]+).*", "$1"),
              asked.url().replaceFirst("https://[^/]+", ""),
              asked.body()));
    }
    for (String host : HOSTS) {
      for (String path : PATHS) {
        for (String method : List.of("GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS")) {
          all.add(request(method, host, path, ""));
        }
      }
    }
    return all;
  }

  private static Request request(String method, String host, String target, String body) {
    return new Request(
        "id-of-the-request",
        method,
        "https",
        host,
        443,
        target,
        _ -> Optional.empty(),
        body.getBytes(StandardCharsets.UTF_8),
        "127.0.0.1",
        OptionalInt.empty(),
        "TLS1_3");
  }
}
