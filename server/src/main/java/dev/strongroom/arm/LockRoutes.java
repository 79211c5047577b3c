package dev.strongroom.arm;

import dev.strongroom.http.Bound;
import dev.strongroom.http.Json;
import dev.strongroom.http.JsonValue;
import dev.strongroom.http.Request;
import dev.strongroom.http.Response;
import dev.strongroom.http.Routes;
import dev.strongroom.kernel.Caller;
import dev.strongroom.kernel.Problem;
import dev.strongroom.locks.DeleteLock;
import dev.strongroom.locks.GetLock;
import dev.strongroom.locks.ListLocks;
import dev.strongroom.locks.Lock;
import dev.strongroom.locks.LockLevel;
import dev.strongroom.locks.LockStore;
import dev.strongroom.locks.PutLock;
import dev.strongroom.model.ResourceId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;

/// `Microsoft.Authorization/locks`, below any scope (specification of 2020-05-01).
public final class LockRoutes implements ArmProvider {
  private static final String NAMESPACE = "Microsoft.Authorization";
  private static final String LOCKS = "locks";
  private static final int CREATED = 201;
  private static final int NO_CONTENT = 204;

  private final LockStore store;
  private final Routes<Function<Asked, Bound<?>>> routes;

  public LockRoutes(LockStore store) {
    this.store = store;
    this.routes =
        Routes.<Function<Asked, Bound<?>>>builder()
            .add("GET", "/locks", this::list)
            .add("GET", "/locks/{name}", this::get)
            .add("PUT", "/locks/{name}", this::put)
            .add("DELETE", "/locks/{name}", this::delete)
            .build();
  }

  @Override
  public List<Routes.Line> lines() {
    return ProviderPath.below(NAMESPACE, routes.lines());
  }

  @Override
  public Optional<Bound<?>> bind(Request request, ResourceId path, Caller caller) {
    return ProviderPath.of(path, NAMESPACE)
        .filter(parts -> parts.segments().getFirst().equalsIgnoreCase(LOCKS))
        .map(parts -> {
          Routes.Match<Function<Asked, Bound<?>>> match =
              routes.find(request.effectiveMethod(), parts.segments(), path.display());
          return match.route().apply(new Asked(request, parts.scope(), match));
        });
  }

  private record Asked(
      Request request, ResourceId scope, Routes.Match<Function<Asked, Bound<?>>> match) {
    String name() {
      return match.value("name");
    }
  }

  private Bound<?> list(Asked asked) {
    String filter = asked.request().query().getOrDefault("$filter", "");
    if (!filter.isEmpty() && !filter.equalsIgnoreCase("atScope()")) {
      throw new Problem.Invalid(
              "InvalidFilter", "The $filter '" + filter + "' is not offered. Use atScope().")
          .asException();
    }
    return new Bound<>(
        new ListLocks(store, asked.scope(), !filter.isEmpty()),
        found -> Response.json(Bound.OK, Json.write(json -> write(json, found))));
  }

  private Bound<?> get(Asked asked) {
    return new Bound<>(
        new GetLock(store, asked.scope(), asked.name()), found -> answer(Bound.OK, found));
  }

  private Bound<?> put(Asked asked) {
    return new Bound<>(
        new PutLock(store, read(asked.request(), asked.scope(), asked.name())),
        saved -> answer(saved.created() ? CREATED : Bound.OK, saved.lock()));
  }

  private Bound<?> delete(Asked asked) {
    return new Bound<>(
        new DeleteLock(store, asked.scope(), asked.name()),
        deleted -> Response.of(deleted ? Bound.OK : NO_CONTENT));
  }

  private static Lock read(Request request, ResourceId scope, String name) {
    JsonValue properties =
        Json.parse(request.body())
            .member("properties")
            .orElseThrow(() -> invalid("The request has no 'properties'."));
    LockLevel level =
        properties
            .text("level")
            .flatMap(LockLevel::parse)
            .orElseThrow(() -> invalid("The 'level' of a lock is CanNotDelete or ReadOnly."));
    List<String> owners =
        properties.items("owners").stream()
            .map(owner ->
                owner
                    .text("applicationId")
                    .filter(id -> !id.contains("\n"))
                    .orElseThrow(() -> invalid("Each of 'owners' has an 'applicationId'.")))
            .toList();
    return new Lock(scope, name, level, properties.text("notes"), owners);
  }

  private static Response answer(int status, Lock lock) {
    return Response.json(status, Json.write(json -> write(json, lock)));
  }

  private static void write(JsonGenerator json, List<Lock> locks) {
    json.writeStartObject();
    json.writeName("value");
    json.writeStartArray();
    locks.forEach(lock -> write(json, lock));
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Lock lock) {
    json.writeStartObject();
    json.writeName("properties");
    json.writeStartObject();
    json.writeStringProperty("level", lock.level().wire());
    lock.notes().ifPresent(notes -> json.writeStringProperty("notes", notes));
    if (!lock.owners().isEmpty()) {
      json.writeName("owners");
      json.writeStartArray();
      for (String owner : lock.owners()) {
        json.writeStartObject();
        json.writeStringProperty("applicationId", owner);
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    json.writeEndObject();
    json.writeStringProperty("id", lock.resource().display());
    json.writeStringProperty("type", "Microsoft.Authorization/locks");
    json.writeStringProperty("name", lock.name());
    json.writeEndObject();
  }

  private static RuntimeException invalid(String message) {
    return new Problem.Invalid("InvalidRequestContent", message).asException();
  }
}
