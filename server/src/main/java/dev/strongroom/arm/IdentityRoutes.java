package dev.strongroom.arm;

import dev.strongroom.http.Bound;
import dev.strongroom.http.Json;
import dev.strongroom.http.JsonValue;
import dev.strongroom.http.Request;
import dev.strongroom.http.Response;
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
import dev.strongroom.kernel.Refused;
import dev.strongroom.model.CredentialId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.Tags;
import dev.strongroom.model.TenantId;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// `Microsoft.ManagedIdentity/userAssignedIdentities` with their federated credentials. What binds
/// an identity to a process or user of this machine (`identityHeaders`, `unixUsers`) is our own:
/// Azure knows its virtual machines, we do not.
public final class IdentityRoutes implements ArmProvider {
  private static final String PROVIDER = "/providers/microsoft.managedidentity/";
  private static final String COLLECTION = "userassignedidentities";
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_-]{2,127}");
  private static final Pattern CREDENTIAL_NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_-]{2,119}");
  private static final Pattern UID = Pattern.compile("\\d{1,9}");
  private static final int CREATED = 201;
  private static final int NO_CONTENT = 204;

  private final Identities identities;
  private final SecureRandom random;

  public IdentityRoutes(Identities identities, SecureRandom random) {
    this.identities = identities;
    this.random = random;
  }

  @Override
  public Optional<Bound<?>> bind(Request request, ResourceId path, Caller caller) {
    int provider = path.canonical().lastIndexOf(PROVIDER);
    if (provider < 0) {
      return Optional.empty();
    }
    String[] words = path.display().substring(provider + PROVIDER.length()).split("/", -1);
    ResourceId scope = ResourceId.of(path.display().substring(0, provider));
    if (!words[0].equalsIgnoreCase(COLLECTION) || scope.segment("subscriptions").isEmpty()) {
      return Optional.empty();
    }
    Asked asked = new Asked(request, path, scope, words);
    Bound<?> bound =
        switch (words.length) {
          case 1 -> asked.only("GET", list(asked));
          case 2 -> identity(asked, caller);
          case 3 -> below(asked);
          case 4 -> named(asked, words[3]);
          default -> throw asked.noSuchRoute();
        };
    return Optional.of(bound);
  }

  private record Asked(Request request, ResourceId path, ResourceId scope, String[] words) {
    String method() {
      return request.effectiveMethod();
    }

    /// The identity's own id.
    ResourceId id() {
      if (scope.segment("resourceGroups").isEmpty()) {
        throw noSuchRoute();
      }
      return scope.child("providers/" + IdentityResource.TYPE + "/" + words[1]);
    }

    String kind() {
      return words[2].toLowerCase(Locale.ROOT);
    }

    Bound<?> only(String method, Bound<?> bound) {
      if (!method().equals(method)) {
        throw notAllowed();
      }
      return bound;
    }

    Refused noSuchRoute() {
      return new Problem.RouteNotFound(method(), path.display()).asException();
    }

    Refused notAllowed() {
      return new Problem.MethodNotAllowed(method(), path.display()).asException();
    }
  }

  private Bound<?> list(Asked asked) {
    return new Bound<>(
        new ListUserAssignedIdentities(identities, asked.scope()),
        found -> Response.json(Bound.OK, IdentityJson.list(found, IdentityJson::write)));
  }

  private Bound<?> identity(Asked asked, Caller caller) {
    return switch (asked.method()) {
      case "GET" ->
          new Bound<>(
              new GetUserAssignedIdentity(identities, asked.id()),
              found -> answer(Bound.OK, found));
      case "PUT" -> put(asked, tenantOf(caller));
      case "PATCH" ->
          new Bound<>(
              new UpdateUserAssignedIdentity(
                  identities,
                  asked.id(),
                  IdentityJson.tags(IdentityJson.read(asked.request().body()))),
              changed -> answer(Bound.OK, changed));
      case "DELETE" ->
          new Bound<>(
              new DeleteUserAssignedIdentity(identities, asked.id()),
              deleted -> Response.of(deleted.isPresent() ? Bound.OK : NO_CONTENT));
      default -> throw asked.notAllowed();
    };
  }

  private Bound<?> put(Asked asked, TenantId tenant) {
    if (!NAME.matcher(asked.words()[1]).matches()) {
      throw IdentityJson.invalid(
          "InvalidResourceName",
          "The name of an identity has 3 to 128 letters, digits, '-' and '_', and starts with a"
              + " letter or digit.");
    }
    JsonValue body = IdentityJson.read(asked.request().body());
    PutUserAssignedIdentity operation =
        new PutUserAssignedIdentity(
            identities,
            tenant,
            asked.id(),
            IdentityJson.location(body),
            IdentityJson.tags(body).orElse(Tags.NONE));
    return new Bound<>(
        operation, outcome -> answer(outcome.created() ? CREATED : Bound.OK, outcome.resource()));
  }

  private Bound<?> below(Asked asked) {
    return switch (asked.kind()) {
      case "federatedidentitycredentials" -> asked.only("GET", listFederated(asked));
      case "identityheaders" -> asked.only("POST", addHeader(asked));
      default -> throw asked.noSuchRoute();
    };
  }

  private Bound<?> named(Asked asked, String name) {
    return switch (asked.kind()) {
      case "federatedidentitycredentials" -> federated(asked, name);
      case "identityheaders" -> asked.only("DELETE", deleteHeader(asked, name));
      case "unixusers" -> unixUser(asked, name);
      default -> throw asked.noSuchRoute();
    };
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

  private Bound<?> federated(Asked asked, String name) {
    return switch (asked.method()) {
      case "GET" ->
          new Bound<>(
              new GetFederatedCredential(identities, asked.id(), name),
              found -> answer(Bound.OK, asked, found));
      case "PUT" -> putFederated(asked, name);
      case "DELETE" ->
          new Bound<>(
              new DeleteFederatedCredential(identities, asked.id(), name),
              deleted -> Response.of(deleted.isPresent() ? Bound.OK : NO_CONTENT));
      default -> throw asked.notAllowed();
    };
  }

  private Bound<?> putFederated(Asked asked, String name) {
    if (!CREDENTIAL_NAME.matcher(name).matches()) {
      throw IdentityJson.invalid(
          "InvalidResourceName",
          "The name of a federated credential has 3 to 120 letters, digits, '-' and '_', and starts"
              + " with a letter or digit.");
    }
    PutFederatedCredential operation =
        new PutFederatedCredential(
            identities,
            asked.id(),
            name,
            IdentityJson.trust(IdentityJson.read(asked.request().body())));
    return new Bound<>(
        operation,
        outcome -> answer(outcome.created() ? CREATED : Bound.OK, asked, outcome.credential()));
  }

  /// A new header value; or, with `sameAs`, the one of another credential, so that one process can
  /// act as several identities.
  private Bound<?> addHeader(Asked asked) {
    byte[] body = asked.request().body();
    Optional<String> sameAs =
        body.length == 0 ? Optional.empty() : IdentityJson.read(body).text("sameAs");
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

  private Bound<?> deleteHeader(Asked asked, String keyId) {
    CredentialId id = headerId(keyId);
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

  private Bound<?> unixUser(Asked asked, String name) {
    if (!UID.matcher(name).matches()) {
      throw IdentityJson.invalid("BadRequest", "A Unix user id is a number of up to nine digits.");
    }
    int uid = Integer.parseInt(name);
    return switch (asked.method()) {
      case "PUT" -> {
        BindIdentity<UnixUser> operation =
            new BindIdentity<>(
                identities,
                asked.id(),
                IdentityActions.WRITE_UNIX_USER,
                owner -> new BindUnixUser(identities.directory(), owner, uid));
        yield new Bound<>(operation, bound -> Response.json(Bound.OK, IdentityJson.user(bound)));
      }
      case "DELETE" ->
          new Bound<>(
              new BindIdentity<>(
                  identities,
                  asked.id(),
                  IdentityActions.DELETE_UNIX_USER,
                  owner -> new UnbindUnixUser(identities.directory(), owner, uid)),
              _ -> Response.of(NO_CONTENT));
      default -> throw asked.notAllowed();
    };
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
