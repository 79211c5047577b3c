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
import dev.strongroom.identity.TenantDirectory;
import dev.strongroom.model.PrincipalId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/// Which groups an object is in, and who owns one. Groups that are switched off give nothing and
/// are not shown; nothing has owners here, so every list of them is empty.
final class MembershipRoutes {
  private static final String V1 = "/v1.0/";
  private static final String OBJECTS = "directoryObjects";
  private static final List<String> SETS = List.of("users", "groups", "servicePrincipals");
  private static final int MAX_ASKED = 20;

  private static final Listing<Principal> LIST =
      new Listing<>(
          OBJECTS,
          Principal::id,
          Map.of(
              "id", one -> List.of(one.id().toString()),
              "displayName", one -> List.of(one.displayName())),
          PrincipalJson::typed);

  private final DirectoryStore store;

  MembershipRoutes(DirectoryStore store) {
    this.store = store;
  }

  void addTo(Routes.Builder<Function<GraphCall, Bound<?>>> table) {
    for (String set : SETS) {
      table.add("GET", V1 + set + "/{id}/memberOf", call -> list(call, set, false));
      table.add("GET", V1 + set + "/{id}/transitiveMemberOf", call -> list(call, set, true));
      table.add("POST", V1 + set + "/{id}/getMemberGroups", call -> groups(call, set));
      table.add("POST", V1 + set + "/{id}/getMemberObjects", call -> groups(call, set));
    }
    table.add("POST", V1 + OBJECTS + "/{id}/getMemberGroups", call -> groups(call, OBJECTS));
    table.add("POST", V1 + OBJECTS + "/{id}/checkMemberGroups", this::check);
    for (String set : List.of("groups", "servicePrincipals")) {
      table.add("GET", V1 + set + "/{id}/owners", call -> owners(call, set));
    }
    table.add("GET", V1 + "applications/{id}/owners", this::ownersOfApplication);
  }

  private Bound<?> list(GraphCall call, String set, boolean all) {
    Listing.Asked<Principal> asked = LIST.ask(call);
    return new Bound<>(
        browse(call, all ? "List transitive memberships" : "List memberships"),
        directory -> {
          PrincipalId id = found(directory, set, call).id();
          Predicate<PrincipalId> wanted =
              group -> all || directory.all().membersOf(group).contains(id);
          List<Principal> groups =
              directory.all().groupsOf(id).stream()
                  .filter(wanted)
                  .flatMap(group -> directory.principal(group).stream())
                  .toList();
          return LIST.answer(call, asked, groups);
        });
  }

  /// All groups are security groups, so `securityEnabledOnly` changes nothing.
  private Bound<?> groups(GraphCall call, String set) {
    var _ = call.body();
    return new Bound<>(
        browse(call, "Get member groups"),
        directory -> ids(call, directory.all().groupsOf(found(directory, set, call).id())));
  }

  private Bound<?> check(GraphCall call) {
    Set<PrincipalId> asked = new LinkedHashSet<>();
    for (JsonValue item : call.body().items("groupIds")) {
      String id = item instanceof Str(String text) ? text : "";
      asked.add(
          PrincipalId.parse(id)
              .orElseThrow(() -> DirectoryActions.invalid("Invalid GUID: '" + id + "'.")));
    }
    if (asked.isEmpty() || asked.size() > MAX_ASKED) {
      throw DirectoryActions.invalid(
          "The property 'groupIds' must hold 1 to " + MAX_ASKED + " ids.");
    }
    return new Bound<>(
        browse(call, "Check member groups"),
        directory -> {
          Set<PrincipalId> in = directory.all().groupsOf(found(directory, OBJECTS, call).id());
          asked.retainAll(in);
          return ids(call, asked);
        });
  }

  private Bound<?> owners(GraphCall call, String set) {
    Listing.Asked<Principal> asked = LIST.ask(call);
    return new Bound<>(
        browse(call, "List owners"),
        directory -> {
          var _ = found(directory, set, call);
          return LIST.answer(call, asked, List.of());
        });
  }

  private Bound<?> ownersOfApplication(GraphCall call) {
    Listing.Asked<Principal> asked = LIST.ask(call);
    return new Bound<>(
        browse(call, "List owners of application"),
        directory -> {
          var _ =
              directory
                  .application(call.id())
                  .orElseThrow(() -> DirectoryActions.notFound(call.id()));
          return LIST.answer(call, asked, List.of());
        });
  }

  private static Principal found(TenantDirectory directory, String set, GraphCall call) {
    return set.equals(OBJECTS)
        ? directory.principal(call.id()).orElseThrow(() -> DirectoryActions.notFound(call.id()))
        : PrincipalRoutes.found(directory, set, call.word("id"));
  }

  private static Response ids(GraphCall call, Set<PrincipalId> ids) {
    return Response.json(
        Bound.OK,
        Json.write(json -> {
          json.writeStartObject();
          json.writeStringProperty(
              "@odata.context", call.base() + "$metadata#Collection(Edm.String)");
          PrincipalJson.texts(json, "value", ids.stream().map(PrincipalId::toString).toList());
          json.writeEndObject();
        }));
  }

  private BrowseDirectory browse(GraphCall call, String name) {
    return new BrowseDirectory(store, call.who().tenant(), name);
  }
}
