package dev.strongroom.arm;

import dev.strongroom.http.Request;
import dev.strongroom.http.Response;
import dev.strongroom.template.Value;
import dev.strongroom.template.ValueJson;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/// Asks the control plane what a template wants, with the token of the caller who deploys it: so
/// each resource is judged, locked and audited as if the caller had asked by itself.
final class InnerRequests {
  private static final Set<String> PASSED_ON =
      Set.of(
          "authorization", "user-agent", "x-ms-client-request-id", "x-ms-correlation-request-id");

  private final Request outer;
  private final Function<Request, Response> controlPlane;
  private int asked;

  InnerRequests(Request outer, Function<Request, Response> controlPlane) {
    this.outer = outer;
    this.controlPlane = controlPlane;
  }

  /// @param body null values and empty documents come as [Value#NULL]
  record Answer(int status, Value body) {
    boolean good() {
      return status < 400 && !state().equals("Failed");
    }

    boolean absent() {
      return status == 404;
    }

    /// `{code, message}`, of a refusal or of a nested deployment that failed.
    Value error() {
      return body.member("error")
          .or(() -> body.member("properties").flatMap(inside -> inside.member("error")))
          .orElse(Value.EMPTY);
    }

    private String state() {
      return body.member("properties")
          .flatMap(inside -> inside.text("provisioningState", true))
          .orElse("");
    }
  }

  Answer get(String path, String apiVersion) {
    return ask("GET", path, apiVersion, new byte[0]);
  }

  /// One page of a list; the first has an empty token.
  Answer page(String path, String apiVersion, String token) {
    String more = token.isEmpty() ? "" : "&$skiptoken=" + encoded(token);
    return send("GET", encoded(path) + "?api-version=" + encoded(apiVersion) + more, new byte[0]);
  }

  /// `body` is wiped: it may hold the values of secrets.
  Answer ask(String method, String path, String apiVersion, byte[] body) {
    return send(method, encoded(path) + "?api-version=" + encoded(apiVersion), body);
  }

  private Answer send(String method, String target, byte[] body) {
    Response response = controlPlane.apply(request(method, target, body));
    Arrays.fill(body, (byte) 0);
    return new Answer(response.status(), ValueJson.read(response.body()).orElse(Value.NULL));
  }

  private Request request(String method, String target, byte[] body) {
    asked += 1;
    String id =
        UUID.nameUUIDFromBytes((outer.id() + "/" + asked).getBytes(StandardCharsets.UTF_8))
            .toString();
    return new Request(
        id,
        method,
        outer.scheme(),
        outer.host(),
        outer.port(),
        target,
        this::header,
        body,
        outer.peer(),
        OptionalInt.empty(),
        outer.tlsVersion());
  }

  private Optional<String> header(String name) {
    return PASSED_ON.contains(name.toLowerCase(Locale.ROOT))
        ? outer.header(name)
        : Optional.empty();
  }

  /// Nothing in a name of a template may end the path.
  private static String encoded(String path) {
    StringBuilder safe = new StringBuilder();
    for (byte one : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (one & 0xff);
      boolean plain = (c > ' ' && c < 0x7f) && "%?#\\&+\"<>".indexOf(c) < 0;
      safe.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
    }
    return safe.toString();
  }
}
