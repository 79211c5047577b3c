package dev.strongroom.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.function.BooleanSupplier;

/// Sees the bytes of an HTTP/1 connection before they are decoded: runs from a request's first byte
/// until its head is complete, so a head that trickles in is noticed.
final class HeadClock extends ChannelInboundHandlerAdapter {
  private final BooleanSupplier betweenRequests;
  private boolean running;
  private boolean draining;
  private long since;

  HeadClock(BooleanSupplier betweenRequests) {
    this.betweenRequests = betweenRequests;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object bytes) {
    if (draining) {
      ReferenceCountUtil.release(bytes);
      return;
    }
    if (!running && betweenRequests.getAsBoolean()) {
      running = true;
      since = System.nanoTime();
    }
    context.fireChannelRead(bytes);
  }

  /// Stops; gives the time of the request's first byte, as far as it is known.
  long headArrived() {
    long began = running ? since : System.nanoTime();
    running = false;
    return began;
  }

  boolean isRunning() {
    return running;
  }

  long runningFor(long now) {
    return running ? now - since : 0;
  }

  /// From now on, what arrives is thrown away.
  void drain() {
    draining = true;
  }
}
