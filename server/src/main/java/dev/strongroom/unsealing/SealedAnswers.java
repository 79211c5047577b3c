package dev.strongroom.unsealing;

import dev.strongroom.http.Json;
import dev.strongroom.http.Request;
import dev.strongroom.http.Response;

/// How a sealed server says so, in the envelope that the clients of each host read.
final class SealedAnswers {
  static final int STATUS = 503;
  static final String CODE = "ServiceUnavailable";

  private SealedAnswers() {}

  /// What the data plane and ARM share.
  static Response error(int status, String code, String message) {
    return Response.json(
        status,
        Json.write(json -> {
          json.writeStartObject();
          json.writeName("error");
          json.writeStartObject();
          json.writeStringProperty("code", code);
          json.writeStringProperty("message", message);
          json.writeEndObject();
          json.writeEndObject();
        }));
  }

  /// Entra's; libraries read `error`.
  static Response oauth(Request request, String message) {
    return Response.json(
            STATUS,
            Json.write(json -> {
              json.writeStartObject();
              json.writeStringProperty("error", "temporarily_unavailable");
              json.writeStringProperty("error_description", "AADSTS90033: " + message);
              json.writeArrayPropertyStart("error_codes");
              json.writeNumber(90033);
              json.writeEndArray();
              json.writeStringProperty("trace_id", request.id());
              json.writeStringProperty("correlation_id", request.id());
              json.writeEndObject();
            }))
        .with("Cache-Control", "no-store, no-cache");
  }

  static Response graph(Request request, String message) {
    return Response.json(
            STATUS,
            Json.write(json -> {
              json.writeStartObject();
              json.writeName("error");
              json.writeStartObject();
              json.writeStringProperty("code", "serviceNotAvailable");
              json.writeStringProperty("message", message);
              json.writeName("innerError");
              json.writeStartObject();
              json.writeStringProperty("request-id", request.id());
              json.writeStringProperty("client-request-id", request.id());
              json.writeEndObject();
              json.writeEndObject();
              json.writeEndObject();
            }))
        .with("request-id", request.id());
  }

  static Response health(int given, int needed) {
    return Response.json(
        STATUS,
        Json.write(json -> {
          json.writeStartObject();
          json.writeStringProperty("status", "sealed");
          json.writeNumberProperty("sharesGiven", given);
          json.writeNumberProperty("sharesNeeded", needed);
          json.writeEndObject();
        }));
  }

  /// The page that people see. Nothing of a request is repeated in it.
  static Response page(int given, int needed) {
    String html =
        """
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Strongroom is sealed</title>
        <style>body{font:16px/1.5 system-ui,sans-serif;max-width:38rem;margin:15vh auto;padding:0 1rem}</style></head>
        <body><h1>Strongroom is sealed</h1>
        <p>%d of %d shares are given. Each operator runs <code>strongroom unseal</code>; until there are enough, nothing is served.</p></body>
        </html>
        """
            .formatted(given, needed);
    return Response.text(STATUS, "text/html; charset=utf-8", html)
        .with("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
        .with("X-Content-Type-Options", "nosniff");
  }
}
