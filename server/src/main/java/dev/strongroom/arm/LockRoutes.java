package dev.strongroom.arm;

import dev.strongroom.http.Bound;
import dev.strongroom.http.Json;
import dev.strongroom.http.JsonValue;
import dev.strongroom.http.Request;
import dev.strongroom.http.Response;
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
import tools.jackson.core.JsonGenerator;

/// `Microsoft.Authorization/locks`, below any scope (specification of 2020-05-01).
public final class LockRoutes implements ArmProvider {
  private static final String LOCKS = "/providers/microsoft.authorization/locks";
  private static final int CREATED = 201;
  private static final int NO_CONTENT = 204;

  private final LockStore store;

  public LockRoutes(LockStore store) {
    this.store = store;
  }

  @Override
  public Optional<Bound<?>> bind(Request request, ResourceId path, Caller caller) {
    int at = path.canonical().lastIndexOf(LOCKS);
    if (at < 0) {
      return Optional.empty();
    }
    ResourceId scope = ResourceId.of(path.display().substring(0, at));
    String rest = path.display().substring(at + LOCKS.length());
    if (rest.isEmpty()) {
      return Optional.of(list(request, path, scope));
    }
    String name = rest.substring(1);
    boolean single = rest.charAt(0) == '/' && name.indexOf('/') < 0;
    return single ? Optional.of(one(request, path, scope, name)) : Optional.empty();
  }

  private Bound<?> list(Request request, ResourceId path, ResourceId scope) {
    if (!request.effectiveMethod().equals("GET")) {
      throw notAllowed(request, path);
    }
    String filter = request.query().getOrDefault("$filter", "");
    if (!filter.isEmpty() && !filter.equalsIgnoreCase("atScope()")) {
      throw new Problem.Invalid(
              "InvalidFilter", "The $filter '" + filter + "' is not offered. Use atScope().")
          .asException();
    }
    return new Bound<>(
        new ListLocks(store, scope, !filter.isEmpty()),
        found -> Response.json(Bound.OK, Json.write(json -> write(json, found))));
  }

  private Bound<?> one(Request request, ResourceId path, ResourceId scope, String name) {
    return switch (request.effectiveMethod()) {
      case "GET" -> new Bound<>(new GetLock(store, scope, name), found -> answer(Bound.OK, found));
      case "PUT" ->
          new Bound<>(
              new PutLock(store, read(request, scope, name)),
              saved -> answer(saved.created() ? CREATED : Bound.OK, saved.lock()));
      case "DELETE" ->
          new Bound<>(
              new DeleteLock(store, scope, name),
              deleted -> Response.of(deleted ? Bound.OK : NO_CONTENT));
      default -> throw notAllowed(request, path);
    };
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

  private static RuntimeException notAllowed(Request request, ResourceId path) {
    return new Problem.MethodNotAllowed(request.effectiveMethod(), path.display()).asException();
  }
}
