package dev.strongroom.arm;

import dev.strongroom.http.Json;
import dev.strongroom.http.Request;
import dev.strongroom.http.Response;
import dev.strongroom.http.Response.Header;
import dev.strongroom.http.WireErrors;
import dev.strongroom.http.WireErrors.WireError;
import dev.strongroom.kernel.Problem;
import dev.strongroom.vaults.Page;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/// The envelope of every answer of the control plane: ARM's headers, errors and lists.
final class ArmAnswers {
  private static final List<Header> ALWAYS =
      List.of(
          new Header("Cache-Control", "no-cache"),
          new Header("Pragma", "no-cache"),
          new Header("Expires", "-1"),
          new Header("Strict-Transport-Security", "max-age=31536000; includeSubDomains"),
          new Header("X-Content-Type-Options", "nosniff"));

  private ArmAnswers() {}

  static Response complete(Response response, Request request) {
    List<Header> headers = new ArrayList<>(ALWAYS);
    headers.add(new Header("x-ms-request-id", request.id()));
    headers.add(
        new Header(
            "x-ms-correlation-request-id",
            request.header("x-ms-correlation-request-id").orElse(request.id())));
    request
        .header("x-ms-client-request-id")
        .ifPresent(id -> headers.add(new Header("x-ms-client-request-id", id)));
    return response.with(headers);
  }

  /// @param challenge what a 401 tells the client
  static Response error(Problem problem, Request request, String challenge) {
    return switch (problem) {
      case Problem.Unauthenticated _ ->
          error(unauthenticated(request)).with("WWW-Authenticate", challenge);
      case Problem.Several(List<Problem> all) ->
          error(WireErrors.of(problem), all.stream().map(WireErrors::of).toList());
      case Problem.Throttled(Duration after) -> retry(error(WireErrors.of(problem)), after);
      case Problem.Unavailable(_, Duration after) -> retry(error(WireErrors.of(problem)), after);
      default -> error(WireErrors.of(problem));
    };
  }

  static Response crash(Request request) {
    return error(WireErrors.crash(request.id()));
  }

  /// `value` and, when there is more, `nextLink`.
  static <T> Response list(ArmCall call, Page<T> page, BiConsumer<JsonGenerator, T> write) {
    return json(json -> {
      json.writeStartObject();
      json.writeName("value");
      json.writeStartArray();
      page.items().forEach(item -> write.accept(json, item));
      json.writeEndArray();
      page.next().ifPresent(name -> json.writeStringProperty("nextLink", call.nextLink(name)));
      json.writeEndObject();
    });
  }

  static Response json(Consumer<JsonGenerator> body) {
    return Response.json(200, Json.write(body));
  }

  private static WireError unauthenticated(Request request) {
    return request.bearer().isEmpty()
        ? new WireError(
            401,
            "AuthenticationFailed",
            Optional.empty(),
            "Authentication failed. The 'Authorization' header is missing.")
        : new WireError(
            401,
            "InvalidAuthenticationToken",
            Optional.empty(),
            "The access token is invalid, has expired, or was issued for another audience or"
                + " tenant. Ask the token service for a new one.");
  }

  private static Response error(WireError error) {
    return error(error, List.of());
  }

  private static Response error(WireError error, List<WireError> details) {
    return Response.json(
        error.status(),
        Json.write(json -> {
          json.writeStartObject();
          json.writeName("error");
          json.writeStartObject();
          write(json, error);
          if (!details.isEmpty()) {
            json.writeName("details");
            json.writeStartArray();
            for (WireError one : details) {
              json.writeStartObject();
              write(json, one);
              json.writeEndObject();
            }
            json.writeEndArray();
          }
          json.writeEndObject();
          json.writeEndObject();
        }));
  }

  private static void write(JsonGenerator json, WireError error) {
    json.writeStringProperty("code", error.code());
    json.writeStringProperty("message", error.message());
  }

  private static Response retry(Response response, Duration after) {
    return response.with("Retry-After", Long.toString(Math.max(1, after.toSeconds())));
  }
}
