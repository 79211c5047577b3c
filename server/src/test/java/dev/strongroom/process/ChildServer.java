package dev.strongroom.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/// `strongroom dev` as a process of its own, as a user starts it; it can be killed with SIGKILL.
final class ChildServer implements AutoCloseable {
  static final String API = "?api-version=7.4";
  private static final Duration START_MAX = Duration.ofSeconds(60);
  private final Process process;
  private final Path data;
  private final int port;
  private final Path log;

  private ChildServer(Process process, Path data, int port, Path log) {
    this.process = process;
    this.data = data;
    this.port = port;
    this.log = log;
  }

  /// Starts on `data` and waits until it says that it is ready.
  static ChildServer start(Path data, int port, String... more) throws Exception {
    Path log = data.resolveSibling(data.getFileName() + ".log");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.strongroom.Main",
                "dev",
                "--data",
                data.toString(),
                "--port",
                Integer.toString(port)));
    command.addAll(List.of(more));
    Files.writeString(log, "");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    ChildServer child = new ChildServer(process, data, port, log);
    child.awaitReady();
    return child;
  }

  private void awaitReady() throws Exception {
    long end = System.nanoTime() + START_MAX.toNanos();
    while (!output().contains("is ready")) {
      assertThat(process.isAlive()).as("the server ended: %s", output()).isTrue();
      assertThat(System.nanoTime()).as("not ready in time: %s", output()).isLessThan(end);
      Thread.sleep(20);
    }
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
    return Files.readString(log);
  }

  Path data() {
    return data;
  }

  long pid() {
    return process.pid();
  }

  TlsClient client(String host) throws IOException, GeneralSecurityException {
    SSLContext context = TlsClient.trusting(data.resolve("tls").resolve("ca.pem"));
    return new TlsClient(host, port, context);
  }

  TlsClient vault() throws IOException, GeneralSecurityException {
    return client("dev.vault.localhost");
  }

  Map<String, String> asApplication() throws IOException, GeneralSecurityException {
    return Map.of("Authorization", "Bearer " + token(), "Content-Type", "application/json");
  }

  String token() throws IOException, GeneralSecurityException {
    Properties settings = settings();
    String form =
        "grant_type=client_credentials&client_id="
            + settings.getProperty("application.id")
            + "&client_secret="
            + URLEncoder.encode(settings.getProperty("application.secret"), StandardCharsets.UTF_8)
            + "&scope="
            + URLEncoder.encode(
                "https://vault.localhost:" + port + "/.default", StandardCharsets.UTF_8);
    try (TlsClient login = client("login.localhost")) {
      TlsClient.Answer answer =
          login.send(
              "POST",
              "/" + settings.getProperty("tenant") + "/oauth2/v2.0/token",
              Map.of("Content-Type", "application/x-www-form-urlencoded"),
              form);
      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
      return answer.text().replaceFirst("(?s).*\"access_token\"\\s*:\\s*\"([^\"]+)\".*", "$1");
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
    process.destroyForcibly();
    process.waitFor();
  }

  /// SIGTERM, and waits for an orderly end.
  int stop() throws InterruptedException {
    process.destroy();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("it stops in time").isTrue();
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
