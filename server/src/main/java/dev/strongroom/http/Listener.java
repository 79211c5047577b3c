package dev.strongroom.http;

import dev.strongroom.http.ListenerSettings.TlsFiles;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.ServerSSLOptions;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;

/// Listens, until it is closed. Made by [Engine#listen].
public final class Listener implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Listener.class.getName());
  private final List<HttpServer> servers;
  private final List<TlsFiles> certificates;
  private final Limits.Times times;
  private List<FileTime> seen;

  Listener(List<HttpServer> servers, List<TlsFiles> certificates, Limits.Times times) {
    this.servers = List.copyOf(servers);
    this.certificates = certificates;
    this.times = times;
    this.seen = modified();
  }

  /// The port that was bound; 0 on a Unix socket.
  public int port() {
    return Math.max(0, servers.getFirst().actualPort());
  }

  /// Reads the certificate files again; new connections get what they hold. Files that cannot be
  /// used change nothing and are logged; false then.
  public synchronized boolean reload() {
    seen = modified();
    try {
      ServerSSLOptions options = ServerTls.options(certificates, times);
      Engine.await(
          Future.all(servers.stream().map(s -> s.updateSSLOptions(options, true)).toList()));
      LOG.log(Level.INFO, "The TLS certificate was read again; new connections get the new one.");
      return true;
    } catch (UnusableCertificate | Engine.CannotListen unusable) {
      LOG.log(Level.ERROR, "The TLS certificate stays the old one: " + unusable.getMessage());
      return false;
    }
  }

  /// [#reload()]s when a file has changed since it was read. Meant to be called every few seconds.
  public synchronized void reloadIfChanged() {
    if (!certificates.isEmpty() && !modified().equals(seen)) {
      reload();
    }
  }

  /// Accepts nothing more, lets running requests end within the limit, then closes what is left.
  @Override
  public void close() {
    Engine.await(Future.all(servers.stream().map(s -> s.shutdown(times.close())).toList()));
  }

  /// A file that cannot be looked at counts as unchanged since the epoch.
  private List<FileTime> modified() {
    List<FileTime> found = new ArrayList<>();
    for (TlsFiles files : certificates) {
      for (var file : List.of(files.chain(), files.key())) {
        try {
          found.add(Files.getLastModifiedTime(file));
        } catch (IOException absent) {
          found.add(FileTime.fromMillis(0));
        }
      }
    }
    return found;
  }
}
