package dev.strongroom.people;

import dev.strongroom.model.AppId;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/// Applications that are there without being registered, and that nobody has to consent to: the
/// public clients that Azure's own tools sign in with. They keep no secret, so PKCE is demanded of
/// them, and they are answered on this machine's loopback only (RFC 8252, 7.3).
public enum FirstParty {
  AZURE_CLI("04b07795-8ddb-461a-bbee-02f9e1bf7b46", "Azure CLI and Azure SDKs"),
  AZURE_POWERSHELL("1950a258-227b-4e31-a9cf-717495945fc2", "Azure PowerShell");

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
  private final AppId id;
  private final String title;

  FirstParty(String id, String title) {
    this.id = AppId.of(id);
    this.title = title;
  }

  public AppId id() {
    return id;
  }

  /// What people know it by.
  public String title() {
    return title;
  }

  public static boolean isOne(String clientId) {
    return of(clientId).isPresent();
  }

  static Optional<FirstParty> of(String clientId) {
    return AppId.parse(clientId)
        .flatMap(id -> Arrays.stream(values()).filter(one -> one.id.equals(id)).findFirst());
  }

  /// `http` on loopback, any port, no path but `/`, nothing behind it: compared part by part, never
  /// by prefix.
  static boolean admits(String redirect) {
    try {
      URI uri = new URI(redirect);
      String path = Optional.ofNullable(uri.getRawPath()).orElse("");
      return "http".equals(uri.getScheme())
          && uri.getHost() != null
          && LOOPBACK.contains(uri.getHost())
          && uri.getRawUserInfo() == null
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null
          && (path.isEmpty() || path.equals("/"));
    } catch (URISyntaxException malformed) {
      return false;
    }
  }
}
