package dev.strongroom.scim;

import dev.strongroom.http.Bound;
import dev.strongroom.http.JsonValue;
import dev.strongroom.http.Response;
import dev.strongroom.http.Routes;
import dev.strongroom.identity.Principal;
import dev.strongroom.provisioning.ChangeProvisionedGroup;
import dev.strongroom.provisioning.ChangeProvisionedUser;
import dev.strongroom.provisioning.Deprovision;
import dev.strongroom.provisioning.DescribeProvisioning;
import dev.strongroom.provisioning.Kept;
import dev.strongroom.provisioning.Kept.GroupForm;
import dev.strongroom.provisioning.Kept.KeptGroup;
import dev.strongroom.provisioning.Kept.KeptUser;
import dev.strongroom.provisioning.Kept.UserForm;
import dev.strongroom.provisioning.ListProvisionedGroups;
import dev.strongroom.provisioning.ListProvisionedUsers;
import dev.strongroom.provisioning.ProvisionGroup;
import dev.strongroom.provisioning.ProvisionUser;
import dev.strongroom.provisioning.Provisioning;
import dev.strongroom.provisioning.ReadProvisionedGroup;
import dev.strongroom.provisioning.ReadProvisionedUser;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// What can be asked of `/scim/v2`.
final class ScimRoutes {
  private static final String USERS = Scim.ROOT + "/Users";
  private static final String GROUPS = Scim.ROOT + "/Groups";
  private static final String ONE = "/{id}";
  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;

  private final Provisioning provisioning;

  ScimRoutes(Provisioning provisioning) {
    this.provisioning = provisioning;
  }

  void addTo(Routes.Builder<Function<ScimCall, Bound<?>>> table) {
    table.add("GET", Scim.ROOT + "/ServiceProviderConfig", call -> described(call, "config"));
    table.add("GET", Scim.ROOT + "/ResourceTypes", call -> described(call, "types"));
    table.add("GET", Scim.ROOT + "/Schemas", call -> described(call, "schemas"));
    table.add("GET", Scim.ROOT + "/ResourceTypes/{id}", call -> described(call, "types"));
    table.add("GET", Scim.ROOT + "/Schemas/{id}", call -> described(call, "schemas"));
    table.add("GET", USERS, this::users);
    table.add("POST", USERS, this::addUser);
    table.add("GET", USERS + ONE, this::user);
    table.add("PUT", USERS + ONE, this::replaceUser);
    table.add("PATCH", USERS + ONE, this::patchUser);
    table.add("DELETE", USERS + ONE, call -> delete(call, false));
    table.add("GET", GROUPS, this::groups);
    table.add("POST", GROUPS, this::addGroup);
    table.add("GET", GROUPS + ONE, this::group);
    table.add("PUT", GROUPS + ONE, this::replaceGroup);
    table.add("PATCH", GROUPS + ONE, this::patchGroup);
    table.add("DELETE", GROUPS + ONE, call -> delete(call, true));
  }

  private Bound<?> described(ScimCall call, String what) {
    return new Bound<>(
        new DescribeProvisioning(provisioning),
        _ -> Described.answer(what, Optional.ofNullable(call.words().get("id")), call.base()));
  }

  private Bound<?> users(ScimCall call) {
    Optional<ScimFilter> filter = call.filter();
    Predicate<KeptUser> chosen =
        user -> filter.isEmpty() || filter.get().holds(UserJson.view(user, call.base()));
    return new Bound<>(
        new ListProvisionedUsers(
            provisioning,
            filter.flatMap(one -> ScimFilter.sole(one, "userName")),
            call.slice(chosen)),
        found ->
            ScimAnswers.list(
                found.total(),
                found.start(),
                found.page().stream()
                    .map(user -> call.shown(UserJson.view(user, call.base())))
                    .toList()));
  }

  private Bound<?> user(ScimCall call) {
    return new Bound<>(
        new ReadProvisionedUser(provisioning, call.id()), user -> unlessKnown(call, user));
  }

  private Bound<?> addUser(ScimCall call) {
    return new Bound<>(
        new ProvisionUser(provisioning, UserJson.form(call.body())),
        user ->
            answer(call, CREATED, user)
                .with("Location", call.base() + "/Users/" + user.user().id()));
  }

  private Bound<?> replaceUser(ScimCall call) {
    UserForm form = UserJson.form(call.body());
    return new Bound<>(
        new ChangeProvisionedUser(
            provisioning,
            call.id(),
            before -> {
              Version.demand(call.expected(), UserJson.view(before, call.base()));
              return form;
            }),
        user -> answer(call, OK, user));
  }

  private Bound<?> patchUser(ScimCall call) {
    ScimPatch patch = ScimPatch.read(call.body(), UserJson.KEPT);
    return new Bound<>(
        new ChangeProvisionedUser(
            provisioning,
            call.id(),
            before -> {
              JsonValue.Obj now = UserJson.view(before, call.base());
              Version.demand(call.expected(), now);
              return UserJson.form(patch.apply(now));
            }),
        user -> answer(call, OK, user));
  }

  private Bound<?> groups(ScimCall call) {
    Optional<ScimFilter> filter = call.filter();
    Predicate<KeptGroup> chosen =
        group -> filter.isEmpty() || filter.get().holds(GroupJson.view(group, call.base()));
    return new Bound<>(
        new ListProvisionedGroups(provisioning, call.slice(chosen)),
        found ->
            ScimAnswers.list(
                found.total(),
                found.start(),
                found.page().stream()
                    .map(group -> call.shown(GroupJson.view(group, call.base())))
                    .toList()));
  }

  private Bound<?> group(ScimCall call) {
    return new Bound<>(
        new ReadProvisionedGroup(provisioning, call.id()), group -> unlessKnown(call, group));
  }

  private Bound<?> addGroup(ScimCall call) {
    return new Bound<>(
        new ProvisionGroup(provisioning, GroupJson.form(call.body())),
        group ->
            answer(call, CREATED, group)
                .with("Location", call.base() + "/Groups/" + group.group().id()));
  }

  private Bound<?> replaceGroup(ScimCall call) {
    GroupForm form = GroupJson.form(call.body());
    return new Bound<>(
        new ChangeProvisionedGroup(
            provisioning,
            call.id(),
            before -> {
              Version.demand(call.expected(), GroupJson.view(before, call.base()));
              return form;
            }),
        group -> answer(call, OK, group));
  }

  private Bound<?> patchGroup(ScimCall call) {
    ScimPatch patch = ScimPatch.read(call.body(), GroupJson.KEPT);
    return new Bound<>(
        new ChangeProvisionedGroup(
            provisioning,
            call.id(),
            before -> {
              JsonValue.Obj now = GroupJson.view(before, call.base());
              Version.demand(call.expected(), now);
              return GroupJson.form(patch.apply(now));
            }),
        group -> answer(call, OK, group));
  }

  private Bound<?> delete(ScimCall call, boolean group) {
    return new Bound<Principal>(
        new Deprovision(
            provisioning,
            call.id(),
            group,
            found -> Version.demand(call.expected(), view(call, found))),
        _ -> Response.of(NO_CONTENT));
  }

  /// Nothing new for a client that has it (`If-None-Match`).
  private static Response unlessKnown(ScimCall call, Kept found) {
    Response whole = answer(call, OK, found);
    String version = Version.of(view(call, found));
    return call.known().filter(tags -> Version.names(tags, version)).isPresent()
        ? Response.of(NOT_MODIFIED).with("ETag", version)
        : whole;
  }

  private static JsonValue.Obj view(ScimCall call, Kept found) {
    return switch (found) {
      case KeptUser user -> UserJson.view(user, call.base());
      case KeptGroup group -> GroupJson.view(group, call.base());
    };
  }

  private static Response answer(ScimCall call, int status, Kept found) {
    JsonValue.Obj shown = call.shown(view(call, found));
    return ScimAnswers.resource(status, shown).with("ETag", Version.of(shown));
  }
}
