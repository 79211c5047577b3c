package dev.strongroom.http;

import io.netty.util.AttributeKey;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.net.SocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// One event loop's share of a listener: its connections, and the regular look at their clocks.
final class ListenerLoop extends VerticleBase {
  private static final AttributeKey<Connection> CONNECTION =
      AttributeKey.valueOf(Connection.class.getName());
  private final Supplier<HttpServer> servers;
  private final SocketAddress address;
  private final Surroundings around;
  private final Admission uncounted;
  private final List<HttpServer> started;
  private final Set<Connection> connections = new HashSet<>();

  /// @param servers makes the engine's server, not yet listening
  /// @param uncounted counts connections that were not counted when they were accepted
  /// @param started learns of each server that listens
  ListenerLoop(
      Supplier<HttpServer> servers,
      SocketAddress address,
      Surroundings around,
      Admission uncounted,
      List<HttpServer> started) {
    this.servers = servers;
    this.address = address;
    this.around = around;
    this.uncounted = uncounted;
    this.started = started;
  }

  @Override
  public Future<?> start() {
    vertx.setPeriodic(
        Math.max(1, around.limits().lookEvery().toMillis()),
        _ -> List.copyOf(connections).forEach(Connection::look));
    return servers
        .get()
        .connectionHandler(this::connected)
        .requestHandler(this::arrived)
        .invalidRequestHandler(this::arrived)
        .listen(address)
        .onSuccess(started::add);
  }

  private void connected(HttpConnection wire) {
    HttpServerConnection server = (HttpServerConnection) wire;
    if (address.isDomainSocket() && !uncounted.enter(Optional.empty())) {
      wire.close();
      return;
    }
    Connection connection = new Connection(server, around);
    connections.add(connection);
    connection.channel().attr(CONNECTION).set(connection);
    connection.channel().closeFuture().addListener(_ -> closed(connection));
  }

  private void closed(Connection connection) {
    connections.remove(connection);
    if (address.isDomainSocket()) {
      uncounted.leave(Optional.empty());
    }
  }

  private void arrived(HttpServerRequest request) {
    HttpServerConnection wire = (HttpServerConnection) request.connection();
    Connection connection = wire.channelHandlerContext().channel().attr(CONNECTION).get();
    if (connection == null) {
      wire.close();
    } else {
      connection.arrived(request);
    }
  }
}
