package dev.strongroom.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.ssl.SslHandler;
import java.util.Arrays;

/// The last answer on an HTTP/1 connection, written past the engine's state machine, which would
/// wait for a request that will not be read.
final class Farewell {
  private static final int HEAD_BYTES = 512;

  private Farewell() {}

  static void write(ChannelHandlerContext to, Response response, boolean withBody) {
    HttpHeaders headers = new DefaultHttpHeaders();
    response.headers().forEach(header -> headers.add(header.name(), header.value()));
    headers.set("Content-Length", response.body().length);
    headers.set("Connection", "close");
    ByteBuf bytes = to.alloc().buffer(HEAD_BYTES + response.body().length);
    ascii(bytes, "HTTP/1.1 " + HttpResponseStatus.valueOf(response.status()) + "\r\n");
    headers.forEach(header -> ascii(bytes, header.getKey() + ": " + header.getValue() + "\r\n"));
    ascii(bytes, "\r\n");
    if (withBody) {
      bytes.writeBytes(response.body());
    }
    Arrays.fill(response.body(), (byte) 0);
    to.writeAndFlush(bytes).addListener(_ -> endOutput(to));
  }

  /// The client sees the end at once, also while it still sends.
  private static void endOutput(ChannelHandlerContext context) {
    SslHandler tls = context.pipeline().get(SslHandler.class);
    if (tls != null) {
      tls.closeOutbound().addListener(_ -> shutDownOutput(context.channel()));
    } else {
      shutDownOutput(context.channel());
    }
  }

  private static void shutDownOutput(Channel channel) {
    if (channel instanceof DuplexChannel duplex) {
      duplex.shutdownOutput();
    }
  }

  private static void ascii(ByteBuf to, String text) {
    ByteBufUtil.writeAscii(to, text);
  }
}
