package dev.strongroom.http;

import dev.strongroom.kernel.Problem;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A request's first line and its host, checked. What was wrong stands in `objection`, and then the
/// other parts are what could be made out of it.
///
/// @param authority of the absolute-form target, else of `Host` or `:authority`
/// @param target path and query; starts with `/` or is `*`
record RequestHead(Authority authority, String target, Optional<Problem> objection) {
  private static final Authority NOBODY = new Authority("", 0);
  private static final String ROOT = "/";
  private static final int FIELD_OVERHEAD = 32;

  static RequestHead of(HttpServerRequest request, Limits.Sizes limits) {
    if (request.decoderResult().isFailure()) {
      return refused(undecodable(request.decoderResult().cause(), limits));
    }
    String uri = Optional.ofNullable(request.uri()).orElse("");
    Optional<Authority> named = authority(request);
    if (tooLong(request, limits)) {
      return refused(new Problem.TooLarge("headers", limits.headerBytes()));
    }
    if (uri.length() > limits.uriLength()) {
      return new RequestHead(
          named.orElse(NOBODY), ROOT, Optional.of(new Problem.TooLarge("uri", limits.uriLength())));
    }
    return named
        .map(authority -> of(request.method().name(), uri, authority))
        .orElseGet(() ->
            refused(
                new Problem.Malformed(
                    "The request must name its host, once, as a DNS name or an address.")));
  }

  private static RequestHead of(String method, String uri, Authority named) {
    if (!isVisible(uri)) {
      return new RequestHead(
          named, ROOT, malformed("The request target must be percent-encoded ASCII."));
    }
    if (uri.startsWith(ROOT) || (uri.equals("*") && method.equals("OPTIONS"))) {
      return new RequestHead(named, uri, Optional.empty());
    }
    return absolute(uri)
        .orElseGet(
            () -> new RequestHead(named, ROOT, malformed("The request target must be a path.")));
  }

  /// RFC 9112 3.2.2: a server takes `https://host/path`, and then its host counts.
  private static Optional<RequestHead> absolute(String uri) {
    int scheme = uri.indexOf("://");
    if (scheme < 0
        || !(uri.regionMatches(true, 0, "https", 0, scheme)
            || uri.regionMatches(true, 0, "http", 0, scheme))) {
      return Optional.empty();
    }
    int start = scheme + 3;
    int end = start;
    while (end < uri.length() && uri.charAt(end) != '/' && uri.charAt(end) != '?') {
      end += 1;
    }
    String rest = uri.substring(end);
    String target = rest.startsWith(ROOT) ? rest : ROOT + rest;
    return Authority.parse(uri.substring(start, end))
        .map(authority -> new RequestHead(authority, target, Optional.empty()));
  }

  private static Optional<Authority> authority(HttpServerRequest request) {
    if (request.version() == HttpVersion.HTTP_2) {
      HostAndPort named = request.authority();
      return named == null
          ? Optional.empty()
          : Authority.parse(named.port() < 0 ? named.host() : named.host() + ":" + named.port());
    }
    List<String> hosts = request.headers().getAll(HttpHeaders.HOST);
    return hosts.size() == 1 ? Authority.parse(hosts.getFirst().trim()) : Optional.empty();
  }

  /// RFC 9113, 6.5.2: a field counts its name, its value and 32. HTTP/1.1's decoder has counted.
  private static boolean tooLong(HttpServerRequest request, Limits.Sizes limits) {
    if (request.version() != HttpVersion.HTTP_2) {
      return false;
    }
    long size = 0;
    for (Map.Entry<String, String> field : request.headers()) {
      size += field.getKey().length() + field.getValue().length() + FIELD_OVERHEAD;
    }
    return size > limits.headerBytes();
  }

  private static Problem undecodable(Throwable cause, Limits.Sizes limits) {
    return switch (cause) {
      case TooLongHttpLineException _ -> new Problem.TooLarge("uri", limits.uriLength());
      case TooLongHttpHeaderException _ -> new Problem.TooLarge("headers", limits.headerBytes());
      default -> new Problem.Malformed("The request is not well-formed HTTP.");
    };
  }

  private static RequestHead refused(Problem problem) {
    return new RequestHead(NOBODY, ROOT, Optional.of(problem));
  }

  private static Optional<Problem> malformed(String message) {
    return Optional.of(new Problem.Malformed(message));
  }

  private static boolean isVisible(String text) {
    for (int i = 0; i < text.length(); i += 1) {
      char c = text.charAt(i);
      if (c <= ' ' || c >= 0x7f || c == '#') {
        return false;
      }
    }
    return true;
  }
}
