package dev.strongroom.arm;

import dev.strongroom.elevation.RequestId;
import dev.strongroom.http.Bound;
import dev.strongroom.http.Json;
import dev.strongroom.http.JsonValue;
import dev.strongroom.http.Request;
import dev.strongroom.http.Response;
import dev.strongroom.http.Routes;
import dev.strongroom.kernel.Caller;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.model.ResourceId;
import dev.strongroom.reveal.DecideReveal;
import dev.strongroom.reveal.DeleteRevealRule;
import dev.strongroom.reveal.GetReveal;
import dev.strongroom.reveal.GetRevealRule;
import dev.strongroom.reveal.ListReveals;
import dev.strongroom.reveal.PutRevealRule;
import dev.strongroom.reveal.RequestReveal;
import dev.strongroom.reveal.RevealRequest;
import dev.strongroom.reveal.RevealRule;
import dev.strongroom.reveal.Revealing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;

/// `Strongroom.Access`, ours: secrets that nobody reads alone.
public final class RevealRoutes implements ArmProvider {
  private static final String NAMESPACE = "Strongroom.Access";
  private static final String RULE = "/revealRules/default";
  private static final String REVEALS = "/reveals";
  private static final int NO_CONTENT = 204;
  private static final int CREATED = 201;

  private final Revealing revealing;
  private final InstantSource clock;
  private final Routes<Function<Asked, Bound<?>>> routes;

  /// @param clock tells in answers what has run out
  public RevealRoutes(Revealing revealing, InstantSource clock) {
    this.revealing = revealing;
    this.clock = clock;
    this.routes =
        Routes.<Function<Asked, Bound<?>>>builder()
            .add("GET", RULE, this::getRule)
            .add("PUT", RULE, this::putRule)
            .add("DELETE", RULE, this::deleteRule)
            .add("GET", REVEALS, this::list)
            .add("GET", REVEALS + "/{name}", this::get)
            .add("PUT", REVEALS + "/{name}", this::put)
            .add("POST", REVEALS + "/{name}/approve", asked -> decide(asked, true))
            .add("POST", REVEALS + "/{name}/deny", asked -> decide(asked, false))
            .build();
  }

  @Override
  public List<Routes.Line> lines() {
    return ProviderPath.below(NAMESPACE, routes.lines());
  }

  @Override
  public Optional<Bound<?>> bind(Request request, ResourceId path, Caller caller) {
    return ProviderPath.of(path, NAMESPACE)
        .filter(parts -> parts.segments().getFirst().toLowerCase(Locale.ROOT).startsWith("reveal"))
        .map(parts -> {
          Routes.Match<Function<Asked, Bound<?>>> match =
              routes.find(request.effectiveMethod(), parts.segments(), path.display());
          return match.route().apply(new Asked(request, parts.scope(), match));
        });
  }

  private record Asked(
      Request request, ResourceId scope, Routes.Match<Function<Asked, Bound<?>>> match) {
    UUID id() {
      String name = match.value("name");
      return RequestId.parse(name)
          .orElseThrow(() -> invalid("InvalidName", "The name '" + name + "' is not a GUID."))
          .value();
    }

    ArmFields properties() {
      JsonValue properties =
          Json.parse(request.body())
              .member("properties")
              .orElseThrow(
                  () -> invalid("InvalidRequestContent", "The request has no 'properties'."));
      return ArmFields.of(properties);
    }
  }

  private Bound<?> getRule(Asked asked) {
    return new Bound<>(
        new GetRevealRule(revealing, asked.scope()), found -> answer(Bound.OK, found));
  }

  private Bound<?> putRule(Asked asked) {
    Duration window =
        asked
            .properties()
            .whole("windowInMinutes")
            .map(Duration::ofMinutes)
            .orElse(Revealing.DEFAULT_WINDOW);
    return new Bound<>(
        new PutRevealRule(revealing, asked.scope(), window), made -> answer(Bound.OK, made));
  }

  private Bound<?> deleteRule(Asked asked) {
    return new Bound<>(
        new DeleteRevealRule(revealing, asked.scope()),
        lifted -> Response.of(lifted ? Bound.OK : NO_CONTENT));
  }

  private Bound<?> list(Asked asked) {
    return new Bound<>(
        new ListReveals(revealing, asked.scope()),
        found ->
            Response.json(
                Bound.OK,
                Json.write(json -> {
                  json.writeStartObject();
                  json.writeName("value");
                  json.writeStartArray();
                  found.forEach(one -> write(json, one));
                  json.writeEndArray();
                  json.writeEndObject();
                })));
  }

  private Bound<?> get(Asked asked) {
    return new Bound<>(
        new GetReveal(revealing, asked.scope(), asked.id()), found -> answer(Bound.OK, found));
  }

  private Bound<?> put(Asked asked) {
    return new Bound<>(
        new RequestReveal(revealing, asked.scope(), asked.id(), justification(asked)),
        made -> answer(CREATED, made));
  }

  private Bound<?> decide(Asked asked, boolean approve) {
    return new Bound<>(
        new DecideReveal(revealing, asked.scope(), asked.id(), approve, justification(asked)),
        decided -> answer(Bound.OK, decided));
  }

  private static String justification(Asked asked) {
    return asked.properties().text("justification").orElse("");
  }

  private static Response answer(int status, RevealRule rule) {
    return Response.json(
        status,
        Json.write(json -> {
          json.writeStartObject();
          json.writeStringProperty(
              "id", rule.scope().child("providers/" + NAMESPACE + RULE).display());
          json.writeStringProperty("name", "default");
          json.writeStringProperty("type", NAMESPACE + "/revealRules");
          json.writeName("properties");
          json.writeStartObject();
          json.writeNumberProperty("windowInMinutes", rule.window().toMinutes());
          json.writeStringProperty("setBy", rule.by());
          json.writeStringProperty("setOn", rule.at().toString());
          json.writeEndObject();
          json.writeEndObject();
        }));
  }

  private Response answer(int status, RevealRequest request) {
    return Response.json(status, Json.write(json -> write(json, request)));
  }

  private void write(JsonGenerator json, RevealRequest one) {
    RevealRequest.Decision decision = one.decision();
    json.writeStartObject();
    json.writeStringProperty(
        "id",
        one.subject()
            .secret()
            .child("providers/" + NAMESPACE + REVEALS + "/" + one.id())
            .display());
    json.writeStringProperty("name", one.id().toString());
    json.writeStringProperty("type", NAMESPACE + REVEALS);
    json.writeName("properties");
    json.writeStartObject();
    json.writeStringProperty("secret", one.subject().secret().display());
    json.writeStringProperty("requestorId", one.subject().requester().toString());
    json.writeStringProperty("justification", one.reason());
    json.writeStringProperty("status", one.state(clock.instant()).wire());
    json.writeStringProperty("createdOn", one.asked().toString());
    ScheduleRequestJson.orNull(json, "decidedBy", decision.by().map(Object::toString));
    ScheduleRequestJson.orNull(json, "decidedOn", decision.at().map(Instant::toString));
    ScheduleRequestJson.orNull(json, "usableUntil", decision.until().map(Instant::toString));
    json.writeStringProperty("decisionJustification", decision.reason());
    json.writeEndObject();
    json.writeEndObject();
  }

  private static Refused invalid(String code, String message) {
    return new Problem.Invalid(code, message).asException();
  }
}
