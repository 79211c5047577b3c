package dev.strongroom.dataplane;

import dev.strongroom.http.Json;
import dev.strongroom.http.Request;
import dev.strongroom.http.Response;
import dev.strongroom.http.Response.Header;
import dev.strongroom.http.WireErrors;
import dev.strongroom.http.WireErrors.WireError;
import dev.strongroom.kernel.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The envelope of every answer of the data plane: Azure's headers (api-inventory 3.10) and its
/// form of an error.
final class Answers {
  /// In the form that clients log; the number of Azure's service when it was observed.
  private static final Header SERVICE_VERSION =
      new Header("x-ms-keyvault-service-version", "1.9.378.1");

  private static final List<Header> ALWAYS =
      List.of(
          new Header("Cache-Control", "no-cache"),
          new Header("Pragma", "no-cache"),
          new Header("Expires", "-1"),
          new Header("Strict-Transport-Security", "max-age=31536000;includeSubDomains"),
          new Header("X-Content-Type-Options", "nosniff"),
          SERVICE_VERSION);

  private static final int UNAUTHORIZED = 401;

  private Answers() {}

  static Response error(Problem problem) {
    return challenged(retried(error(WireErrors.of(problem)), problem), problem);
  }

  /// What a managed HSM answers to a caller without a token: the challenge, and no body.
  static Response challengeAlone(Problem.Unauthenticated problem) {
    return challenged(Response.of(UNAUTHORIZED), problem);
  }

  static Response crash(Request request) {
    return error(WireErrors.crash(request.id()));
  }

  static Response complete(Response response, Request request, Optional<String> region) {
    List<Header> headers = new ArrayList<>(ALWAYS.size() + 4);
    headers.addAll(ALWAYS);
    region.ifPresent(place -> headers.add(new Header("x-ms-keyvault-region", place)));
    request
        .header("x-ms-client-request-id")
        .ifPresent(id -> headers.add(new Header("x-ms-client-request-id", id)));
    headers.add(new Header("x-ms-request-id", request.id()));
    headers.add(new Header("x-ms-keyvault-network-info", networkInfo(request.peer())));
    return response.with(headers);
  }

  private static Response error(WireError error) {
    byte[] body =
        Json.write(json -> {
          json.writeStartObject();
          json.writeName("error");
          json.writeStartObject();
          json.writeStringProperty("code", error.code());
          json.writeStringProperty("message", error.message());
          error
              .inner()
              .ifPresent(inner -> {
                json.writeName("innererror");
                json.writeStartObject();
                json.writeStringProperty("code", inner);
                json.writeEndObject();
              });
          json.writeEndObject();
          json.writeEndObject();
        });
    return Response.json(error.status(), body);
  }

  private static Response challenged(Response response, Problem problem) {
    return problem instanceof Problem.Unauthenticated(_, Optional<String> challenge)
        ? challenge.map(words -> response.with("WWW-Authenticate", words)).orElse(response)
        : response;
  }

  private static Response retried(Response response, Problem problem) {
    return switch (problem) {
      case Problem.Throttled(Duration after) -> retry(response, after);
      case Problem.Unavailable(_, Duration after) -> retry(response, after);
      default -> response;
    };
  }

  private static Response retry(Response response, Duration after) {
    return response.with("Retry-After", Long.toString(Math.max(1, after.toSeconds())));
  }

  private static String networkInfo(String peer) {
    return peer.indexOf(':') < 0
        ? "conn_type=Ipv4;addr=" + peer + ";act_addr_fam=InterNetwork;"
        : "conn_type=Ipv6;addr=" + peer + ";act_addr_fam=InterNetworkV6;";
  }
}
