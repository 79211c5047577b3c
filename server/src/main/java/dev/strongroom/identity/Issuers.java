package dev.strongroom.identity;

import dev.strongroom.model.Cloud;
import dev.strongroom.model.TenantId;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The names this server has as an issuer of tokens: `https://{login host}/{tenant}/`, the v1.0
/// form of Azure's `https://sts.windows.net/{tenant}/`, one for each cloud. A token names the cloud
/// it was asked for through, as that cloud's discovery document does; each is accepted everywhere.
public final class Issuers {
  private static final Pattern ENDPOINT =
      Pattern.compile("/([^/]{1,64})(?:/oauth2/v2\\.0/token|/oauth2/token|/v2\\.0)?/?");
  private static final Set<String> ANY_TENANT = Set.of("common", "organizations", "adfs");

  private final List<Cloud> clouds;

  public Issuers(List<Cloud> clouds) {
    this.clouds = List.copyOf(clouds);
  }

  /// The name to write into a token that was asked for at `authority`.
  String issuer(TenantId tenant, String authority) {
    return issuer(Cloud.askedAt(clouds, authority), tenant);
  }

  List<String> all(TenantId tenant) {
    return clouds.stream().map(cloud -> issuer(cloud, tenant)).toList();
  }

  /// Whether `audience` names a token endpoint of ours for this tenant: what a client writes into
  /// the assertion that it signs.
  boolean isTokenEndpoint(String audience, TenantId tenant) {
    return clouds.stream()
        .flatMap(cloud ->
            List.of(cloud.origin(cloud.loginHost()), "https://" + cloud.loginHost()).stream())
        .filter(audience::startsWith)
        .anyMatch(origin -> isEndpointPath(audience.substring(origin.length()), tenant));
  }

  private static boolean isEndpointPath(String path, TenantId tenant) {
    Matcher match = ENDPOINT.matcher(path);
    return match.matches()
        && (ANY_TENANT.contains(match.group(1))
            || match.group(1).equalsIgnoreCase(tenant.toString()));
  }

  private static String issuer(Cloud cloud, TenantId tenant) {
    return cloud.origin(cloud.loginHost()) + "/" + tenant + "/";
  }
}
