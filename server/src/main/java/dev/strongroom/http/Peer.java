package dev.strongroom.http;

import io.netty.channel.Channel;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import java.util.OptionalInt;
import javax.net.ssl.SSLSession;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;

/// Who is at the other end, as far as the kernel knows.
///
/// @param user the Unix user id, on a Unix socket
/// @param tlsVersion as in audit records, `TLS1_3`; empty without TLS
record Peer(String address, OptionalInt user, String tlsVersion) {
  static Peer of(HttpServerConnection connection) {
    Channel channel = connection.channelHandlerContext().channel();
    if (channel instanceof NioDomainSocketChannel socket) {
      return new Peer("", userOf(socket), "");
    }
    String address =
        Optional.ofNullable(connection.remoteAddress()).map(SocketAddress::hostAddress).orElse("");
    return new Peer(address, OptionalInt.empty(), tlsVersion(connection));
  }

  private static String tlsVersion(HttpServerConnection connection) {
    return Optional.ofNullable(connection.sslSession())
        .map(SSLSession::getProtocol)
        .map(name -> name.replace("TLSv", "TLS").replace('.', '_'))
        .orElse("");
  }

  private static OptionalInt userOf(NioDomainSocketChannel socket) {
    UnixDomainPrincipal peer =
        socket.config().getOption(NioChannelOption.of(ExtendedSocketOptions.SO_PEERCRED));
    return peer == null ? OptionalInt.empty() : idOf(peer.user());
  }

  /// The JDK knows the id but gives only the name. Its hash is the id today; so that a JDK where it
  /// is not gives no id instead of a wrong one, the guess is turned into a principal again and
  /// compared.
  private static OptionalInt idOf(UserPrincipal user) {
    int guess = user.hashCode();
    try {
      UserPrincipal again =
          FileSystems.getDefault()
              .getUserPrincipalLookupService()
              .lookupPrincipalByName(Integer.toUnsignedString(guess));
      return again.equals(user) ? OptionalInt.of(guess) : OptionalInt.empty();
    } catch (IOException unknown) {
      return OptionalInt.empty();
    }
  }
}
