package dev.strongroom.arm;

import dev.strongroom.elevation.Page;
import dev.strongroom.elevation.RequestId;
import dev.strongroom.http.Bound;
import dev.strongroom.http.Json;
import dev.strongroom.http.Request;
import dev.strongroom.http.Response;
import dev.strongroom.http.Routes;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.TenantId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;

/// One request to the routes of access for a time, understood as far as its path.
record ElevationAsked(
    Request request,
    ResourceId scope,
    Who.Principal who,
    Routes.Match<Function<ElevationAsked, Bound<?>>> match) {
  TenantId tenant() {
    return who.tenant();
  }

  String name() {
    return match.value("name");
  }

  /// The name as a GUID.
  <T> T name(Function<String, Optional<T>> parse) {
    return parse.apply(name()).orElseThrow(() -> noGuid(name()));
  }

  UUID guid(String text) {
    return RequestId.parse(text).orElseThrow(() -> noGuid(text)).value();
  }

  String filter() {
    return request.query().getOrDefault("$filter", "");
  }

  Optional<String> after() {
    return Optional.ofNullable(request.query().get("$skiptoken")).filter(text -> !text.isEmpty());
  }

  <T> Response list(Page<T> page, BiConsumer<JsonGenerator, T> write) {
    return list(page.items(), page.next(), write);
  }

  <T> Response list(List<T> items, Optional<String> next, BiConsumer<JsonGenerator, T> write) {
    return Response.json(
        Bound.OK,
        Json.write(json -> {
          json.writeStartObject();
          json.writeName("value");
          json.writeStartArray();
          items.forEach(item -> write.accept(json, item));
          json.writeEndArray();
          next.ifPresent(name -> json.writeStringProperty("nextLink", nextLink(name)));
          json.writeEndObject();
        }));
  }

  /// The same question, continued.
  private String nextLink(String after) {
    String version = request.query().getOrDefault("api-version", "");
    String filter = filter().isEmpty() ? "" : "&$filter=" + encoded(filter());
    return request.authority()
        + request.path()
        + "?api-version="
        + encoded(version)
        + filter
        + "&$skipToken="
        + after;
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static Refused noGuid(String name) {
    return new Problem.Invalid("InvalidName", "The name '" + name + "' is not a GUID.")
        .asException();
  }
}
