package dev.strongroom.http;

import java.nio.file.Path;
import java.util.List;

/// Where a listener listens and how it proves who it is.
///
/// @param certificates chosen between by the name the client asks for (SNI); the first serves
///   everyone else. None means plain HTTP, which is refused on any but a loopback address or a Unix
///   socket
public record ListenerSettings(Where where, List<TlsFiles> certificates) {
  public sealed interface Where {
    /// Port 0 lets the system choose; [Listener#port()] tells.
    record Tcp(String address, int port) implements Where {}

    /// Whoever can reach the path may connect, or the server's own user alone; requests carry the
    /// peer's user id.
    record UnixSocket(Path path, boolean ownerOnly) implements Where {}
  }

  /// PEM files: the chain, leaf first, and its private key, unencrypted.
  public record TlsFiles(Path chain, Path key) {}

  public ListenerSettings {
    certificates = List.copyOf(certificates);
  }

  public static ListenerSettings tls(String address, int port, List<TlsFiles> certificates) {
    return new ListenerSettings(new Where.Tcp(address, port), certificates);
  }

  public static ListenerSettings plain(String address, int port) {
    return new ListenerSettings(new Where.Tcp(address, port), List.of());
  }

  public static ListenerSettings unixSocket(Path path) {
    return new ListenerSettings(new Where.UnixSocket(path, false), List.of());
  }

  /// A socket that nobody but the server's own user (and root) may connect to.
  public static ListenerSettings privateSocket(Path path) {
    return new ListenerSettings(new Where.UnixSocket(path, true), List.of());
  }
}
