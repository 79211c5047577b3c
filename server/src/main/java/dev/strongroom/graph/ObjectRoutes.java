package dev.strongroom.graph;

import dev.strongroom.http.Bound;
import dev.strongroom.http.Json;
import dev.strongroom.http.JsonValue;
import dev.strongroom.http.JsonValue.Str;
import dev.strongroom.http.Response;
import dev.strongroom.http.Routes;
import dev.strongroom.identity.BrowseDirectory;
import dev.strongroom.identity.DirectoryActions;
import dev.strongroom.identity.DirectoryStore;
import dev.strongroom.identity.Principal;
import dev.strongroom.identity.Tenant;
import dev.strongroom.identity.TenantDirectory;
import dev.strongroom.kernel.Caller;
import dev.strongroom.kernel.Problem;
import dev.strongroom.model.PrincipalId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;

/// What is asked of objects whatever their type, and of the tenant.
final class ObjectRoutes {
  private static final int MAX_IDS = 1_000;
  static final String USER_INFO = "/oidc/userinfo";
  private static final String OBJECTS = "directoryObjects";

  private final DirectoryStore store;

  ObjectRoutes(DirectoryStore store) {
    this.store = store;
  }

  void addTo(Routes.Builder<Function<GraphCall, Bound<?>>> table) {
    table.add("GET", "/v1.0/me", this::me);
    table.add("GET", USER_INFO, this::userInfo);
    table.add("POST", USER_INFO, this::userInfo);
    table.add("GET", "/v1.0/organization", this::organization);
    table.add("GET", "/v1.0/directoryObjects/{id}", this::object);
    table.add("POST", "/v1.0/directoryObjects/getByIds", this::byIds);
  }

  /// `az` learns from this very message that it runs as an application (clients.md 3).
  private Bound<?> me(GraphCall call) {
    if (call.who().kind() == Caller.Kind.APP) {
      throw new Problem.Invalid(
              "BadRequest", "/me request is only valid with delegated authentication flow.")
          .asException();
    }
    return new Bound<>(
        browse(call, "Get me"),
        directory ->
            call.one(
                Bound.OK,
                "users",
                json -> PrincipalJson.members(json, required(directory, call.who().id()))));
  }

  /// OpenID Connect Core 5.3; a program is nobody who has signed in.
  private Bound<?> userInfo(GraphCall call) {
    if (call.who().kind() == Caller.Kind.APP) {
      throw new Problem.NotPermitted(
              "Authorization_RequestDenied", "The token is no person's, so it has no user info.")
          .asException();
    }
    return new Bound<>(
        browse(call, "Get user info"), directory -> userInfo(required(directory, call.who().id())));
  }

  private static Response userInfo(Principal person) {
    return Response.json(
            Bound.OK,
            Json.write(json -> {
              json.writeStartObject();
              json.writeStringProperty("sub", person.id().toString());
              json.writeStringProperty("name", person.displayName());
              if (person instanceof Principal.User user) {
                json.writeStringProperty("preferred_username", user.userPrincipalName());
              }
              json.writeEndObject();
            }))
        .with("Cache-Control", "no-store");
  }

  private Bound<?> organization(GraphCall call) {
    return new Bound<>(
        browse(call, "Get organization"),
        directory ->
            collection(call, "organization", List.of(directory.tenant()), ObjectRoutes::tenant));
  }

  private Bound<?> object(GraphCall call) {
    PrincipalId id = call.id();
    return new Bound<>(
        browse(call, "Get directory object"),
        directory ->
            call.one(
                Bound.OK, OBJECTS, json -> PrincipalJson.typed(json, required(directory, id))));
  }

  /// Ids that are not there are left out, as in Graph.
  private Bound<?> byIds(GraphCall call) {
    JsonValue body = call.body();
    Set<PrincipalId> ids = new LinkedHashSet<>();
    for (String id : texts(body, "ids")) {
      ids.add(
          PrincipalId.parse(id)
              .orElseThrow(() -> DirectoryActions.invalid("Invalid GUID: '" + id + "'.")));
    }
    if (ids.isEmpty() || ids.size() > MAX_IDS) {
      throw DirectoryActions.invalid("The property 'ids' must hold 1 to " + MAX_IDS + " ids.");
    }
    List<String> types = texts(body, "types");
    return new Bound<>(
        browse(call, "Get directory objects by ids"),
        directory -> collection(call, OBJECTS, found(directory, ids, types), PrincipalJson::typed));
  }

  private static List<Principal> found(
      TenantDirectory directory, Set<PrincipalId> ids, List<String> types) {
    return ids.stream()
        .map(directory::principal)
        .flatMap(Optional::stream)
        .filter(one -> types.isEmpty() || types.contains(PrincipalJson.type(one)))
        .toList();
  }

  private static List<String> texts(JsonValue body, String name) {
    List<String> texts = new ArrayList<>();
    for (JsonValue item : body.items(name)) {
      if (!(item instanceof Str(String text))) {
        throw DirectoryActions.invalid("The property '" + name + "' must be a list of texts.");
      }
      texts.add(text);
    }
    return texts;
  }

  private static Principal required(TenantDirectory directory, PrincipalId id) {
    return directory.principal(id).orElseThrow(() -> DirectoryActions.notFound(id));
  }

  private static <T> Response collection(
      GraphCall call, String set, List<T> items, BiConsumer<JsonGenerator, T> members) {
    return Response.json(
        Bound.OK,
        Json.write(json -> {
          json.writeStartObject();
          json.writeStringProperty("@odata.context", call.base() + "$metadata#" + set);
          json.writeArrayPropertyStart("value");
          for (T item : items) {
            json.writeStartObject();
            members.accept(json, item);
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        }));
  }

  private static void tenant(JsonGenerator json, Tenant tenant) {
    json.writeStringProperty("id", tenant.id().toString());
    json.writeStringProperty("displayName", tenant.displayName());
    json.writeStringProperty("tenantType", "AAD");
    PrincipalJson.texts(json, "verifiedDomains", List.of());
  }

  private BrowseDirectory browse(GraphCall call, String name) {
    return new BrowseDirectory(store, call.who().tenant(), name);
  }
}
