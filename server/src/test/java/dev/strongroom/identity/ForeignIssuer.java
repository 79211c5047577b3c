package dev.strongroom.identity;

import com.nimbusds.jwt.JWTClaimsSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// Another token issuer, over real TLS with a certificate of its own: discovery, a key set, and
/// tokens. `metadata` and `behaviour` can be bent to misbehave.
final class ForeignIssuer implements AutoCloseable {
  enum Behaviour {
    NORMAL,
    REDIRECT,
    HUGE,
    STALL,
    NOT_JSON,
    ERROR
  }

  private static final char[] PASSWORD = "changeit".toCharArray();

  final AtomicInteger asked = new AtomicInteger();
  final AtomicInteger askedElsewhere = new AtomicInteger();
  volatile Behaviour behaviour = Behaviour.NORMAL;
  volatile UnaryOperator<String> metadata = UnaryOperator.identity();
  volatile TestCertificate key;
  volatile String kid = "k1";

  /// What the token endpoint was sent last, and what it answers.
  volatile String redeemed = "";

  volatile String tokenAnswer = "{}";
  private final HttpsServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final TestCertificate tls;

  ForeignIssuer(Instant now) throws IOException, GeneralSecurityException {
    this(TestCertificate.rsa(now, now.plus(Duration.ofDays(1))));
  }

  /// With a key that was made before, because making one takes a while.
  ForeignIssuer(TestCertificate key) throws IOException, GeneralSecurityException {
    tls = TestCertificate.ec(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"));
    this.key = key;
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(serverTls()));
    server.createContext("/.well-known/openid-configuration", this::discover);
    server.createContext("/keys", this::keys);
    server.createContext(
        "/token",
        exchange -> {
          redeemed =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
                  + " "
                  + exchange.getRequestHeaders().getFirst("Authorization");
          answer(exchange, 200, tokenAnswer);
        });
    server.createContext(
        "/elsewhere",
        exchange -> {
          askedElsewhere.incrementAndGet();
          answer(exchange, 200, metadataText());
        });
    server.setExecutor(threads);
    server.start();
  }

  String url() {
    return "https://localhost:" + server.getAddress().getPort();
  }

  /// A client's trust in this issuer's certificate.
  SSLContext trust() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, PASSWORD);
    store.setCertificateEntry("issuer", tls.certificate());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  String token(String algorithm, JWTClaimsSet claims) {
    return SigningAssertions.sign(algorithm, Map.of("kid", kid), claims, key.pair().getPrivate());
  }

  JWTClaimsSet.Builder claims(Instant now) {
    return new JWTClaimsSet.Builder()
        .issuer(url())
        .subject("system:serviceaccount:shop:web")
        .audience("api://AzureADTokenExchange")
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plus(Duration.ofHours(1))));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void discover(HttpExchange exchange) throws IOException {
    asked.incrementAndGet();
    switch (behaviour) {
      case NORMAL -> answer(exchange, 200, metadataText());
      case REDIRECT -> {
        exchange.getResponseHeaders().add("Location", url() + "/elsewhere");
        answer(exchange, 302, "");
      }
      case HUGE ->
          answer(exchange, 200, " ".repeat(OidcIssuerKeys.MAX_ANSWER_BYTES) + metadataText());
      case STALL -> {
        exchange.sendResponseHeaders(200, 100);
        exchange.getResponseBody().write('{');
        exchange.getResponseBody().flush();
      }
      case NOT_JSON -> answer(exchange, 200, "<html>");
      case ERROR -> answer(exchange, 500, metadataText());
    }
  }

  private String metadataText() {
    return metadata.apply(
        "{\"issuer\":\"ISSUER\",\"jwks_uri\":\"ISSUER/keys\",\"token_endpoint\":\"ISSUER/token\",\"authorization_endpoint\":\"ISSUER/go\"}"
            .replace("ISSUER", url()));
  }

  private void keys(HttpExchange exchange) throws IOException {
    answer(exchange, 200, TestKeys.set(kid, key.pair().getPublic()));
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private SSLContext serverTls() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, PASSWORD);
    store.setKeyEntry(
        "tls", tls.pair().getPrivate(), PASSWORD, new Certificate[] {tls.certificate()});
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }
}
