package dev.strongroom.http;

import dev.strongroom.kernel.Origin;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/// A request as it arrived, within the listener's limits.
///
/// @param id ours, a GUID
/// @param scheme `https`, or `http` on the loopback identity endpoint
/// @param host lower case, without port; empty when the request named none
/// @param port the port the client asked for
/// @param target path and query as received, undecoded
/// @param headers looks up one header by name, without regard to case
/// @param peer the peer's address as text
/// @param peerUser the Unix user id at the other end of a Unix socket
/// @param tlsVersion as in audit records, `TLS1_3`; empty without TLS
public record Request(
    String id,
    String method,
    String scheme,
    String host,
    int port,
    String target,
    Function<String, Optional<String>> headers,
    byte[] body,
    String peer,
    OptionalInt peerUser,
    String tlsVersion) {
  private static final int HTTPS_PORT = 443;
  private static final String API_VERSION = "api-version=";
  private static final String TUNNELLED_METHOD = "X-HTTP-METHOD";

  public Optional<String> header(String name) {
    return headers.apply(name);
  }

  /// The method meant: Azure lets a client that can only POST name another in `X-HTTP-METHOD`.
  public String effectiveMethod() {
    return method.equals("POST")
        ? header(TUNNELLED_METHOD).map(named -> named.toUpperCase(Locale.ROOT)).orElse(method)
        : method;
  }

  /// The path as received, undecoded, without the query.
  public String path() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  public String rawQuery() {
    int query = target.indexOf('?');
    return query < 0 ? "" : target.substring(query + 1);
  }

  /// Query parameters with names and values decoded; names in lower case, as Azure compares them.
  /// The first value of a repeated name wins.
  public Map<String, String> query() {
    String raw = rawQuery();
    if (raw.isEmpty()) {
      return Map.of();
    }
    Map<String, String> found = new LinkedHashMap<>();
    for (String pair : raw.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      found.putIfAbsent(decode(name).toLowerCase(Locale.ROOT), decode(value));
    }
    return found;
  }

  /// The parameter `api-version`; empty when there is none.
  private String apiVersion() {
    String raw = rawQuery();
    boolean alone = raw.startsWith(API_VERSION) && raw.indexOf('&') < 0 && raw.indexOf('%') < 0;
    return alone ? raw.substring(API_VERSION.length()) : query().getOrDefault("api-version", "");
  }

  /// Scheme, host and port, without a default port.
  public String authority() {
    return scheme + "://" + host + (port == HTTPS_PORT && scheme.equals("https") ? "" : ":" + port);
  }

  /// The token of `Authorization: Bearer …`.
  public Optional<String> bearer() {
    return header("Authorization")
        .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
        .map(value -> value.substring(7).trim())
        .filter(value -> !value.isEmpty());
  }

  public Origin origin() {
    return new Origin(
        id,
        header("x-ms-client-request-id"),
        peer,
        header("User-Agent").orElse(""),
        authority(),
        target,
        apiVersion(),
        tlsVersion);
  }

  /// A malformed escape stands for itself: refusing it is the route's business, with the route's
  /// error.
  private static String decode(String text) {
    if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
      return text;
    }
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return text;
    }
  }

  @Override
  public String toString() {
    return method + " " + path() + " " + id;
  }
}
