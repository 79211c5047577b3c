package dev.strongroom.graph;

import dev.strongroom.http.Json;
import dev.strongroom.http.Request;
import dev.strongroom.http.Response;
import dev.strongroom.http.Response.Header;
import dev.strongroom.http.WireErrors;
import dev.strongroom.http.WireErrors.WireError;
import dev.strongroom.kernel.Problem;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Graph's envelope: its headers, and its errors, whose codes differ from those of ARM.
final class GraphAnswers {
  private static final String BAD_REQUEST = "BadRequest";
  private static final int ISO_SECONDS_LENGTH = "2026-01-01T12:00:00".length();

  private final InstantSource clock;

  GraphAnswers(InstantSource clock) {
    this.clock = clock;
  }

  static Response complete(Response response, Request request) {
    List<Header> headers = new ArrayList<>();
    headers.add(new Header("Cache-Control", "no-store"));
    headers.add(new Header("OData-Version", "4.0"));
    headers.add(new Header("request-id", request.id()));
    headers.add(new Header("client-request-id", clientRequestId(request)));
    headers.add(new Header("Strict-Transport-Security", "max-age=31536000; includeSubDomains"));
    headers.add(new Header("X-Content-Type-Options", "nosniff"));
    return response.with(headers);
  }

  Response error(Request request, Problem problem) {
    Response response = error(request, translated(request, problem));
    return switch (problem) {
      case Problem.Throttled(Duration after) -> retry(response, after);
      case Problem.Unavailable(_, Duration after) -> retry(response, after);
      default -> response;
    };
  }

  Response error(Request request, WireError error) {
    String date = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    return Response.json(
        error.status(),
        Json.write(json -> {
          json.writeStartObject();
          json.writeName("error");
          json.writeStartObject();
          json.writeStringProperty("code", error.code());
          json.writeStringProperty("message", error.message());
          json.writeName("innerError");
          json.writeStartObject();
          json.writeStringProperty("date", date.substring(0, ISO_SECONDS_LENGTH));
          json.writeStringProperty("request-id", request.id());
          json.writeStringProperty("client-request-id", clientRequestId(request));
          json.writeEndObject();
          json.writeEndObject();
          json.writeEndObject();
        }));
  }

  private static WireError translated(Request request, Problem problem) {
    WireError plain = WireErrors.of(problem);
    return switch (problem) {
      case Problem.Unauthenticated _ ->
          named(
              plain,
              "InvalidAuthenticationToken",
              request.bearer().isEmpty()
                  ? "Access token is empty."
                  : "Access token validation failure. Ask the token service for a new token.");
      case Problem.AuthorizationFailed _ ->
          named(
              plain,
              "Authorization_RequestDenied",
              "Insufficient privileges to complete the operation. Changing the directory takes"
                  + " Owner or User Access Administrator at the root scope (/).");
      case Problem.RouteNotFound(_, String path) ->
          new WireError(
              400,
              BAD_REQUEST,
              Optional.empty(),
              "Resource not found for the segment '"
                  + path.substring(path.lastIndexOf('/') + 1)
                  + "'.");
      case Problem.MethodNotAllowed _ ->
          named(
              plain,
              "Request_BadRequest",
              "Specified HTTP method is not allowed for the request target.");
      case Problem.Malformed(String message) -> named(plain, BAD_REQUEST, message);
      case Problem.Conflict(String code, String message) ->
          new WireError(400, code, Optional.empty(), message);
      case Problem.Throttled _ -> named(plain, "TooManyRequests", "Too many requests.");
      default -> plain;
    };
  }

  private static WireError named(WireError plain, String code, String message) {
    return new WireError(plain.status(), code, Optional.empty(), message);
  }

  private static String clientRequestId(Request request) {
    return request.header("client-request-id").orElse(request.id());
  }

  private static Response retry(Response response, Duration after) {
    return response.with("Retry-After", Long.toString(Math.max(1, after.toSeconds())));
  }
}
