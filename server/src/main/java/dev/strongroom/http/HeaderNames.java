package dev.strongroom.http;

import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The header names on the path of every request, made once with their hashes: the engine would
/// compute those of a `String` each time.
final class HeaderNames {
  private static final Map<String, CharSequence> FREQUENT =
      List.of(
              "Authorization",
              "User-Agent",
              "x-ms-client-request-id",
              "Content-Type",
              "Cache-Control",
              "Pragma",
              "Expires",
              "Strict-Transport-Security",
              "X-Content-Type-Options",
              "x-ms-keyvault-service-version",
              "x-ms-keyvault-region",
              "x-ms-request-id",
              "x-ms-keyvault-network-info")
          .stream()
          .collect(Collectors.toUnmodifiableMap(Function.identity(), HttpHeaders::createOptimized));

  private HeaderNames() {}

  /// The same name, quicker to look up and to add when it is a frequent one.
  static CharSequence of(String name) {
    return FREQUENT.getOrDefault(name, name);
  }
}
