package dev.strongroom.arm;

import dev.strongroom.http.Bound;
import dev.strongroom.http.Json;
import dev.strongroom.http.JsonValue;
import dev.strongroom.http.Request;
import dev.strongroom.http.Response;
import dev.strongroom.http.Routes;
import dev.strongroom.identity.AddIdentityHeader;
import dev.strongroom.identity.BindIdentity;
import dev.strongroom.identity.BindUnixUser;
import dev.strongroom.identity.Credential;
import dev.strongroom.identity.Credential.Federated;
import dev.strongroom.identity.Credential.IdentityHeader;
import dev.strongroom.identity.Credential.UnixUser;
import dev.strongroom.identity.DeleteCredential;
import dev.strongroom.identity.DeleteFederatedCredential;
import dev.strongroom.identity.DeleteUserAssignedIdentity;
import dev.strongroom.identity.GeneratedSecret;
import dev.strongroom.identity.GetFederatedCredential;
import dev.strongroom.identity.GetUserAssignedIdentity;
import dev.strongroom.identity.Identities;
import dev.strongroom.identity.IdentityActions;
import dev.strongroom.identity.IdentityResource;
import dev.strongroom.identity.ListFederatedCredentials;
import dev.strongroom.identity.ListUserAssignedIdentities;
import dev.strongroom.identity.PutFederatedCredential;
import dev.strongroom.identity.PutUserAssignedIdentity;
import dev.strongroom.identity.ShareIdentityHeader;
import dev.strongroom.identity.UnbindUnixUser;
import dev.strongroom.identity.UpdateUserAssignedIdentity;
import dev.strongroom.kernel.Caller;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Problem;
import dev.strongroom.model.CredentialId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.Tags;
import dev.strongroom.model.TenantId;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// `Microsoft.ManagedIdentity/userAssignedIdentities` with their federated credentials. What binds
/// an identity to a process or user of this machine (`identityHeaders`, `unixUsers`) is our own:
/// Azure knows its virtual machines, we do not.
public final class IdentityRoutes implements ArmProvider {
  private static final String NAMESPACE = "Microsoft.ManagedIdentity";
  private static final String COLLECTION = "userAssignedIdentities";
  private static final String ALL = "/" + COLLECTION;
  private static final String ONE = ALL + "/{name}";
  private static final String FEDERATED = ONE + "/federatedIdentityCredentials";
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_-]{2,127}");
  private static final Pattern CREDENTIAL_NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_-]{2,119}");
  private static final Pattern UID = Pattern.compile("\\d{1,9}");
  private static final int CREATED = 201;
  private static final int NO_CONTENT = 204;

  private final Identities identities;
  private final SecureRandom random;
  private final Routes<Function<Asked, Bound<?>>> routes;

  public IdentityRoutes(Identities identities, SecureRandom random) {
    this.identities = identities;
    this.random = random;
    this.routes =
        Routes.<Function<Asked, Bound<?>>>builder()
            .add("GET", ALL, this::list)
            .add("GET", ONE, this::get)
            .add("HEAD", ONE, this::has)
            .add("PUT", ONE, this::put)
            .add("PATCH", ONE, this::patch)
            .add("DELETE", ONE, this::delete)
            .add("GET", FEDERATED, this::listFederated)
            .add("GET", FEDERATED + "/{credential}", this::getFederated)
            .add("PUT", FEDERATED + "/{credential}", this::putFederated)
            .add("DELETE", FEDERATED + "/{credential}", this::deleteFederated)
            .add("POST", ONE + "/identityHeaders", this::addHeader)
            .add("DELETE", ONE + "/identityHeaders/{key}", this::deleteHeader)
            .add("PUT", ONE + "/unixUsers/{uid}", this::bindUnixUser)
            .add("DELETE", ONE + "/unixUsers/{uid}", this::unbindUnixUser)
            .build();
  }

  @Override
  public List<Routes.Line> lines() {
    return ProviderPath.below(NAMESPACE, routes.lines());
  }

  @Override
  public Optional<Bound<?>> bind(Request request, ResourceId path, Caller caller) {
    return ProviderPath.of(path, NAMESPACE)
        .filter(parts -> parts.segments().getFirst().equalsIgnoreCase(COLLECTION))
        .filter(parts -> parts.scope().segment("subscriptions").isPresent())
        .filter(parts -> !goesOn(parts.segments()))
        .map(parts -> {
          Routes.Match<Function<Asked, Bound<?>>> match =
              routes.find(request.effectiveMethod(), parts.segments(), path.display());
          Place place = new Place(path, parts.scope());
          return match.route().apply(new Asked(request, place, tenantOf(caller), match));
        });
  }

  /// `{identity}/providers/…`: what another provider keeps of it, as its tags.
  private static boolean goesOn(List<String> segments) {
    return segments.size() > 2 && segments.get(2).equalsIgnoreCase("providers");
  }

  private record Place(ResourceId path, ResourceId scope) {}

  private record Asked(
      Request request,
      Place place,
      TenantId tenant,
      Routes.Match<Function<Asked, Bound<?>>> match) {
    /// The identity's own id.
    ResourceId id() {
      if (place.scope().segment("resourceGroups").isEmpty()) {
        throw new Problem.RouteNotFound(request.effectiveMethod(), place.path().display())
            .asException();
      }
      return place.scope().child("providers/" + IdentityResource.TYPE + "/" + match.value("name"));
    }

    JsonValue body() {
      return IdentityJson.read(request.body());
    }
  }

  private Bound<?> list(Asked asked) {
    return new Bound<>(
        new ListUserAssignedIdentities(identities, asked.place().scope()),
        found -> Response.json(Bound.OK, IdentityJson.list(found, IdentityJson::write)));
  }

  private Bound<?> get(Asked asked) {
    return new Bound<>(
        new GetUserAssignedIdentity(identities, asked.id()), found -> answer(Bound.OK, found));
  }

  private Bound<?> has(Asked asked) {
    return new Bound<>(
        new GetUserAssignedIdentity(identities, asked.id()), _ -> Response.of(NO_CONTENT));
  }

  private Bound<?> patch(Asked asked) {
    return new Bound<>(
        new UpdateUserAssignedIdentity(identities, asked.id(), IdentityJson.tags(asked.body())),
        changed -> answer(Bound.OK, changed));
  }

  private Bound<?> delete(Asked asked) {
    return new Bound<>(
        new DeleteUserAssignedIdentity(identities, asked.id()),
        deleted -> Response.of(deleted.isPresent() ? Bound.OK : NO_CONTENT));
  }

  private Bound<?> put(Asked asked) {
    if (!NAME.matcher(asked.match().value("name")).matches()) {
      throw IdentityJson.invalid(
          "InvalidResourceName",
          "The name of an identity has 3 to 128 letters, digits, '-' and '_', and starts with a"
              + " letter or digit.");
    }
    JsonValue body = asked.body();
    PutUserAssignedIdentity operation =
        new PutUserAssignedIdentity(
            identities,
            asked.tenant(),
            asked.id(),
            IdentityJson.location(body),
            IdentityJson.tags(body).orElse(Tags.NONE));
    return new Bound<>(
        operation, outcome -> answer(outcome.created() ? CREATED : Bound.OK, outcome.resource()));
  }

  private Bound<?> listFederated(Asked asked) {
    return new Bound<>(
        new ListFederatedCredentials(identities, asked.id()),
        found ->
            Response.json(
                Bound.OK,
                IdentityJson.list(
                    found, (json, one) -> IdentityJson.write(json, asked.id(), one))));
  }

  private Bound<?> getFederated(Asked asked) {
    return new Bound<>(
        new GetFederatedCredential(identities, asked.id(), asked.match().value("credential")),
        found -> answer(Bound.OK, asked, found));
  }

  private Bound<?> deleteFederated(Asked asked) {
    return new Bound<>(
        new DeleteFederatedCredential(identities, asked.id(), asked.match().value("credential")),
        deleted -> Response.of(deleted.isPresent() ? Bound.OK : NO_CONTENT));
  }

  private Bound<?> putFederated(Asked asked) {
    String name = asked.match().value("credential");
    if (!CREDENTIAL_NAME.matcher(name).matches()) {
      throw IdentityJson.invalid(
          "InvalidResourceName",
          "The name of a federated credential has 3 to 120 letters, digits, '-' and '_', and starts"
              + " with a letter or digit.");
    }
    PutFederatedCredential operation =
        new PutFederatedCredential(identities, asked.id(), name, IdentityJson.trust(asked.body()));
    return new Bound<>(
        operation,
        outcome -> answer(outcome.created() ? CREATED : Bound.OK, asked, outcome.credential()));
  }

  /// A new header value; or, with `sameAs`, the one of another credential, so that one process can
  /// act as several identities.
  private Bound<?> addHeader(Asked asked) {
    boolean empty = asked.request().body().length == 0;
    Optional<String> sameAs = empty ? Optional.empty() : asked.body().text("sameAs");
    return sameAs.isPresent() ? shareHeader(asked, headerId(sameAs.get())) : makeHeader(asked);
  }

  private Bound<?> makeHeader(Asked asked) {
    BindIdentity<GeneratedSecret> operation =
        new BindIdentity<>(
            identities,
            asked.id(),
            IdentityActions.WRITE_HEADER,
            owner -> new AddIdentityHeader(identities.directory(), random, owner, "header"));
    return new Bound<>(operation, made -> Response.json(CREATED, IdentityJson.header(made)));
  }

  private Bound<?> shareHeader(Asked asked, CredentialId header) {
    BindIdentity<IdentityHeader> operation =
        new BindIdentity<>(
            identities,
            asked.id(),
            IdentityActions.WRITE_HEADER,
            owner -> new ShareIdentityHeader(identities.directory(), header, owner));
    return new Bound<>(operation, made -> Response.json(CREATED, IdentityJson.shared(made)));
  }

  private Bound<?> deleteHeader(Asked asked) {
    CredentialId id = headerId(asked.match().value("key"));
    BindIdentity<Credential> operation =
        new BindIdentity<>(
            identities,
            asked.id(),
            IdentityActions.DELETE_HEADER,
            owner -> new DeleteCredential(identities.directory(), owner, id));
    return new Bound<>(operation, _ -> Response.of(NO_CONTENT));
  }

  private static CredentialId headerId(String text) {
    return CredentialId.parse(text)
        .orElseThrow(() -> IdentityJson.invalid("BadRequest", "The id of a header is a GUID."));
  }

  private Bound<?> bindUnixUser(Asked asked) {
    int uid = uid(asked);
    BindIdentity<UnixUser> operation =
        new BindIdentity<>(
            identities,
            asked.id(),
            IdentityActions.WRITE_UNIX_USER,
            owner -> new BindUnixUser(identities.directory(), owner, uid));
    return new Bound<>(operation, bound -> Response.json(Bound.OK, IdentityJson.user(bound)));
  }

  private Bound<?> unbindUnixUser(Asked asked) {
    int uid = uid(asked);
    return new Bound<>(
        new BindIdentity<>(
            identities,
            asked.id(),
            IdentityActions.DELETE_UNIX_USER,
            owner -> new UnbindUnixUser(identities.directory(), owner, uid)),
        _ -> Response.of(NO_CONTENT));
  }

  private static int uid(Asked asked) {
    String name = asked.match().value("uid");
    if (!UID.matcher(name).matches()) {
      throw IdentityJson.invalid("BadRequest", "A Unix user id is a number of up to nine digits.");
    }
    return Integer.parseInt(name);
  }

  private static Response answer(int status, IdentityResource resource) {
    return Response.json(status, Json.write(json -> IdentityJson.write(json, resource)));
  }

  private static Response answer(int status, Asked asked, Federated credential) {
    return Response.json(
        status, Json.write(json -> IdentityJson.write(json, asked.id(), credential)));
  }

  private static TenantId tenantOf(Caller caller) {
    return switch (caller.who()) {
      case Who.Principal who -> who.tenant();
      case Who.Job _, Who.Nobody _ ->
          throw new Problem.Unauthenticated(
                  "Authentication failed. The 'Authorization' header is missing.", Optional.empty())
              .asException();
    };
  }
}
