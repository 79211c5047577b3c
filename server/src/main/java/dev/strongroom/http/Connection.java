package dev.strongroom.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.impl.HttpServerConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// One client's connection and the clocks on it. Lives on its event loop and is touched nowhere
/// else.
final class Connection {
  private static final String DECODER = "httpDecoder";
  private static final String CLOCK = "headClock";
  private final HttpServerConnection wire;
  private final Surroundings around;
  private final Peer peer;
  private final HeadClock headClock = new HeadClock(this::isQuiet);
  private final List<Exchange> open = new ArrayList<>(1);
  private long idleSince = System.nanoTime();
  private boolean leaving;

  Connection(HttpServerConnection wire, Surroundings around) {
    this.wire = wire;
    this.around = around;
    this.peer = Peer.of(wire);
    ChannelPipeline pipeline = channel().pipeline();
    if (pipeline.get(DECODER) != null) {
      pipeline.addBefore(DECODER, CLOCK, headClock);
    }
  }

  void arrived(HttpServerRequest request) {
    if (leaving) {
      return;
    }
    long began = headClock.headArrived();
    Exchange exchange = new Exchange(request, this, began);
    open.add(exchange);
    exchange.begin();
  }

  void ended(Exchange exchange) {
    open.remove(exchange);
    if (open.isEmpty()) {
      idleSince = System.nanoTime();
    }
  }

  /// Looks at the clocks.
  void look() {
    long now = System.nanoTime();
    if (leaving) {
      return;
    }
    if (headClock.runningFor(now) > around.limits().times().request().toNanos()) {
      leaving = true;
      headClock.drain();
      Exchange.refuseUnread(this);
    } else if (open.isEmpty() && !headClock.isRunning()) {
      closeWhenIdle(now);
    } else {
      List.copyOf(open).forEach(exchange -> exchange.look(now));
    }
  }

  /// Answers on HTTP/1 without reading the rest of the request, throws that away for a while, and
  /// closes.
  void farewell(Response response, boolean withBody) {
    leaving = true;
    headClock.drain();
    Farewell.write(channel().pipeline().context(CLOCK), response, withBody);
    channel().config().setAutoRead(true);
    channel().eventLoop().schedule(this::cut, Limits.FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Ends it in good order, and soon in any order: a client that takes nothing cannot hold it open.
  void close() {
    leaving = true;
    channel().close();
    channel().eventLoop().schedule(this::cut, Limits.FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
  }

  boolean isMultiplexed() {
    return wire.protocolVersion() == HttpVersion.HTTP_2;
  }

  Channel channel() {
    return wire.channelHandlerContext().channel();
  }

  Peer peer() {
    return peer;
  }

  Surroundings around() {
    return around;
  }

  private boolean isQuiet() {
    return open.isEmpty();
  }

  private void cut() {
    if (channel().isOpen()) {
      channel().pipeline().firstContext().close();
    }
  }

  private void closeWhenIdle(long now) {
    if (now - idleSince > around.limits().times().idle().toNanos()) {
      close();
    }
  }
}
