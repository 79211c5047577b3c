package dev.strongroom.graph;

import dev.strongroom.http.Bound;
import dev.strongroom.http.JsonValue;
import dev.strongroom.http.Response;
import dev.strongroom.http.Routes;
import dev.strongroom.identity.AddProvisioningToken;
import dev.strongroom.identity.BrowseDirectory;
import dev.strongroom.identity.ChangeObject;
import dev.strongroom.identity.ChangeObject.Permission;
import dev.strongroom.identity.Credential;
import dev.strongroom.identity.Credential.ProvisioningToken;
import dev.strongroom.identity.DeleteCredential;
import dev.strongroom.identity.DirectoryActions;
import dev.strongroom.identity.DirectoryStore;
import dev.strongroom.identity.GeneratedSecret;
import dev.strongroom.identity.TenantDirectory;
import dev.strongroom.identity.TenantDirectory.Registration;
import dev.strongroom.kernel.Operation;
import dev.strongroom.model.CredentialId;
import dev.strongroom.model.PrincipalId;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;

/// The long-lived tokens of an application that provisions: ours, below Graph's applications. One
/// is shown only by the answer to the request that made it.
final class ProvisioningTokenRoutes {
  private static final String ALL = "/v1.0/applications/{id}/provisioningTokens";
  private static final String SET = "provisioningTokens";
  private static final int CREATED = 201;
  private static final int NO_CONTENT = 204;

  private static final Permission ADD =
      new Permission("Add provisioning token", DirectoryActions.WRITE_CREDENTIAL);
  private static final Permission REMOVE =
      new Permission("Remove provisioning token", DirectoryActions.DELETE_CREDENTIAL);
  private static final Listing<ProvisioningToken> LIST =
      new Listing<>(
          SET,
          one -> new PrincipalId(one.id().value()),
          Map.of("displayName", one -> List.of(one.displayName())),
          ProvisioningTokenRoutes::members);

  private final DirectoryStore store;
  private final SecureRandom random;

  ProvisioningTokenRoutes(DirectoryStore store, SecureRandom random) {
    this.store = store;
    this.random = random;
  }

  void addTo(Routes.Builder<Function<GraphCall, Bound<?>>> table) {
    table.add("GET", ALL, this::list);
    table.add("POST", ALL, this::add);
    table.add("DELETE", ALL + "/{token}", this::remove);
  }

  private Bound<?> list(GraphCall call) {
    Listing.Asked<ProvisioningToken> asked = LIST.ask(call);
    return new Bound<>(
        new BrowseDirectory(store, call.who().tenant(), "List provisioning tokens"),
        directory -> LIST.answer(call, asked, tokens(found(directory, call))));
  }

  private Bound<?> add(GraphCall call) {
    JsonValue body = call.body();
    String name = GraphCall.required(body, "displayName");
    Optional<Instant> until = body.text("endDateTime").map(GraphCall::time);
    return new Bound<GeneratedSecret>(
        change(
            call,
            ADD,
            directory ->
                new AddProvisioningToken(
                    store, random, found(directory, call).application().id(), name, until)),
        made ->
            call.one(
                CREATED,
                SET,
                json -> {
                  members(json, (ProvisioningToken) made.credential());
                  json.writeStringProperty("secretText", made.text());
                }));
  }

  private Bound<?> remove(GraphCall call) {
    CredentialId id =
        CredentialId.parse(call.word("token"))
            .orElseThrow(() -> DirectoryActions.notFound(call.word("token")));
    return new Bound<Credential>(
        change(
            call,
            REMOVE,
            directory ->
                tokens(found(directory, call)).stream()
                    .filter(one -> one.id().equals(id))
                    .findFirst()
                    .map(one -> new DeleteCredential(store, one.owner(), id))
                    .orElseThrow(() -> DirectoryActions.notFound(id))),
        _ -> Response.of(NO_CONTENT));
  }

  private static List<ProvisioningToken> tokens(Registration owner) {
    return owner.credentials().stream()
        .filter(ProvisioningToken.class::isInstance)
        .map(ProvisioningToken.class::cast)
        .toList();
  }

  private static Registration found(TenantDirectory directory, GraphCall call) {
    return directory.application(call.id()).orElseThrow(() -> DirectoryActions.notFound(call.id()));
  }

  private static void members(JsonGenerator json, ProvisioningToken token) {
    json.writeStringProperty("keyId", token.id().toString());
    json.writeStringProperty("displayName", token.displayName());
    json.writeStringProperty("startDateTime", ApplicationJson.time(token.created()));
    json.writeStringProperty("endDateTime", ApplicationJson.time(token.expires()));
  }

  private <R> ChangeObject<R> change(
      GraphCall call, Permission permission, Function<TenantDirectory, Operation<R>> change) {
    return new ChangeObject<>(store, call.who().tenant(), permission, call.id(), change);
  }
}
