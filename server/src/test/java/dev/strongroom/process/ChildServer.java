package dev.strongroom.process;

import java.io.IOException;
import java.io.Reader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.net.ssl.SSLContext;

/// `strongroom dev` as a user starts it, and a client's way to it.
final class ChildServer implements AutoCloseable {
  static final String API = "?api-version=7.4";
  private final ChildProcess process;
  private final Path data;
  private final int port;

  private ChildServer(ChildProcess process, Path data, int port) {
    this.process = process;
    this.data = data;
    this.port = port;
  }

  /// Starts on `data` and waits until it says that it is ready.
  static ChildServer start(Path data, int port, String... more) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of("dev", "--data", data.toString(), "--port", Integer.toString(port)));
    arguments.addAll(List.of(more));
    Path log = data.resolveSibling(data.getFileName() + ".log");
    ChildProcess process = ChildProcess.start(log, arguments.toArray(String[]::new));
    return new ChildServer(process.ready(), data, port);
  }

  /// Two neighbouring free ports; the identity endpoint takes the second.
  static int freePort() throws IOException {
    for (int i = 0; i < 100; i += 1) {
      try (ServerSocket first = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
          ServerSocket second =
              new ServerSocket(first.getLocalPort() + 1, 1, InetAddress.getLoopbackAddress())) {
        return second.getLocalPort() - 1;
      } catch (IOException taken) {
        continue;
      }
    }
    throw new IOException("no two neighbouring free ports");
  }

  String output() throws IOException {
    return process.output();
  }

  Path data() {
    return data;
  }

  TlsClient client(String host) throws IOException, GeneralSecurityException {
    SSLContext context = TlsClient.trusting(data.resolve("tls").resolve("ca.pem"));
    return new TlsClient(host, port, context);
  }

  TlsClient vault() throws IOException, GeneralSecurityException {
    return client("dev.vault.localhost");
  }

  Map<String, String> asApplication() throws IOException, GeneralSecurityException {
    return asApplication("vault");
  }

  /// @param resource the word before the suffix
  Map<String, String> asApplication(String resource) throws IOException, GeneralSecurityException {
    return Map.of("Authorization", "Bearer " + token(resource), "Content-Type", "application/json");
  }

  String token() throws IOException, GeneralSecurityException {
    return token("vault");
  }

  private String token(String resource) throws IOException, GeneralSecurityException {
    Properties settings = settings();
    try (TlsClient login = client("login.localhost")) {
      return login.token(
          settings.getProperty("tenant"),
          settings.getProperty("application.id"),
          settings.getProperty("application.secret"),
          "https://" + resource + ".localhost:" + port);
    }
  }

  Properties settings() throws IOException {
    Properties settings = new Properties();
    try (Reader reader = Files.newBufferedReader(data.resolve("dev.properties"))) {
      settings.load(reader);
    }
    return settings;
  }

  /// SIGKILL.
  void kill() throws InterruptedException {
    process.kill();
  }

  /// SIGTERM, and waits for an orderly end.
  int stop() throws InterruptedException {
    return process.stop();
  }

  @Override
  public void close() {
    process.close();
  }
}
