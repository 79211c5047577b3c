package dev.strongroom.process;

import dev.strongroom.http.Json;
import dev.strongroom.http.JsonValue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/// Chromium behind its own driver (W3C WebDriver), as far as a sign-in needs it. It knows the
/// server's certificate by its key alone, and finds every host on this machine.
final class Chromium implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final int ATTEMPTS = 600;
  private static final String ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
  private final Process driver;
  private final HttpClient http = HttpClient.newHttpClient();
  private final String base;
  private String session = "";

  private Chromium(Process driver, int port) {
    this.driver = driver;
    this.base = "http://127.0.0.1:" + port;
  }

  static boolean installed() {
    return Files.isExecutable(Path.of("/usr/bin/chromedriver"));
  }

  /// @param certificate PEM; its key is the one that is trusted
  static Chromium start(Path folder, Path certificate) throws Exception {
    int port = freePort();
    Process driver =
        new ProcessBuilder("/usr/bin/chromedriver", "--port=" + port)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("chromedriver.log").toFile())
            .start();
    Chromium chromium = new Chromium(driver, port);
    try {
      chromium.awaitDriver();
      chromium.open(folder.resolve("profile"), keyHash(certificate));
      return chromium;
    } catch (IOException | InterruptedException | RuntimeException failed) {
      chromium.close();
      throw failed;
    }
  }

  void go(String url) throws IOException, InterruptedException {
    var _ = call("POST", "/url", "{\"url\":" + quoted(url) + "}");
  }

  String url() throws IOException, InterruptedException {
    return call("GET", "/url", "").text("value").orElse("");
  }

  String text() throws IOException, InterruptedException {
    return call("GET", "/element/" + element("body") + "/text", "").text("value").orElse("");
  }

  String text(String css) throws IOException, InterruptedException {
    return call("GET", "/element/" + element(css) + "/text", "").text("value").orElse("");
  }

  void type(String css, String text) throws IOException, InterruptedException {
    var _ = call("POST", "/element/" + element(css) + "/value", "{\"text\":" + quoted(text) + "}");
  }

  void click(String css) throws IOException, InterruptedException {
    var _ = call("POST", "/element/" + element(css) + "/click", "{}");
  }

  /// Waits until the page's heading is this one.
  void awaitHeading(String heading) throws IOException, InterruptedException {
    String seen = "";
    for (int i = 0; i < ATTEMPTS; i += 1) {
      seen = heading();
      if (seen.equals(heading)) {
        return;
      }
      Thread.sleep(100);
    }
    throw new AssertionError(
        "expected " + heading + ", saw " + seen + " at " + url() + ": " + text());
  }

  private String heading() throws IOException, InterruptedException {
    try {
      return text("h1");
    } catch (AssertionError between) {
      return "";
    }
  }

  /// A platform authenticator that keeps passkeys and whose user is always there.
  void addAuthenticator() throws IOException, InterruptedException {
    var _ =
        call(
            "POST",
            "/webauthn/authenticator",
            "{\"protocol\":\"ctap2\",\"transport\":\"internal\",\"hasResidentKey\":true,"
                + "\"hasUserVerification\":true,\"isUserConsenting\":true,\"isUserVerified\":true}");
  }

  @Override
  public void close() throws IOException {
    try {
      if (!session.isEmpty()) {
        var _ = call("DELETE", "", "");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      driver.destroy();
    }
  }

  private void open(Path profile, String keyHash) throws IOException, InterruptedException {
    List<String> flags =
        List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--host-resolver-rules=MAP * 127.0.0.1",
            "--ignore-certificate-errors-spki-list=" + keyHash,
            "--user-data-dir=" + profile);
    String arguments = String.join(",", flags.stream().map(Chromium::quoted).toList());
    JsonValue opened =
        send(
            "POST",
            "/session",
            "{\"capabilities\":{\"alwaysMatch\":{\"browserName\":\"chrome\",\"goog:chromeOptions\":"
                + "{\"binary\":\"/usr/bin/chromium\",\"args\":["
                + arguments
                + "]}}}}");
    session = opened.member("value").flatMap(value -> value.text("sessionId")).orElseThrow();
  }

  private void awaitDriver() throws IOException, InterruptedException {
    for (int i = 0; i < ATTEMPTS; i += 1) {
      try {
        var _ = send("GET", "/status", "");
        return;
      } catch (IOException notYet) {
        Thread.sleep(100);
      }
    }
    throw new IOException("chromedriver does not answer");
  }

  private String element(String css) throws IOException, InterruptedException {
    JsonValue found =
        call("POST", "/element", "{\"using\":\"css selector\",\"value\":" + quoted(css) + "}");
    return found.member("value").flatMap(value -> value.text(ELEMENT)).orElseThrow();
  }

  private JsonValue call(String method, String path, String body)
      throws IOException, InterruptedException {
    return send(method, "/session/" + session + path, body);
  }

  private JsonValue send(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    JsonValue json = Json.parse(answer.body());
    if (answer.statusCode() != 200) {
      throw new AssertionError(
          method + " " + path + ": " + json.member("value").flatMap(v -> v.text("message")));
    }
    return json;
  }

  private static String keyHash(Path certificate) throws Exception {
    try (var file = Files.newInputStream(certificate)) {
      byte[] key =
          CertificateFactory.getInstance("X.509")
              .generateCertificate(file)
              .getPublicKey()
              .getEncoded();
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(key));
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
