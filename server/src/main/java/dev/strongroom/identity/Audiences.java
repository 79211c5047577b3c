package dev.strongroom.identity;

import dev.strongroom.model.Cloud;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The resources that tokens are issued for (`aud`). Clients disagree about a trailing slash and
/// about naming the port, so both are ignored when audiences are compared; what a client asked for
/// is what stands in its token.
public final class Audiences {
  private static final String PUBLIC_MANAGEMENT = "management.azure.com";
  private static final String CLASSIC_MANAGEMENT = "https://management.core.windows.net";

  private static final String USER_INFO = "/oidc/userinfo";

  private final List<Cloud> clouds;
  private final Map<String, Api> ours = new HashMap<>();

  public Audiences(List<Cloud> clouds) {
    this.clouds = List.copyOf(clouds);
    for (Cloud cloud : clouds) {
      management(cloud).forEach(one -> ours.put(normal(one), Api.MANAGEMENT));
      vaults(cloud).forEach(one -> ours.put(normal(one), Api.VAULT));
      ours.put(normal(cloud.origin(cloud.graphHost())), Api.GRAPH);
    }
  }

  public boolean ours(String resource) {
    return api(resource).isPresent();
  }

  /// Which of our surfaces the resource is.
  public Optional<Api> api(String resource) {
    return Optional.ofNullable(ours.get(normal(resource)));
  }

  /// The directory's address for whoever asked at `authority`; what was not asked at a login host
  /// gets the first cloud's.
  public String graph(String authority) {
    Cloud asked = Cloud.askedAt(clouds, authority);
    return asked.origin(asked.graphHost());
  }

  /// What a token is for that tells an application who signed in, and opens nothing else.
  public String userInfo(String authority) {
    return graph(authority) + USER_INFO;
  }

  public static String userInfo(Cloud cloud) {
    return cloud.origin(cloud.graphHost()) + USER_INFO;
  }

  public static boolean same(String one, String other) {
    return one.equals(other) || normal(one).equals(normal(other));
  }

  /// The audiences of a cloud's control plane. In the public cloud `az` asks for the classic name.
  public static List<String> management(Cloud cloud) {
    String origin = cloud.origin(cloud.managementHost());
    return cloud.managementHost().equals(PUBLIC_MANAGEMENT)
        ? List.of(origin, CLASSIC_MANAGEMENT)
        : List.of(origin);
  }

  private static List<String> vaults(Cloud cloud) {
    return List.of(
        cloud.origin(cloud.vaultSuffix()),
        cloud.origin(cloud.adfsVaultSuffix()),
        cloud.origin(cloud.hsmSuffix()));
  }

  /// Lower case, without one trailing slash, without a port.
  static String normal(String audience) {
    String text = audience.toLowerCase(Locale.ROOT);
    int end = text.endsWith("/") ? text.length() - 1 : text.length();
    int colon = text.lastIndexOf(':', end - 1);
    boolean port = colon > text.indexOf("://") && digits(text, colon + 1, end);
    return text.substring(0, port ? colon : end);
  }

  private static boolean digits(String text, int from, int to) {
    return from < to && text.substring(from, to).chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
