package dev.strongroom.scim;

import dev.strongroom.http.Json;
import dev.strongroom.http.JsonValue;
import dev.strongroom.http.JsonValue.Arr;
import dev.strongroom.http.JsonValue.Num;
import dev.strongroom.http.JsonValue.Obj;
import dev.strongroom.http.JsonValue.Str;
import dev.strongroom.http.Request;
import dev.strongroom.http.Response;
import dev.strongroom.http.Response.Header;
import dev.strongroom.http.WireErrors;
import dev.strongroom.http.WireErrors.WireError;
import dev.strongroom.kernel.Problem;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// SCIM's envelopes: resources, lists and errors.
final class ScimAnswers {
  private static final String MESSAGES = "urn:ietf:params:scim:api:messages:2.0:";
  private static final String TYPE = "application/scim+json; charset=utf-8";
  private static final int CONFLICT = 409;

  private ScimAnswers() {}

  static Response resource(int status, JsonValue resource) {
    return new Response(status, List.of(new Header("Content-Type", TYPE)), Json.bytes(resource));
  }

  static Response list(int total, int start, List<? extends JsonValue> page) {
    Map<String, JsonValue> json = new LinkedHashMap<>();
    json.put("schemas", new Arr(List.of(new Str(MESSAGES + "ListResponse"))));
    json.put("totalResults", number(total));
    json.put("startIndex", number(start));
    json.put("itemsPerPage", number(page.size()));
    json.put("Resources", new Arr(List.copyOf(page)));
    return resource(200, new Obj(json));
  }

  static Response error(Problem problem) {
    WireError plain = WireErrors.of(problem);
    Response response =
        switch (problem) {
          case Problem.Invalid(String type, String message) ->
              error(plain.status(), Optional.of(type), message);
          case Problem.Malformed(String message) ->
              error(plain.status(), Optional.of("invalidSyntax"), message);
          case Problem.Conflict(_, String message) ->
              error(CONFLICT, Optional.of("uniqueness"), message);
          default -> error(plain.status(), Optional.empty(), plain.message());
        };
    return switch (problem) {
      case Problem.Throttled(Duration after) -> retry(response, after);
      case Problem.Unavailable(_, Duration after) -> retry(response, after);
      default -> response;
    };
  }

  static Response error(int status, Optional<String> type, String detail) {
    Map<String, JsonValue> json = new LinkedHashMap<>();
    json.put("schemas", new Arr(List.of(new Str(MESSAGES + "Error"))));
    json.put("status", new Str(Integer.toString(status)));
    type.ifPresent(word -> json.put("scimType", new Str(word)));
    json.put("detail", new Str(detail));
    return resource(status, new Obj(json));
  }

  static Response complete(Response response, Request request) {
    return response.with(
        List.of(
            new Header("Cache-Control", "no-store"),
            new Header("request-id", request.id()),
            new Header("Strict-Transport-Security", "max-age=31536000; includeSubDomains"),
            new Header("X-Content-Type-Options", "nosniff")));
  }

  static JsonValue number(int number) {
    return new Num(BigDecimal.valueOf(number));
  }

  private static Response retry(Response response, Duration after) {
    return response.with("Retry-After", Long.toString(Math.max(1, after.toSeconds())));
  }
}
