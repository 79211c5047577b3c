package dev.strongroom.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RoutesTest {
  private static final Routes<String> ROUTES =
      Routes.<String>builder()
          .add("GET", "/secrets", "list")
          .add("POST", "/secrets/restore", "restore")
          .add("PUT", "/secrets/{name}", "set")
          .add("GET", "/secrets/{name}/versions", "versions")
          .add("GET", "/secrets/{name}/{version?}", "get")
          .add("PATCH", "/secrets/{name}/{version?}", "update")
          .add("POST", "/keys/{name}/{version?}/release", "release")
          .add("GET", "/", "root")
          .add("GET", "/subscriptions/{sub}/resourceGroups/{group}", "group")
          .build();

  @Test
  void wordsCompareWithoutCaseAndNamesKeepTheirs() {
    assertThat(found("GET", "/SECRETS/MySecret/Versions")).isEqualTo("versions{name=MySecret}");
    assertThat(found("GET", "/subscriptions/S/resourcegroups/G"))
        .isEqualTo("group{sub=S, group=G}");
  }

  @Test
  void theLatestVersionMayBeAskedForInFourWays() {
    for (String path :
        new String[] {"/secrets/n", "/secrets/n/", "/secrets/n//", "//secrets//n/"}) {
      assertThat(found("GET", path)).as(path).isEqualTo("get{name=n, version=}");
    }
    assertThat(match("GET", "/secrets/n/").optional("version")).isEmpty();
    assertThat(match("GET", "/secrets/n/v").optional("version")).contains("v");
    assertThat(found("PATCH", "/secrets/n/")).isEqualTo("update{name=n, version=}");
  }

  @Test
  void anEmptyVersionInTheMiddleCountsWhereTheTemplateSaysSo() {
    assertThat(found("POST", "/keys/n//release")).isEqualTo("release{name=n, version=}");
    assertThat(found("POST", "/keys/n/v/release")).isEqualTo("release{name=n, version=v}");
    assertThat(found("POST", "//keys//n/v//release/")).isEqualTo("release{name=n, version=v}");
  }

  /// Go's client joins the parts of a path, which drops the empty one.
  @Test
  void anAbsentVersionInTheMiddleIsAnEmptyOne() {
    assertThat(found("POST", "/keys/n/release")).isEqualTo("release{name=n, version=}");
    assertThat(found("POST", "/keys/release/release")).isEqualTo("release{name=release, version=}");
    assertThat(refusal("POST", "/keys/n/v/w/release")).isInstanceOf(Problem.RouteNotFound.class);
  }

  @Test
  void repeatedAndTrailingSlashesMeanNothingElsewhere() {
    assertThat(found("GET", "//secrets/")).isEqualTo("list{}");
    assertThat(found("GET", "///")).isEqualTo("root{}");
    assertThat(found("GET", "///subscriptions/s//resourceGroups/g/"))
        .isEqualTo("group{sub=s, group=g}");
    assertThat(refusal("GET", "/".repeat(16_000) + "x")).isInstanceOf(Problem.RouteNotFound.class);
    assertThat(refusal("GET", "/secrets" + "/a/".repeat(5_000)))
        .isInstanceOf(Problem.RouteNotFound.class);
  }

  @Test
  void aWordWinsOverAName() {
    assertThat(found("POST", "/secrets/restore")).isEqualTo("restore{}");
    assertThat(found("PUT", "/secrets/restore")).isEqualTo("set{name=restore}");
    assertThat(found("GET", "/secrets/restore")).isEqualTo("get{name=restore, version=}");
  }

  @Test
  void segmentsAreDecodedAfterTheyAreSplit() {
    assertThat(found("PUT", "/secrets/a%2Fb")).isEqualTo("set{name=a/b}");
    assertThat(found("PUT", "/secrets/%C3%A9+")).isEqualTo("set{name=\u00e9+}");
    assertThat(found("PUT", "/%73ecrets/n")).isEqualTo("set{name=n}");
    assertThat(found("PUT", "/secrets/%2E%2E")).isEqualTo("set{name=..}");
    for (String bad : new String[] {"%", "%4", "%zz", "%C3", "%C3%28", "%FF", "a%-1"}) {
      assertThat(refusal("PUT", "/secrets/" + bad)).as(bad).isInstanceOf(Problem.Malformed.class);
    }
  }

  @Test
  void anotherMethodIs405AndAnotherPath404() {
    assertThat(refusal("DELETE", "/secrets/n/v"))
        .isEqualTo(new Problem.MethodNotAllowed("DELETE", "/secrets/n/v"));
    assertThat(refusal("POST", "/secrets")).isInstanceOf(Problem.MethodNotAllowed.class);
    assertThat(refusal("GET", "/secrets/n/v/x"))
        .isEqualTo(new Problem.RouteNotFound("GET", "/secrets/n/v/x"));
    assertThat(refusal("GET", "/keys")).isInstanceOf(Problem.RouteNotFound.class);
    assertThat(refusal("PUT", "/secrets/")).isInstanceOf(Problem.MethodNotAllowed.class);
  }

  @Test
  void theMethodMayBeTunnelledThroughPost() {
    Request tunnelled = request("POST", "/secrets/n", Map.of("X-HTTP-METHOD", "patch"));
    assertThat(ROUTES.find(tunnelled).route()).isEqualTo("update");
  }

  @Test
  void twoRoutesForTheSameThingAreABug() {
    Routes.Builder<String> routes = Routes.<String>builder().add("GET", "/A/{x}", "one");
    assertThatThrownBy(() -> routes.add("GET", "/a/{y}", "two"))
        .isInstanceOf(IllegalStateException.class);
  }

  private static String found(String method, String path) {
    Routes.Match<String> match = match(method, path);
    return match.route() + match.values();
  }

  private static Routes.Match<String> match(String method, String path) {
    return ROUTES.find(request(method, path + "?api-version=7.4", Map.of()));
  }

  private static Problem refusal(String method, String path) {
    try {
      throw new AssertionError("found " + found(method, path));
    } catch (Refused refused) {
      return refused.problem();
    }
  }

  private static Request request(String method, String target, Map<String, String> headers) {
    return new Request(
        "id",
        method,
        "https",
        "dev.vault.localhost",
        443,
        target,
        name -> Optional.ofNullable(headers.get(name)),
        new byte[0],
        "127.0.0.1",
        OptionalInt.empty(),
        "TLS1_3");
  }
}
