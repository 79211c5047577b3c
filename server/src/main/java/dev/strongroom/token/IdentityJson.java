package dev.strongroom.token;

import dev.strongroom.http.Json;
import dev.strongroom.http.Request;
import dev.strongroom.http.Response;
import dev.strongroom.http.WireErrors;
import dev.strongroom.identity.IssuedToken;
import dev.strongroom.kernel.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/// Answers of the managed-identity protocols: every number is a string, and each protocol has its
/// own envelope for errors.
final class IdentityJson {
  /// How App Service of 2017 wrote times; clients parse exactly this.
  private static final DateTimeFormatter TIME_2017 =
      DateTimeFormatter.ofPattern("MM/dd/yyyy hh:mm:ss a '+00:00'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private IdentityJson() {}

  static Response token(IssuedToken issued, IdentityRoute route) {
    return TokenJson.secret(
        Json.write(json -> {
          json.writeStartObject();
          TokenJson.writeToken(json, issued);
          json.writeStringProperty("client_id", issued.client().toString());
          json.writeStringProperty("expires_on", expiresOn(issued.expires(), route));
          if (!route.appService()) {
            writeTimes(json, issued);
          }
          json.writeStringProperty("resource", issued.resource());
          json.writeStringProperty("token_type", "Bearer");
          json.writeEndObject();
        }));
  }

  private static void writeTimes(JsonGenerator json, IssuedToken issued) {
    long seconds = Duration.between(issued.issued(), issued.expires()).toSeconds();
    json.writeStringProperty("refresh_token", "");
    json.writeStringProperty("expires_in", Long.toString(seconds));
    json.writeStringProperty("ext_expires_in", Long.toString(seconds));
    json.writeStringProperty("not_before", TokenJson.epoch(issued.issued()));
  }

  private static String expiresOn(Instant expires, IdentityRoute route) {
    return route == IdentityRoute.APP_SERVICE_2017
        ? TIME_2017.format(expires)
        : TokenJson.epoch(expires);
  }

  /// What clients read of an instance: where it is. The rest is there because they expect it.
  static Response compute(String location) {
    return Response.json(
        200,
        Json.write(json -> {
          json.writeStartObject();
          json.writeStringProperty("azEnvironment", "Strongroom");
          json.writeStringProperty("location", location);
          for (String empty :
              List.of("name", "resourceGroupName", "resourceId", "subscriptionId", "vmId")) {
            json.writeStringProperty(empty, "");
          }
          json.writeStringProperty("osType", "Linux");
          json.writeStringProperty("provider", "Strongroom");
          json.writeEndObject();
        }));
  }

  static Response refusal(Request request, Problem problem, boolean appService) {
    WireErrors.WireError wire = WireErrors.of(problem);
    return Response.json(
        wire.status(),
        Json.write(json -> {
          json.writeStartObject();
          if (appService) {
            json.writeNumberProperty("statusCode", wire.status());
            json.writeStringProperty("message", wire.message());
            json.writeStringProperty("correlationId", request.id());
          } else {
            json.writeStringProperty("error", code(problem, wire));
            json.writeStringProperty("error_description", wire.message());
          }
          json.writeEndObject();
        }));
  }

  private static String code(Problem problem, WireErrors.WireError wire) {
    if (problem instanceof Problem.SignInFailed || problem instanceof Problem.Invalid) {
      return wire.code();
    }
    return problem instanceof Problem.Unauthenticated ? "unauthorized_client" : "invalid_request";
  }
}
