package dev.strongroom.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/// Makes our requests of the engine's.
final class Requests {
  private static final int HTTPS = 443;
  private static final int HTTP = 80;

  private Requests() {}

  static Request of(HttpServerRequest wire, RequestHead head, byte[] body, Connection connection) {
    Surroundings around = connection.around();
    Peer peer = connection.peer();
    int port = head.authority().port();
    int usual = around.scheme().equals("https") ? HTTPS : HTTP;
    MultiMap headers = wire.headers();
    return new Request(
        around.newId(),
        wire.method().name(),
        around.scheme(),
        head.authority().host(),
        port == 0 ? usual : port,
        head.target(),
        name -> Optional.ofNullable(headers.get(HeaderNames.of(name))),
        body,
        peer.address(),
        peer.user(),
        peer.tlsVersion());
  }

  /// Stands for a request that never came to its end: no method, no host, no headers.
  static Request unread(Connection connection) {
    Surroundings around = connection.around();
    Peer peer = connection.peer();
    return new Request(
        around.newId(),
        "-",
        around.scheme(),
        "",
        around.scheme().equals("https") ? HTTPS : HTTP,
        "/",
        _ -> Optional.empty(),
        new byte[0],
        peer.address(),
        peer.user(),
        peer.tlsVersion());
  }
}
