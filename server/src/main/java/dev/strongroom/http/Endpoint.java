package dev.strongroom.http;

import dev.strongroom.http.ListenerSettings.Where;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/// A place to listen at, checked.
///
/// @param shared whether several event loops accept there
record Endpoint(Where where, SocketAddress address, boolean shared) {
  /// Throws [Engine.CannotListen].
  ///
  /// @param number of the listener, from 1: where any port will do, all loops of one listener must
  ///   get the same
  static Endpoint of(Where where, boolean tls, int number) {
    return switch (where) {
      case Where.Tcp(String address, int port) ->
          new Endpoint(where, bound(resolve(address), port, tls, number), true);
      case Where.UnixSocket(Path path, _) -> {
        removeStale(path);
        yield new Endpoint(where, SocketAddress.domainSocketAddress(path.toString()), false);
      }
    };
  }

  String name() {
    return switch (where) {
      case Where.Tcp(String address, int port) -> address + " port " + port;
      case Where.UnixSocket(Path path, _) -> path.toString();
    };
  }

  /// A Unix socket may be used by everyone who can reach it, the kernel says who they are; or by
  /// nobody else.
  void opened() {
    if (where instanceof Where.UnixSocket(Path path, boolean ownerOnly)) {
      try {
        String mode = ownerOnly ? "rw-------" : "rw-rw-rw-";
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
      } catch (IOException failed) {
        throw new Engine.CannotListen("Cannot set who may use " + path + ": " + failed);
      }
    }
  }

  private static SocketAddress bound(InetAddress ip, int port, boolean tls, int number) {
    if (!tls && !ip.isLoopbackAddress()) {
      throw new Engine.CannotListen(
          "Plain HTTP is offered on a loopback address only, not on "
              + ip.getHostAddress()
              + ". Use 127.0.0.1, or give the listener a certificate.");
    }
    return port == 0
        ? SocketAddress.sharedRandomPort(number, ip.getHostAddress())
        : SocketAddress.inetSocketAddress(port, ip.getHostAddress());
  }

  private static InetAddress resolve(String address) {
    try {
      return InetAddress.getByName(address);
    } catch (UnknownHostException unknown) {
      throw new Engine.CannotListen(
          "Cannot listen on " + address + ": it is no address of this machine.");
    }
  }

  /// A socket that a killed server left behind is removed; one that answers, or a file that is no
  /// socket, is not.
  private static void removeStale(Path path) {
    if (!Files.exists(path)) {
      return;
    }
    try {
      if (!isSocket(path)) {
        throw new Engine.CannotListen(path + " exists and is no socket. Name another path.");
      }
      if (answers(path)) {
        throw new Engine.CannotListen("Another server listens on " + path + ". Stop it first.");
      }
      Files.delete(path);
    } catch (IOException failed) {
      throw new Engine.CannotListen("Cannot remove the stale socket " + path + ": " + failed);
    }
  }

  private static boolean isSocket(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).isOther();
  }

  private static boolean answers(Path path) {
    try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      return probe.connect(UnixDomainSocketAddress.of(path));
    } catch (IOException refused) {
      return false;
    }
  }
}
