package dev.strongroom.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.InternetProtocolFamily;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.vertx.core.spi.transport.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;

/// The engine's own sockets, but a connection too many is closed when it is accepted, before any
/// work is done for it: before its TLS handshake.
final class AdmittingTransport implements Transport {
  private final Transport sockets = io.vertx.core.transport.Transport.NIO.implementation();
  private final Admission admission;

  AdmittingTransport(Admission admission) {
    this.admission = admission;
  }

  /// What Vert.x wants to have a transport wrapped in.
  io.vertx.core.transport.Transport named() {
    Transport self = this;
    return new io.vertx.core.transport.Transport() {
      @Override
      public String name() {
        return "admitting";
      }

      @Override
      public boolean available() {
        return true;
      }

      @Override
      @SuppressWarnings("NullAway") // what the engine expects of an available transport
      public Throwable unavailabilityCause() {
        return null;
      }

      @Override
      public Transport implementation() {
        return self;
      }
    };
  }

  @Override
  public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
    return domainSocket
        ? sockets.serverChannelFactory(true)
        : () -> new AdmittingServerChannel(admission);
  }

  @Override
  public boolean supportsDomainSockets() {
    return sockets.supportsDomainSockets();
  }

  @Override
  public SocketAddress convert(io.vertx.core.net.SocketAddress address) {
    return sockets.convert(address);
  }

  @Override
  public io.vertx.core.net.SocketAddress convert(SocketAddress address) {
    return sockets.convert(address);
  }

  @Override
  public IoHandlerFactory ioHandlerFactory() {
    return sockets.ioHandlerFactory();
  }

  @Override
  @SuppressWarnings("deprecation") // the interface speaks of it
  public DatagramChannel datagramChannel(InternetProtocolFamily family) {
    return sockets.datagramChannel(family);
  }

  @Override
  public ChannelFactory<? extends DatagramChannel> datagramChannelFactory() {
    return sockets.datagramChannelFactory();
  }

  @Override
  public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
    return sockets.channelFactory(domainSocket);
  }

  private static final class AdmittingServerChannel extends NioServerSocketChannel {
    private final Admission admission;

    AdmittingServerChannel(Admission admission) {
      this.admission = admission;
    }

    @Override
    protected int doReadMessages(List<Object> accepted) throws Exception {
      int before = accepted.size();
      int read = super.doReadMessages(accepted);
      for (int i = accepted.size() - 1; i >= before; i -= 1) {
        if (accepted.get(i) instanceof SocketChannel channel && !admit(channel)) {
          accepted.remove(i);
        }
      }
      return read;
    }

    private boolean admit(SocketChannel channel) {
      Optional<InetAddress> from =
          Optional.ofNullable(channel.remoteAddress()).map(InetSocketAddress::getAddress);
      if (!admission.enter(from)) {
        channel.unsafe().closeForcibly();
        return false;
      }
      channel.closeFuture().addListener(_ -> admission.leave(from));
      return true;
    }
  }
}
