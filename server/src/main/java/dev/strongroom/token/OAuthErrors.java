package dev.strongroom.token;

import dev.strongroom.http.Json;
import dev.strongroom.http.Request;
import dev.strongroom.http.Response;
import dev.strongroom.http.WireErrors;
import dev.strongroom.kernel.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Refusals in Entra's envelope. Libraries read `error` and `error_codes`; people read the number.
final class OAuthErrors {
  private static final int THROTTLED = 90055;
  private static final int MALFORMED = 90014;
  private static final int SERVER_ERROR = 90033;
  private static final int FIRST_SERVER_ERROR = 500;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private record Described(int status, String error, int number, String text) {}

  private OAuthErrors() {}

  static Response answer(Request request, Problem problem, Instant now) {
    Described said = describe(problem);
    Response response = Response.json(said.status(), body(request, said, now));
    return (problem instanceof Problem.Throttled(Duration wait)
            ? response.with("Retry-After", Long.toString(wait.toSeconds()))
            : response)
        .with("Cache-Control", "no-store, no-cache");
  }

  private static Described describe(Problem problem) {
    WireErrors.WireError wire = WireErrors.of(problem);
    if (problem instanceof Problem.SignInFailed(String error, int number, _)) {
      return new Described(wire.status(), error, number, wire.message());
    } else if (problem instanceof Problem.Throttled(Duration wait)) {
      return numbered(
          wire,
          "temporarily_unavailable",
          THROTTLED,
          "Too many failed sign-ins of this application from this address. Try again in "
              + wait.toSeconds()
              + " seconds.");
    } else if (wire.status() >= FIRST_SERVER_ERROR) {
      return numbered(wire, "temporarily_unavailable", SERVER_ERROR, wire.message());
    }
    return numbered(wire, "invalid_request", MALFORMED, wire.message());
  }

  private static Described numbered(
      WireErrors.WireError wire, String error, int number, String text) {
    return new Described(wire.status(), error, number, "AADSTS" + number + ": " + text);
  }

  private static byte[] body(Request request, Described said, Instant now) {
    String trace = request.id();
    String correlation =
        request.header("client-request-id").filter(OAuthErrors::plain).orElse(trace);
    String time = TIME.format(now);
    return Json.write(json -> {
      json.writeStartObject();
      json.writeStringProperty("error", said.error());
      json.writeStringProperty(
          "error_description",
          said.text()
              + " Trace ID: "
              + trace
              + " Correlation ID: "
              + correlation
              + " Timestamp: "
              + time);
      json.writeArrayPropertyStart("error_codes");
      json.writeNumber(said.number());
      json.writeEndArray();
      json.writeStringProperty("timestamp", time);
      json.writeStringProperty("trace_id", trace);
      json.writeStringProperty("correlation_id", correlation);
      json.writeEndObject();
    });
  }

  /// Only what a client's GUID looks like is repeated.
  private static boolean plain(String id) {
    return id.length() <= 64 && id.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '-');
  }
}
