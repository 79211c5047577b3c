package dev.strongroom.graph;

import dev.strongroom.http.Bound;
import dev.strongroom.http.JsonValue;
import dev.strongroom.http.Response;
import dev.strongroom.http.Routes;
import dev.strongroom.identity.AddFederatedCredential;
import dev.strongroom.identity.AddFederatedCredential.Trust;
import dev.strongroom.identity.AddPassword;
import dev.strongroom.identity.BrowseDirectory;
import dev.strongroom.identity.ChangeObject;
import dev.strongroom.identity.ChangeObject.Permission;
import dev.strongroom.identity.ChangeSignInSettings;
import dev.strongroom.identity.CreateApplication;
import dev.strongroom.identity.Credential;
import dev.strongroom.identity.Credential.ClientSecret;
import dev.strongroom.identity.Credential.Federated;
import dev.strongroom.identity.DeleteCredential;
import dev.strongroom.identity.DeletePrincipal;
import dev.strongroom.identity.DirectoryActions;
import dev.strongroom.identity.DirectoryStore;
import dev.strongroom.identity.GeneratedSecret;
import dev.strongroom.identity.Principal;
import dev.strongroom.identity.ReplaceCertificates;
import dev.strongroom.identity.SignInSettings;
import dev.strongroom.identity.TenantDirectory;
import dev.strongroom.identity.TenantDirectory.Registration;
import dev.strongroom.kernel.Operation;
import dev.strongroom.model.AppId;
import dev.strongroom.model.CredentialId;
import dev.strongroom.model.PrincipalId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Applications, and what they prove themselves with.
final class ApplicationRoutes {
  private static final String SET = "applications";
  private static final String ALL = "/v1.0/applications";
  private static final String ONE = ALL + "/{id}";
  private static final String SERVICE = "/v1.0/servicePrincipals/{id}";
  private static final String FEDERATED = ONE + "/federatedIdentityCredentials";
  private static final String FEDERATED_SET = "federatedIdentityCredentials";
  private static final int CREATED = 201;
  private static final int NO_CONTENT = 204;

  private static final Permission DELETE =
      new Permission("Delete application", DirectoryActions.DELETE_PRINCIPAL);
  private static final Permission UPDATE =
      new Permission("Update application", DirectoryActions.WRITE_APPLICATION);
  private static final Permission ADD_PASSWORD =
      new Permission("Add password", DirectoryActions.WRITE_CREDENTIAL);
  private static final Permission REMOVE_CREDENTIAL =
      new Permission("Remove credential", DirectoryActions.DELETE_CREDENTIAL);
  private static final Permission REPLACE_CERTIFICATES =
      new Permission("Update application certificates", DirectoryActions.WRITE_CREDENTIAL);
  private static final Permission ADD_FEDERATED =
      new Permission("Add federated identity credential", DirectoryActions.WRITE_CREDENTIAL);

  private static final Listing<Registration> LIST =
      new Listing<>(
          SET,
          one -> one.application().objectId(),
          Map.of(
              "id", one -> List.of(one.application().objectId().toString()),
              "appId", one -> List.of(one.application().id().toString()),
              "displayName", one -> List.of(one.application().displayName()),
              "identifierUris", _ -> List.of()),
          ApplicationJson::members);
  private static final Listing<Federated> FEDERATED_LIST =
      new Listing<>(
          FEDERATED_SET,
          one -> new PrincipalId(one.id().value()),
          Map.of("name", one -> List.of(one.displayName())),
          ApplicationJson::federated);

  private final DirectoryStore store;
  private final AddPassword.Secrets secrets;

  ApplicationRoutes(DirectoryStore store, AddPassword.Secrets secrets) {
    this.store = store;
    this.secrets = secrets;
  }

  void addTo(Routes.Builder<Function<GraphCall, Bound<?>>> table) {
    table.add("GET", ALL, this::list);
    table.add("POST", ALL, this::create);
    table.add("GET", ONE, this::get);
    table.add("PATCH", ONE, this::change);
    table.add("DELETE", ONE, this::delete);
    table.add("POST", ONE + "/addPassword", call -> addPassword(call, ApplicationRoutes::found));
    table.add(
        "POST", ONE + "/removePassword", call -> removePassword(call, ApplicationRoutes::found));
    table.add(
        "POST", SERVICE + "/addPassword", call -> addPassword(call, ApplicationRoutes::behind));
    table.add(
        "POST",
        SERVICE + "/removePassword",
        call -> removePassword(call, ApplicationRoutes::behind));
    table.add("GET", FEDERATED, this::listFederated);
    table.add("POST", FEDERATED, this::addFederated);
    table.add("GET", FEDERATED + "/{credential}", this::getFederated);
    table.add("DELETE", FEDERATED + "/{credential}", this::deleteFederated);
  }

  private Bound<?> list(GraphCall call) {
    Listing.Asked<Registration> asked = LIST.ask(call);
    return new Bound<>(
        browse(call, "List applications"),
        directory -> LIST.answer(call, asked, directory.applications()));
  }

  private Bound<?> get(GraphCall call) {
    return new Bound<>(
        browse(call, "Get application"),
        directory -> answer(call, Bound.OK, found(directory, call)));
  }

  private Bound<?> create(GraphCall call) {
    JsonValue body = call.body();
    GraphCall.refuse(
        body,
        List.of("keyCredentials", "passwordCredentials"),
        "create the application, then use addPassword or PATCH its keyCredentials.");
    String name = GraphCall.required(body, "displayName");
    SignInJson.refuseOthers(body);
    SignInSettings settings = SignInJson.read(body);
    return new Bound<>(
        new CreateApplication(store, call.who().tenant(), name, settings),
        made ->
            answer(
                call, CREATED, SignInJson.registration(made.application(), List.of(), settings)));
  }

  /// Certificates come alone, as every client sends them; what else is said of an application comes
  /// together.
  private Bound<?> change(GraphCall call) {
    JsonValue body = call.body();
    if (body.member("keyCredentials").isPresent()) {
      return replaceCertificates(call);
    }
    SignInJson.refuseOthers(body);
    SignInSettings settings = SignInJson.read(body);
    return new Bound<AppId>(
        change(
            call,
            UPDATE,
            directory -> new ChangeSignInSettings(store, app(directory, call), settings)),
        _ -> Response.of(NO_CONTENT));
  }

  private Bound<?> delete(GraphCall call) {
    return new Bound<Principal>(
        change(
            call, DELETE, directory -> new DeletePrincipal(store, service(directory, call).id())),
        _ -> Response.of(NO_CONTENT));
  }

  private static Principal service(TenantDirectory directory, GraphCall call) {
    AppId app = found(directory, call).application().id();
    return directory.client(app).orElseThrow(() -> DirectoryActions.notFound(app));
  }

  private Bound<?> addPassword(
      GraphCall call, BiFunction<TenantDirectory, GraphCall, Registration> owner) {
    JsonValue wanted = call.body().member("passwordCredential").orElseGet(JsonValue.Null::new);
    Optional<Instant> until = wanted.text("endDateTime").map(GraphCall::time);
    String name = wanted.text("displayName").orElse("");
    return new Bound<GeneratedSecret>(
        change(
            call,
            ADD_PASSWORD,
            directory ->
                new AddPassword(
                    store, secrets, owner.apply(directory, call).application().id(), name, until)),
        made -> ApplicationJson.made(call, (ClientSecret) made.credential(), made));
  }

  private Bound<?> removePassword(
      GraphCall call, BiFunction<TenantDirectory, GraphCall, Registration> owner) {
    CredentialId id = ApplicationJson.keyId(call.body());
    return new Bound<Credential>(
        change(
            call,
            REMOVE_CREDENTIAL,
            directory -> remove(owner.apply(directory, call), id, ClientSecret.class)),
        _ -> Response.of(NO_CONTENT));
  }

  private DeleteCredential remove(
      Registration owner, CredentialId id, Class<? extends Credential> kind) {
    return owner.credentials().stream()
        .filter(credential -> kind.isInstance(credential) && credential.id().equals(id))
        .findFirst()
        .map(credential -> new DeleteCredential(store, credential.owner(), id))
        .orElseThrow(() -> DirectoryActions.notFound(id));
  }

  private Bound<?> replaceCertificates(GraphCall call) {
    JsonValue body = call.body();
    boolean alone = body instanceof JsonValue.Obj(var members) && members.size() == 1;
    if (!alone || !(body.member("keyCredentials").orElse(body) instanceof JsonValue.Arr)) {
      throw DirectoryActions.invalid("Only the property 'keyCredentials' can be changed.");
    }
    ReplaceCertificates.Wanted wanted = ApplicationJson.certificates(body.items("keyCredentials"));
    return new Bound<>(
        change(
            call,
            REPLACE_CERTIFICATES,
            directory -> new ReplaceCertificates(store, app(directory, call), wanted)),
        _ -> Response.of(NO_CONTENT));
  }

  private Bound<?> listFederated(GraphCall call) {
    Listing.Asked<Federated> asked = FEDERATED_LIST.ask(call);
    return new Bound<>(
        browse(call, "List federated identity credentials"),
        directory -> FEDERATED_LIST.answer(call, asked, federated(found(directory, call))));
  }

  private Bound<?> getFederated(GraphCall call) {
    return new Bound<>(
        browse(call, "Get federated identity credential"),
        directory -> answer(call, Bound.OK, federated(found(directory, call), call)));
  }

  private Bound<?> addFederated(GraphCall call) {
    String name = GraphCall.required(call.body(), "name");
    Trust trust = ApplicationJson.trust(call.body());
    return new Bound<Federated>(
        change(
            call,
            ADD_FEDERATED,
            directory -> {
              Registration owner = found(directory, call);
              checkNew(owner, name, trust);
              return new AddFederatedCredential(store, owner.application().id(), name, trust);
            }),
        added -> answer(call, CREATED, added));
  }

  /// Entra wants names, and issuers with subjects, once in an application.
  private static void checkNew(Registration owner, String name, Trust trust) {
    for (Federated present : federated(owner)) {
      if (present.displayName().equalsIgnoreCase(name)) {
        throw DirectoryActions.exists("name");
      } else if (present.issuer().equals(trust.issuer())
          && present.subject().equals(trust.subject())) {
        throw DirectoryActions.exists("issuer and subject");
      }
    }
  }

  private Bound<?> deleteFederated(GraphCall call) {
    return new Bound<Credential>(
        change(
            call,
            REMOVE_CREDENTIAL,
            directory -> {
              Registration owner = found(directory, call);
              return remove(owner, federated(owner, call).id(), Federated.class);
            }),
        _ -> Response.of(NO_CONTENT));
  }

  private static List<Federated> federated(Registration owner) {
    return owner.credentials().stream()
        .filter(Federated.class::isInstance)
        .map(Federated.class::cast)
        .toList();
  }

  /// By id or by name, as Graph.
  private static Federated federated(Registration owner, GraphCall call) {
    String key = call.word("credential");
    return federated(owner).stream()
        .filter(one -> one.id().toString().equals(key) || one.displayName().equalsIgnoreCase(key))
        .findFirst()
        .orElseThrow(() -> DirectoryActions.notFound(key));
  }

  private static Registration found(TenantDirectory directory, GraphCall call) {
    return directory.application(call.id()).orElseThrow(() -> DirectoryActions.notFound(call.id()));
  }

  /// The application of a service principal: both have the same secrets here.
  private static Registration behind(TenantDirectory directory, GraphCall call) {
    Optional<AppId> app = directory.principal(call.id()).flatMap(Principal::clientId);
    return directory.applications().stream()
        .filter(one -> app.filter(one.application().id()::equals).isPresent())
        .findFirst()
        .orElseThrow(() -> DirectoryActions.notFound(call.id()));
  }

  private static AppId app(TenantDirectory directory, GraphCall call) {
    return found(directory, call).application().id();
  }

  private static Response answer(GraphCall call, int status, Registration registration) {
    return call.one(status, SET, json -> ApplicationJson.members(json, registration));
  }

  private static Response answer(GraphCall call, int status, Federated credential) {
    return call.one(status, FEDERATED_SET, json -> ApplicationJson.federated(json, credential));
  }

  private BrowseDirectory browse(GraphCall call, String name) {
    return new BrowseDirectory(store, call.who().tenant(), name);
  }

  private <R> ChangeObject<R> change(
      GraphCall call, Permission permission, Function<TenantDirectory, Operation<R>> change) {
    return new ChangeObject<>(store, call.who().tenant(), permission, call.id(), change);
  }
}
