package dev.strongroom.graph;

import dev.strongroom.http.Bound;
import dev.strongroom.http.JsonValue;
import dev.strongroom.http.Response;
import dev.strongroom.http.Routes;
import dev.strongroom.identity.AddMember;
import dev.strongroom.identity.BrowseDirectory;
import dev.strongroom.identity.ChangeObject;
import dev.strongroom.identity.ChangeObject.Permission;
import dev.strongroom.identity.CreateForeignUser;
import dev.strongroom.identity.CreateGroup;
import dev.strongroom.identity.CreateUser;
import dev.strongroom.identity.DeletePrincipal;
import dev.strongroom.identity.DirectoryActions;
import dev.strongroom.identity.DirectoryStore;
import dev.strongroom.identity.ForeignIdentity;
import dev.strongroom.identity.Membership;
import dev.strongroom.identity.Principal;
import dev.strongroom.identity.Principal.Group;
import dev.strongroom.identity.Principal.ManagedIdentity;
import dev.strongroom.identity.Principal.ServicePrincipal;
import dev.strongroom.identity.Principal.User;
import dev.strongroom.identity.RemoveMember;
import dev.strongroom.identity.SetPrincipalEnabled;
import dev.strongroom.identity.TenantDirectory;
import dev.strongroom.identity.UpdatePrincipal;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Refused;
import dev.strongroom.model.AppId;
import dev.strongroom.model.PrincipalId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Users, groups and service principals.
final class PrincipalRoutes {
  private static final String USERS = "users";
  static final String GROUPS = "groups";
  private static final String SERVICES = "servicePrincipals";
  private static final String V1 = "/v1.0/";
  private static final int CREATED = 201;
  private static final int NO_CONTENT = 204;

  private static final Permission SET_ENABLED =
      new Permission("Update principal", DirectoryActions.WRITE_PRINCIPAL);
  private static final Permission UPDATE =
      new Permission("Update user or group", DirectoryActions.WRITE_PRINCIPAL);
  private static final Permission DELETE =
      new Permission("Delete principal", DirectoryActions.DELETE_PRINCIPAL);
  private static final Permission ADD_MEMBER =
      new Permission("Add member to group", DirectoryActions.WRITE_MEMBERS);
  private static final Permission REMOVE_MEMBER =
      new Permission("Remove member from group", DirectoryActions.WRITE_MEMBERS);

  private static final Function<Principal, List<String>> ID = one -> List.of(one.id().toString());
  private static final Function<Principal, List<String>> NAME = one -> List.of(one.displayName());
  private static final Function<Principal, List<String>> APP =
      one -> one.clientId().map(AppId::toString).stream().toList();
  private static final Function<Principal, List<String>> USER =
      one -> one instanceof User user ? List.of(user.userPrincipalName()) : List.of();

  private static final Listing<Principal> USER_LIST =
      listing(
          USERS,
          Map.of(
              "id",
              ID,
              "displayName",
              NAME,
              "userPrincipalName",
              USER,
              "accountEnabled",
              one -> List.of(Boolean.toString(one.enabled())),
              "mail",
              _ -> List.of()));
  private static final Listing<Principal> GROUP_LIST =
      listing(GROUPS, Map.of("id", ID, "displayName", NAME, "mailNickname", _ -> List.of()));
  private static final Listing<Principal> SERVICE_LIST =
      listing(
          SERVICES,
          Map.of("id", ID, "displayName", NAME, "appId", APP, "servicePrincipalNames", APP));
  private static final Listing<Principal> MEMBER_LIST =
      new Listing<>(
          "directoryObjects",
          Principal::id,
          Map.of("id", ID, "displayName", NAME),
          PrincipalJson::typed);

  private final DirectoryStore store;
  private final PersonRoutes persons;

  PrincipalRoutes(DirectoryStore store, PersonRoutes persons) {
    this.store = store;
    this.persons = persons;
  }

  void addTo(Routes.Builder<Function<GraphCall, Bound<?>>> table) {
    for (String set : List.of(USERS, GROUPS, SERVICES)) {
      table.add("GET", V1 + set, call -> list(call, set));
      table.add("GET", V1 + set + "/$count", call -> count(call, set));
      table.add("GET", V1 + set + "/{id}", call -> get(call, set));
      table.add("DELETE", V1 + set + "/{id}", call -> delete(call, set));
    }
    table.add("PATCH", V1 + USERS + "/{id}", this::changeUser);
    table.add("PATCH", V1 + GROUPS + "/{id}", call -> rename(call, GROUPS, call.body()));
    table.add("PATCH", V1 + SERVICES + "/{id}", call -> setEnabled(call, SERVICES, call.body()));
    table.add("POST", V1 + USERS, this::addUser);
    table.add("POST", V1 + GROUPS, this::addGroup);
    table.add("POST", V1 + SERVICES, this::addService);
    table.add("GET", V1 + GROUPS + "/{id}/members", this::members);
    table.add("POST", V1 + GROUPS + "/{id}/members/$ref", this::addMember);
    table.add("DELETE", V1 + GROUPS + "/{id}/members/{member}/$ref", this::removeMember);
  }

  private static Listing<Principal> listing(
      String set, Map<String, Function<Principal, List<String>>> properties) {
    return new Listing<>(set, Principal::id, properties, PrincipalJson::members);
  }

  private static boolean isIn(String set, Principal principal) {
    return switch (principal) {
      case User _ -> set.equals(USERS);
      case Group _ -> set.equals(GROUPS);
      case ServicePrincipal _, ManagedIdentity _ -> set.equals(SERVICES);
    };
  }

  private Bound<?> list(GraphCall call, String set) {
    Listing<Principal> listing = listing(set);
    Listing.Asked<Principal> asked = listing.ask(call);
    GroupParts parts = GroupParts.asked(call);
    return new Bound<>(
        browse(call, "List " + set),
        directory ->
            listing
                .showing((json, one) -> parts.write(json, one, directory))
                .answer(call, asked, only(set, directory.principals())));
  }

  private Bound<?> count(GraphCall call, String set) {
    Listing<Principal> listing = listing(set);
    Listing.Asked<Principal> asked = listing.ask(call);
    return new Bound<>(
        browse(call, "Count " + set),
        directory -> listing.count(asked, only(set, directory.principals())));
  }

  private static Listing<Principal> listing(String set) {
    return switch (set) {
      case USERS -> USER_LIST;
      case GROUPS -> GROUP_LIST;
      default -> SERVICE_LIST;
    };
  }

  private static List<Principal> only(String set, List<Principal> all) {
    return all.stream().filter(principal -> isIn(set, principal)).toList();
  }

  private Bound<?> get(GraphCall call, String set) {
    GroupParts parts = GroupParts.asked(call);
    return new Bound<>(
        browse(call, "Get from " + set),
        directory ->
            call.one(
                Bound.OK,
                set,
                json -> parts.write(json, found(directory, set, call.word("id")), directory)));
  }

  /// Users also answer to their name.
  static Principal found(TenantDirectory directory, String set, String key) {
    Optional<Principal> byName =
        set.equals(USERS) ? directory.user(key).map(Principal.class::cast) : Optional.empty();
    return PrincipalId.parse(key)
        .flatMap(directory::principal)
        .or(() -> byName)
        .filter(principal -> isIn(set, principal))
        .orElseThrow(() -> DirectoryActions.notFound(key));
  }

  private Bound<?> delete(GraphCall call, String set) {
    return new Bound<>(
        change(
            call,
            DELETE,
            directory ->
                new DeletePrincipal(
                    store, deletable(found(directory, set, call.id().toString())).id())),
        _ -> Response.of(NO_CONTENT));
  }

  private static Principal deletable(Principal principal) {
    if (principal instanceof ManagedIdentity identity) {
      throw DirectoryActions.invalid(
          "A managed identity is deleted with its resource: " + identity.resource() + ".");
    }
    return principal;
  }

  private Bound<?> changeUser(GraphCall call) {
    UserBody body = UserBody.read(call.request().body());
    boolean more = body.members() instanceof JsonValue.Obj(var members) && !members.isEmpty();
    if (body.profile().isPresent() && more) {
      throw DirectoryActions.invalid("Change 'passwordProfile' by itself, and the rest after it.");
    }
    return persons
        .setPassword(call, body.profile())
        .orElseGet(() -> rename(call, USERS, body.members()));
  }

  private Bound<?> rename(GraphCall call, String set, JsonValue body) {
    UpdatePrincipal.Change change = PrincipalChange.read(body, set.equals(USERS));
    return new Bound<>(
        change(
            call,
            UPDATE,
            directory ->
                new UpdatePrincipal(
                    store, found(directory, set, call.id().toString()).id(), change)),
        _ -> Response.of(NO_CONTENT));
  }

  private Bound<?> setEnabled(GraphCall call, String set, JsonValue body) {
    boolean alone = body instanceof JsonValue.Obj(var members) && members.size() == 1;
    boolean enabled =
        body.flag("accountEnabled")
            .filter(_ -> alone)
            .orElseThrow(() ->
                DirectoryActions.invalid("Only the property 'accountEnabled' can be changed."));
    return new Bound<>(
        change(
            call,
            SET_ENABLED,
            directory -> {
              PrincipalId id = found(directory, set, call.id().toString()).id();
              return new SetPrincipalEnabled(store, id, enabled);
            }),
        _ -> Response.of(NO_CONTENT));
  }

  private Bound<?> addUser(GraphCall call) {
    UserBody whole = UserBody.read(call.request().body());
    JsonValue body = whole.members();
    if (!body.flag("accountEnabled").orElse(true)) {
      throw DirectoryActions.invalid("A user is created enabled; disable it afterwards.");
    }
    String name = PrincipalChange.userName(body);
    CreateUser create =
        new CreateUser(store, call.who().tenant(), name, GraphCall.required(body, "displayName"));
    List<ForeignIdentity.Key> identities = ForeignIdentities.of(body);
    return new Bound<User>(
        identities.isEmpty()
            ? persons.add(whole.profile(), create)
            : foreign(whole, create, identities),
        user -> answer(call, CREATED, USERS, user));
  }

  /// Whoever signs in elsewhere has no password here.
  private static CreateForeignUser foreign(
      UserBody body, CreateUser create, List<ForeignIdentity.Key> identities) {
    if (body.profile().isPresent()) {
      throw DirectoryActions.invalid(
          "The property 'passwordProfile' is not offered: a user with 'identities' signs in"
              + " elsewhere.");
    }
    return new CreateForeignUser(create, identities);
  }

  private Bound<?> addGroup(GraphCall call) {
    JsonValue body = call.body();
    GraphCall.refuse(
        body,
        List.of("members@odata.bind", "groupTypes", "membershipRule"),
        "groups are created empty, and members are added to them.");
    if (body.flag("mailEnabled").orElse(false) || !body.flag("securityEnabled").orElse(true)) {
      throw DirectoryActions.invalid(
          "Only security groups are offered: 'securityEnabled' true, 'mailEnabled' false.");
    }
    return new Bound<>(
        new CreateGroup(store, call.who().tenant(), GraphCall.required(body, "displayName")),
        group -> answer(call, CREATED, GROUPS, group));
  }

  /// An application here has its service principal from the start; tools that make it find it.
  private Bound<?> addService(GraphCall call) {
    String given = GraphCall.required(call.body(), "appId");
    Optional<AppId> id = AppId.parse(given);
    return new Bound<>(
        browse(call, "Add service principal"),
        directory ->
            answer(
                call,
                CREATED,
                SERVICES,
                id.flatMap(directory::client).orElseThrow(() -> noApplication(given))));
  }

  private static Refused noApplication(String given) {
    return DirectoryActions.invalid(
        "The appId '"
            + given
            + "' of the service principal does not reference a valid application"
            + " object.");
  }

  private Bound<?> members(GraphCall call) {
    Listing.Asked<Principal> asked = MEMBER_LIST.ask(call);
    return new Bound<>(
        browse(call, "List members"),
        directory -> {
          PrincipalId group = found(directory, GROUPS, call.word("id")).id();
          return MEMBER_LIST.answer(call, asked, directory.membersOf(group));
        });
  }

  private Bound<?> addMember(GraphCall call) {
    String reference = call.body().text("@odata.id").orElse("");
    PrincipalId member =
        PrincipalId.parse(reference.substring(reference.lastIndexOf('/') + 1))
            .orElseThrow(() ->
                DirectoryActions.invalid(
                    "The property '@odata.id' must be the address of a directory object, as "
                        + call.base()
                        + "directoryObjects/ID."));
    return new Bound<Membership>(
        change(
            call,
            ADD_MEMBER,
            directory -> {
              var _ =
                  directory.principal(member).orElseThrow(() -> DirectoryActions.notFound(member));
              PrincipalId group = found(directory, GROUPS, call.id().toString()).id();
              return new AddMember(store, group, member);
            }),
        _ -> Response.of(NO_CONTENT));
  }

  private Bound<?> removeMember(GraphCall call) {
    PrincipalId member = call.id("member");
    return new Bound<Membership>(
        change(
            call,
            REMOVE_MEMBER,
            directory ->
                new RemoveMember(
                    store, found(directory, GROUPS, call.id().toString()).id(), member)),
        _ -> Response.of(NO_CONTENT));
  }

  private static Response answer(GraphCall call, int status, String set, Principal principal) {
    return call.one(status, set, json -> PrincipalJson.members(json, principal));
  }

  private BrowseDirectory browse(GraphCall call, String name) {
    return new BrowseDirectory(store, call.who().tenant(), name);
  }

  private <R> ChangeObject<R> change(
      GraphCall call, Permission permission, Function<TenantDirectory, Operation<R>> change) {
    return new ChangeObject<>(store, call.who().tenant(), permission, call.id(), change);
  }
}
