package dev.strongroom.graph;

import dev.strongroom.http.Bound;
import dev.strongroom.http.Json;
import dev.strongroom.http.Response;
import dev.strongroom.http.Routes;
import dev.strongroom.identity.ChangeObject;
import dev.strongroom.identity.ChangeObject.Permission;
import dev.strongroom.identity.CreateUser;
import dev.strongroom.identity.DirectoryActions;
import dev.strongroom.identity.Principal.User;
import dev.strongroom.identity.TenantDirectory;
import dev.strongroom.kernel.Operation;
import dev.strongroom.model.CredentialId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.people.AddUser;
import dev.strongroom.people.ListFactors;
import dev.strongroom.people.MakeLink;
import dev.strongroom.people.People;
import dev.strongroom.people.PeopleActions;
import dev.strongroom.people.PeopleTimes;
import dev.strongroom.people.RemoveFactorOf;
import dev.strongroom.people.RevokeSignIns;
import dev.strongroom.people.SealBreakGlass;
import dev.strongroom.people.SetPassword;
import java.util.Optional;
import java.util.function.Function;

/// What administrators do with the ways in which users sign in. Graph's Temporary Access Pass is
/// our one-time link.
final class PersonRoutes {
  private static final String METHODS = "/v1.0/users/{id}/authentication/";
  private static final int CREATED = 201;
  private static final int NO_CONTENT = 204;
  private static final Permission PASSWORD =
      new Permission("Reset password", PeopleActions.WRITE_PASSWORD);
  private static final Permission LINK =
      new Permission("Create one-time link", PeopleActions.WRITE_PASSWORD);
  private static final Permission LIST_METHODS =
      new Permission("List authentication methods", PeopleActions.READ_FACTORS);
  private static final Permission REMOVE_METHOD =
      new Permission("Delete authentication method", PeopleActions.WRITE_PASSWORD);
  private static final Permission SEAL =
      new Permission("Seal break-glass credential", PeopleActions.WRITE_PASSWORD);
  private static final Permission REVOKE =
      new Permission("Revoke sign-in sessions", PeopleActions.WRITE_PASSWORD);

  private final People people;

  PersonRoutes(People people) {
    this.people = people;
  }

  void addTo(Routes.Builder<Function<GraphCall, Bound<?>>> table) {
    table.add("POST", "/v1.0/users/{id}/revokeSignInSessions", this::revoke);
    table.add("POST", METHODS + "temporaryAccessPassMethods", this::oneTimeLink);
    table.add("GET", METHODS + "methods", this::methods);
    table.add("POST", METHODS + "sealedMethods", this::seal);
    MethodJson.KINDS.forEach((set, kind) ->
        table.add("DELETE", METHODS + set + "/{method}", call -> remove(call, kind)));
  }

  Operation<User> add(Optional<UserBody.Profile> profile, CreateUser create) {
    return profile
        .<Operation<User>>map(one -> new AddUser(people, create, one.password(), one.mustChange()))
        .orElse(create);
  }

  Optional<Bound<?>> setPassword(GraphCall call, Optional<UserBody.Profile> profile) {
    return profile.map(one ->
        new Bound<>(
            change(
                call,
                PASSWORD,
                id -> new SetPassword(people, id, one.password(), one.mustChange())),
            _ -> Response.of(NO_CONTENT)));
  }

  private Bound<?> revoke(GraphCall call) {
    return new Bound<>(
        change(call, REVOKE, id -> new RevokeSignIns(people, id)),
        _ ->
            Response.json(
                Bound.OK,
                Json.write(json -> {
                  json.writeStartObject();
                  json.writeStringProperty("@odata.context", call.base() + "$metadata#Edm.Boolean");
                  json.writeBooleanProperty("value", true);
                  json.writeEndObject();
                })));
  }

  private Bound<?> oneTimeLink(GraphCall call) {
    return new Bound<>(
        change(call, LINK, id -> new MakeLink(people, id, MakeLink.When.ALWAYS)),
        made ->
            call.one(
                CREATED,
                "users('" + call.id() + "')/authentication/temporaryAccessPassMethods",
                json -> {
                  MakeLink.Made link = made.orElseThrow();
                  json.writeStringProperty("temporaryAccessPass", link.text());
                  json.writeNumberProperty("lifetimeInMinutes", PeopleTimes.LINK.toMinutes());
                  json.writeBooleanProperty("isUsableOnce", true);
                  json.writeBooleanProperty("isUsable", true);
                }));
  }

  private Bound<?> methods(GraphCall call) {
    return new Bound<>(
        change(call, LIST_METHODS, id -> new ListFactors(people, id)),
        found -> MethodJson.list(call, found));
  }

  private Bound<?> seal(GraphCall call) {
    return new Bound<>(
        change(call, SEAL, id -> new SealBreakGlass(people, id)),
        made -> MethodJson.sealed(call, made));
  }

  private Bound<?> remove(GraphCall call, String kind) {
    CredentialId method =
        CredentialId.parse(call.word("method"))
            .orElseThrow(() -> DirectoryActions.notFound(call.word("method")));
    return new Bound<>(
        change(call, REMOVE_METHOD, id -> new RemoveFactorOf(people, id, kind, method)),
        _ -> Response.of(NO_CONTENT));
  }

  private <R> ChangeObject<R> change(
      GraphCall call, Permission permission, Function<PrincipalId, Operation<R>> change) {
    return new ChangeObject<>(
        people.directory(),
        call.who().tenant(),
        permission,
        call.id(),
        directory -> change.apply(user(directory, call.id()).id()));
  }

  private static User user(TenantDirectory directory, PrincipalId id) {
    return directory
        .principal(id)
        .filter(User.class::isInstance)
        .map(User.class::cast)
        .orElseThrow(() -> DirectoryActions.notFound(id));
  }
}
