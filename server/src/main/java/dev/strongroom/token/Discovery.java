package dev.strongroom.token;

import dev.strongroom.http.Json;
import dev.strongroom.http.Request;
import dev.strongroom.http.Response;
import dev.strongroom.identity.Audiences;
import dev.strongroom.identity.TenantPath;
import dev.strongroom.model.Cloud;
import dev.strongroom.model.TenantId;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JsonGenerator;

/// The documents by which clients find their way. Every URL follows the host and port the client
/// used, because MSAL refuses an issuer on another one.
final class Discovery {
  private static final String OPEN_TENANT = "common";
  private static final String ADFS = "adfs";
  private static final String REALM = "http://schemas.microsoft.com/rel/trusted-realm";

  /// What Entra writes for endpoints that leave the tenant open.
  private static final String ANY_TENANT = "{tenantid}";

  private static final int HTTPS_PORT = 443;

  private final List<Cloud> clouds;

  Discovery(List<Cloud> clouds) {
    this.clouds = List.copyOf(clouds);
  }

  /// `issuer` of the v1.0 document is the `iss` of our tokens as far as the host agrees.
  Response openId(Request request, TokenRoute.OpenIdConfiguration route, Optional<TenantId> known) {
    String base = request.authority() + "/" + route.tenant();
    String oauth = base + (route.v2() ? "/oauth2/v2.0" : "/oauth2");
    String keys = base + (route.v2() ? "/discovery/v2.0/keys" : "/discovery/keys");
    String tenant = known.map(TenantId::toString).orElse(ANY_TENANT);
    String issuer =
        route.tenant().equals(ADFS)
            ? request.authority() + "/" + ADFS
            : request.authority() + "/" + tenant + (route.v2() ? "/v2.0" : "/");
    return Response.json(
        200,
        Json.write(json -> {
          json.writeStartObject();
          json.writeStringProperty("issuer", issuer);
          json.writeStringProperty("authorization_endpoint", oauth + "/authorize");
          json.writeStringProperty("token_endpoint", oauth + "/token");
          json.writeStringProperty("device_authorization_endpoint", oauth + "/devicecode");
          json.writeStringProperty("jwks_uri", keys);
          json.writeStringProperty("end_session_endpoint", oauth + "/logout");
          abilities(json);
          json.writeStringProperty("cloud_instance_name", request.host());
          cloudOf(request.host())
              .ifPresent(cloud -> {
                json.writeStringProperty("msgraph_host", cloud.graphHost());
                json.writeStringProperty("userinfo_endpoint", Audiences.userInfo(cloud));
              });
          json.writeEndObject();
        }));
  }

  /// Pages read the documents too; there is nothing in them that is not for everybody.
  static Response forAll(Response document) {
    return document.with("Access-Control-Allow-Origin", "*");
  }

  private static void abilities(JsonGenerator json) {
    strings(
        json,
        "token_endpoint_auth_methods_supported",
        List.of("client_secret_post", "private_key_jwt", "client_secret_basic"));
    strings(json, "response_types_supported", List.of("code"));
    strings(json, "response_modes_supported", List.of("query", "fragment", "form_post"));
    strings(json, "code_challenge_methods_supported", List.of("S256"));
    strings(
        json,
        "grant_types_supported",
        List.of(
            "authorization_code",
            "refresh_token",
            "client_credentials",
            "urn:ietf:params:oauth:grant-type:device_code"));
    json.writeBooleanProperty("authorization_response_iss_parameter_supported", true);
    strings(json, "subject_types_supported", List.of("public"));
    strings(json, "id_token_signing_alg_values_supported", List.of("RS256"));
    strings(json, "scopes_supported", List.of("openid", "profile", "email", "offline_access"));
    strings(
        json,
        "claims_supported",
        List.of(
            "sub",
            "iss",
            "aud",
            "exp",
            "iat",
            "nbf",
            "auth_time",
            "nonce",
            "name",
            "preferred_username",
            "oid",
            "tid",
            "ver"));
  }

  /// Names only authorities of ours, and never refuses: a refusal here is fatal to every client
  /// (clients.md, rule 8). Asked about a stranger, it describes the host that was asked.
  Response instance(Request request) {
    Optional<URI> asked =
        Optional.ofNullable(request.query().get("authorization_endpoint")).flatMap(Discovery::uri);
    Optional<Cloud> own = asked.flatMap(uri -> cloudOf(uri.getHost()));
    String authority =
        own.map(cloud -> cloud.origin(asked.orElseThrow().getHost().toLowerCase(Locale.ROOT)))
            .orElse(request.authority());
    String tenant = own.flatMap(_ -> asked).map(Discovery::tenantOf).orElse(OPEN_TENANT);
    String version = tenant.equals(ADFS) ? "" : "/v2.0";
    String document = authority + "/" + tenant + version + "/.well-known/openid-configuration";
    return Response.json(
        200,
        Json.write(json -> {
          json.writeStartObject();
          json.writeStringProperty("tenant_discovery_endpoint", document);
          json.writeStringProperty("api-version", "1.1");
          json.writeArrayPropertyStart("metadata");
          clouds.forEach(cloud -> cloud(json, cloud));
          json.writeEndArray();
          json.writeEndObject();
        }));
  }

  /// What MSAL.NET asks before it trusts an `adfs` authority.
  Response webFinger(Request request) {
    return Response.json(
        200,
        Json.write(json -> {
          json.writeStartObject();
          json.writeStringProperty("subject", request.authority());
          json.writeArrayPropertyStart("links");
          json.writeStartObject();
          json.writeStringProperty("rel", REALM);
          json.writeStringProperty("href", request.authority());
          json.writeEndObject();
          json.writeEndArray();
          json.writeEndObject();
        }));
  }

  /// The same for every name, so that it does not tell which users exist.
  Response userRealm(Request request, String user) {
    return Response.json(
        200,
        Json.write(json -> {
          json.writeStartObject();
          json.writeStringProperty("ver", "1.0");
          json.writeStringProperty("account_type", "Managed");
          json.writeStringProperty("domain_name", user.substring(user.indexOf('@') + 1));
          json.writeStringProperty("cloud_instance_name", request.host());
          json.writeStringProperty("cloud_audience_urn", "urn:federation:MicrosoftOnline");
          json.writeEndObject();
        }));
  }

  private static void cloud(JsonGenerator json, Cloud cloud) {
    String named =
        cloud.port() == HTTPS_PORT ? cloud.loginHost() : cloud.loginHost() + ":" + cloud.port();
    Set<String> aliases = new TreeSet<>(List.of(cloud.loginHost(), named));
    json.writeStartObject();
    json.writeStringProperty("preferred_network", named);
    json.writeStringProperty("preferred_cache", named);
    strings(json, "aliases", List.copyOf(aliases));
    json.writeEndObject();
  }

  private static void strings(JsonGenerator json, String name, List<String> values) {
    json.writeArrayPropertyStart(name);
    values.forEach(json::writeString);
    json.writeEndArray();
  }

  /// The cloud a login host belongs to, also with a region in front of it.
  private Optional<Cloud> cloudOf(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return clouds.stream()
        .filter(cloud -> name.equals(cloud.loginHost()) || name.endsWith("." + cloud.loginHost()))
        .findFirst();
  }

  private static String tenantOf(URI endpoint) {
    String[] segments = Optional.ofNullable(endpoint.getPath()).orElse("").split("/", -1);
    return Optional.of(segments)
        .filter(parts -> parts.length > 1)
        .map(parts -> parts[1])
        .filter(name -> TenantPath.open(name) || TenantId.parse(name).isPresent())
        .orElse(OPEN_TENANT);
  }

  private static Optional<URI> uri(String text) {
    try {
      return Optional.of(new URI(text)).filter(uri -> uri.getHost() != null);
    } catch (URISyntaxException malformed) {
      return Optional.empty();
    }
  }
}
