package dev.strongroom.token;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a path on the login host means. `tenant` is the first segment as it was sent.
sealed interface TokenRoute {
  /// @param strings whether numbers in the answer are strings, as at the v1.0 endpoint
  record Token(String tenant, boolean strings) implements TokenRoute {}

  record OpenIdConfiguration(String tenant, boolean v2) implements TokenRoute {}

  record Keys(String tenant) implements TokenRoute {}

  record InstanceDiscovery() implements TokenRoute {}

  record WebFinger() implements TokenRoute {}

  record UserRealm(String user) implements TokenRoute {}

  /// @param v1 whether it is the v1.0 endpoint
  record DeviceCode(String tenant, boolean v1) implements TokenRoute {}

  default String method() {
    return switch (this) {
      case Token _, DeviceCode _ -> "POST";
      case OpenIdConfiguration _, Keys _, InstanceDiscovery _, WebFinger _, UserRealm _ -> "GET";
    };
  }

  /// Repeated and trailing slashes mean nothing; letters are compared without regard to case.
  static Optional<TokenRoute> of(String path) {
    List<String> segments =
        Arrays.stream(path.split("/", -1)).filter(segment -> !segment.isEmpty()).toList();
    if (segments.isEmpty()) {
      return Optional.empty();
    }
    String tenant = segments.getFirst();
    String rest = String.join("/", segments.subList(1, segments.size())).toLowerCase(Locale.ROOT);
    return switch (rest) {
      case "oauth2/v2.0/token" -> Optional.of(new Token(tenant, false));
      case "oauth2/token" -> Optional.of(new Token(tenant, !tenant.equals("adfs")));
      case "v2.0/.well-known/openid-configuration" ->
          Optional.of(new OpenIdConfiguration(tenant, true));
      case ".well-known/openid-configuration" ->
          Optional.of(new OpenIdConfiguration(tenant, false));
      case "discovery/v2.0/keys", "discovery/keys" -> Optional.of(new Keys(tenant));
      case "discovery/instance" -> Optional.of(new InstanceDiscovery());
      case "webfinger" ->
          tenant.equals(".well-known") ? Optional.of(new WebFinger()) : Optional.empty();
      case "oauth2/v2.0/devicecode" -> Optional.of(new DeviceCode(tenant, false));
      case "oauth2/devicecode" -> Optional.of(new DeviceCode(tenant, !tenant.equals("adfs")));
      default -> userRealm(rest);
    };
  }

  private static Optional<TokenRoute> userRealm(String rest) {
    String prefix = "userrealm/";
    boolean matches = rest.startsWith(prefix) && rest.indexOf('/', prefix.length()) < 0;
    return matches ? Optional.of(new UserRealm(rest.substring(prefix.length()))) : Optional.empty();
  }
}
