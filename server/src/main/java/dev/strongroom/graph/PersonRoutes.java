package dev.strongroom.graph;

import dev.strongroom.http.Bound;
import dev.strongroom.http.Json;
import dev.strongroom.http.JsonValue;
import dev.strongroom.http.Response;
import dev.strongroom.http.Routes;
import dev.strongroom.identity.ChangeObject;
import dev.strongroom.identity.ChangeObject.Permission;
import dev.strongroom.identity.CreateUser;
import dev.strongroom.identity.DirectoryActions;
import dev.strongroom.identity.Principal.User;
import dev.strongroom.identity.TenantDirectory;
import dev.strongroom.kernel.Operation;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.people.AddUser;
import dev.strongroom.people.MakeLink;
import dev.strongroom.people.People;
import dev.strongroom.people.PeopleActions;
import dev.strongroom.people.PeopleTimes;
import dev.strongroom.people.RevokeSignIns;
import dev.strongroom.people.SetPassword;
import dev.strongroom.trust.SecretBytes;
import java.util.Optional;
import java.util.function.Function;

/// What administrators do with the ways in which users sign in. Graph's Temporary Access Pass is
/// our one-time link.
final class PersonRoutes {
  private static final int CREATED = 201;
  private static final int NO_CONTENT = 204;
  private static final Permission PASSWORD =
      new Permission("Reset password", PeopleActions.WRITE_PASSWORD);
  private static final Permission LINK =
      new Permission("Create one-time link", PeopleActions.WRITE_PASSWORD);
  private static final Permission REVOKE =
      new Permission("Revoke sign-in sessions", PeopleActions.WRITE_PASSWORD);

  private final People people;

  PersonRoutes(People people) {
    this.people = people;
  }

  void addTo(Routes.Builder<Function<GraphCall, Bound<?>>> table) {
    table.add("POST", "/v1.0/users/{id}/revokeSignInSessions", this::revoke);
    table.add(
        "POST", "/v1.0/users/{id}/authentication/temporaryAccessPassMethods", this::oneTimeLink);
  }

  /// What `passwordProfile` holds.
  private record Profile(SecretBytes password, boolean mustChange) {
    static Optional<Profile> of(JsonValue body) {
      return body.member("passwordProfile")
          .map(profile ->
              new Profile(
                  SecretBytes.utf8(
                      profile
                          .text("password")
                          .orElseThrow(() ->
                              DirectoryActions.invalid(
                                  "The property 'passwordProfile' must hold a password."))),
                  profile.flag("forceChangePasswordNextSignIn").orElse(true)));
    }
  }

  Operation<User> add(JsonValue body, CreateUser create) {
    return Profile.of(body)
        .<Operation<User>>map(
            profile -> new AddUser(people, create, profile.password(), profile.mustChange()))
        .orElse(create);
  }

  Optional<Bound<?>> setPassword(GraphCall call, JsonValue body) {
    return Profile.of(body)
        .map(profile ->
            new Bound<>(
                change(
                    call,
                    PASSWORD,
                    id -> new SetPassword(people, id, profile.password(), profile.mustChange())),
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
