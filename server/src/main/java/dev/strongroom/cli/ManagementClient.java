package dev.strongroom.cli;

import dev.strongroom.http.Json;
import dev.strongroom.http.JsonValue;
import dev.strongroom.kernel.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// Asks a server through its public API, as anybody could: for commands that work on a server that
/// runs somewhere. What `strongroom env` prints is enough to find it and to sign in.
final class ManagementClient implements Management {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /// One request and its answer.
  @FunctionalInterface
  interface Exchange {
    Answer send(String method, URI uri, Map<String, String> headers, String body)
        throws IOException;
  }

  private final Exchange exchange;
  private final String origin;
  private final String token;

  ManagementClient(Exchange exchange, String origin, String token) {
    this.exchange = exchange;
    this.origin = origin;
    this.token = token;
  }

  /// The server and the caller that the environment names.
  static ManagementClient of(Console console) throws Failure, IOException {
    return of(console, overHttps(console));
  }

  static ManagementClient of(Console console, Exchange exchange) throws Failure, IOException {
    String origin = originIn(console);
    return new ManagementClient(
        exchange, origin, new Tokens(console, exchange).forAudience(origin));
  }

  /// The same server's Graph, which its description of the cloud names.
  static ManagementClient ofGraph(Console console) throws Failure, IOException {
    return ofGraph(console, overHttps(console));
  }

  static ManagementClient ofGraph(Console console, Exchange exchange) throws Failure, IOException {
    URI cloud = URI.create(originIn(console) + "/metadata/endpoints?api-version=2022-09-01");
    String graph =
        parse(exchange.send("GET", cloud, Map.of(), ""))
            .text("microsoftGraphResourceId")
            .orElseThrow(() -> new Failure("The server does not say where its Graph is."));
    String origin = httpsOrigin(graph);
    return new ManagementClient(
        exchange, origin, new Tokens(console, exchange).forAudience(origin));
  }

  /// @param path with query, below the management endpoint
  JsonValue get(String path) throws Failure, IOException {
    return ask("GET", path, "");
  }

  /// What was answered; a refusal is a failure with its reason.
  JsonValue ask(String method, String path, String body) throws Failure, IOException {
    Answer answer = send(method, path, body);
    if (!answer.good()) {
      throw refused(answer);
    }
    return answer.body().isEmpty() ? new JsonValue.Null() : parse(answer);
  }

  @Override
  public Answer send(String method, String path, String body) throws Failure, IOException {
    Map<String, String> headers =
        Map.of("Authorization", "Bearer " + token, "Content-Type", "application/json");
    return exchange.send(method, URI.create(origin + path), headers, body);
  }

  /// The object id of the caller, as its token has it.
  String callerId() throws Failure {
    return Tokens.claim(token, "oid")
        .orElseThrow(() -> new Failure("The token names no object id (oid)."));
  }

  static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  static JsonValue parse(Answer answer) throws Failure {
    try {
      return Json.parse(answer.body().getBytes(StandardCharsets.UTF_8));
    } catch (Refused unreadable) {
      throw new Failure("The server's answer is no JSON; is it a Strongroom?");
    }
  }

  private static Failure refused(Answer answer) throws Failure {
    Optional<JsonValue> error = parse(answer).member("error");
    return new Failure(
        error.flatMap(one -> one.text("code")).orElse("HTTP " + answer.status())
            + ": "
            + error.flatMap(one -> one.text("message")).orElse("refused"));
  }

  private static String originIn(Console console) throws Failure {
    Optional<String> named = console.environment().apply("STRONGROOM_MANAGEMENT");
    Optional<String> metadata = console.environment().apply("ARM_CLOUD_METADATA_URL");
    String given =
        named
            .or(() -> metadata)
            .orElseThrow(() ->
                new Failure(
                    "Which server? Set STRONGROOM_MANAGEMENT=https://management.your.domain,",
                    "or for a development server: eval \"$(./strongroom env)\""));
    return httpsOrigin(given);
  }

  private static String httpsOrigin(String given) throws Failure {
    URI server = address(given);
    if (!"https".equals(server.getScheme()) || server.getHost() == null) {
      throw new Failure("A token is sent over https only; this is not an https URL: " + given);
    }
    return "https://" + server.getAuthority();
  }

  private static URI address(String text) throws Failure {
    try {
      return new URI(text);
    } catch (URISyntaxException malformed) {
      throw new Failure("This is no URL: " + text);
    }
  }

  private static Exchange overHttps(Console console) throws Failure, IOException {
    HttpClient.Builder client = HttpClient.newBuilder().connectTimeout(PATIENCE);
    Optional<String> bundle = console.environment().apply("SSL_CERT_FILE");
    if (bundle.isPresent()) {
      client.sslContext(trusting(Path.of(bundle.get())));
    }
    HttpClient made = client.build();
    return (method, uri, headers, body) -> {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(uri)
              .timeout(PATIENCE)
              .method(method, BodyPublishers.ofString(body));
      headers.forEach(request::header);
      try {
        HttpResponse<String> response = made.send(request.build(), BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body());
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", stopped);
      }
    };
  }

  /// The authorities of a PEM file, as other clients take them.
  private static SSLContext trusting(Path bundle) throws Failure, IOException {
    try (InputStream pem = Files.newInputStream(bundle)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      int number = 0;
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
        number += 1;
        store.setCertificateEntry("ca" + number, one);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException unreadable) {
      throw new Failure("SSL_CERT_FILE is no file of certificates: " + bundle);
    }
  }
}
