package dev.strongroom.identity;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// Reads the resource out of a request. `https://management.corp.test//.default` means the resource
/// `https://management.corp.test/`: exactly `/.default` is taken off, as in Entra.
final class Scopes {
  private static final String DEFAULT = "/.default";
  private static final Set<String> OPENID = Set.of("openid", "profile", "offline_access", "email");

  private Scopes() {}

  /// A v2.0 client names a scope, a v1.0 client a resource.
  static String resource(Attempt attempt) {
    return attempt
        .scope()
        .map(Scopes::ofScope)
        .or(attempt::resource)
        .orElseThrow(() -> EntraErrors.missing("scope"));
  }

  private static String ofScope(String scope) {
    List<String> wanted =
        Arrays.stream(scope.trim().split(" +")).filter(one -> !OPENID.contains(one)).toList();
    if (wanted.size() != 1 || wanted.getFirst().isEmpty()) {
      throw EntraErrors.invalidScope(scope);
    }
    String only = wanted.getFirst();
    if (!only.endsWith(DEFAULT) || only.length() == DEFAULT.length()) {
      throw EntraErrors.scopeWithoutDefault(only);
    }
    return only.substring(0, only.length() - DEFAULT.length());
  }
}
