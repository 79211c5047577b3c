package dev.strongroom.whole;

import dev.strongroom.identity.TestCertificate;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
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
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// `conformance/issuer`, running: oidc-provider over TLS with a certificate of its own. Asks it for
/// tokens as its clients and a person's browser do.
final class SecondIssuer implements AutoCloseable {
  static final String SECRET = "a-secret-of-the-test";
  private static final String BACK = "https://client.test/back";
  private static final String VERIFIER = "a-code-verifier-of-the-test-that-is-long-enough";
  private static final int SEE_OTHER = 303;

  private final Process process;
  private final Path certificate;
  private final String url;
  private final CookieManager jar = new CookieManager();
  private final HttpClient browser;

  SecondIssuer(Path program, Path folder) throws IOException, GeneralSecurityException {
    TestCertificate tls = TestCertificate.ec(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"));
    Path key = folder.resolve("issuer.key");
    certificate = folder.resolve("issuer.pem");
    Files.writeString(key, pem("PRIVATE KEY", tls.pair().getPrivate().getEncoded()));
    Files.writeString(certificate, pem("CERTIFICATE", tls.certificate().getEncoded()));
    Path own = program.resolve("node_modules/.bin/node");
    process =
        new ProcessBuilder(
                Files.exists(own) ? own.toAbsolutePath().toString() : "node",
                "provider.mjs",
                key.toString(),
                certificate.toString())
            .directory(program.toFile())
            .redirectError(folder.resolve("issuer.log").toFile())
            .start();
    BufferedReader said = process.inputReader();
    String line = said.readLine();
    if (line == null) {
      throw new IllegalStateException(
          "the issuer did not start: " + Files.readString(folder.resolve("issuer.log")));
    }
    url = line;
    browser =
        HttpClient.newBuilder()
            .sslContext(trusting(tls))
            .cookieHandler(jar)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  String url() {
    return url;
  }

  /// PEM, for whoever is to trust it.
  Path certificate() {
    return certificate;
  }

  /// The answer of the token endpoint to a program.
  String program(String resource) throws IOException, InterruptedException {
    return token(
        "app", Map.of("grant_type", "client_credentials", "resource", resource, "scope", "read"));
  }

  /// Where the issuer sends the browser of `person`, who comes with a browser of their own, signs
  /// in and consents, in the end.
  String visit(String start, String person) throws IOException, InterruptedException {
    jar.getCookieStore().removeAll();
    String signIn = next(get(start));
    String signedIn =
        next(post(signIn, Map.of("prompt", "login", "login", person, "password", "any")));
    String consent = next(get(signedIn));
    String consented = next(post(consent, Map.of("prompt", "consent")));
    return next(get(consented));
  }

  /// The answer of the token endpoint after `person` has signed in and consented.
  String person(String person) throws IOException, InterruptedException {
    String start =
        url
            + "/auth?client_id=web&response_type=code&scope=openid&state=s&nonce=n&redirect_uri="
            + encoded(BACK)
            + "&code_challenge_method=S256&code_challenge="
            + challenge();
    String back = visit(start, person);
    String code = back.replaceFirst(".*[?&]code=([^&]+).*", "$1");
    return token(
        "web",
        Map.of(
            "grant_type", "authorization_code",
            "code", code,
            "redirect_uri", BACK,
            "code_verifier", VERIFIER));
  }

  @Override
  public void close() {
    process.destroy();
  }

  private String token(String client, Map<String, String> form)
      throws IOException, InterruptedException {
    String basic =
        Base64.getEncoder()
            .encodeToString((client + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
    HttpRequest request =
        request(url + "/token")
            .header("Authorization", "Basic " + basic)
            .POST(BodyPublishers.ofString(written(form)))
            .build();
    return browser.send(request, BodyHandlers.ofString()).body();
  }

  private HttpResponse<String> get(String address) throws IOException, InterruptedException {
    return browser.send(request(address).GET().build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String address, Map<String, String> form)
      throws IOException, InterruptedException {
    HttpRequest request = request(address).POST(BodyPublishers.ofString(written(form))).build();
    return browser.send(request, BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(String address) {
    return HttpRequest.newBuilder(URI.create(address))
        .header("Content-Type", "application/x-www-form-urlencoded");
  }

  private String next(HttpResponse<String> answer) {
    if (answer.statusCode() != SEE_OTHER) {
      throw new IllegalStateException(answer.statusCode() + " " + answer.body());
    }
    return URI.create(url)
        .resolve(answer.headers().firstValue("Location").orElseThrow())
        .toString();
  }

  private static String written(Map<String, String> form) {
    return form.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String challenge() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String pem(String what, byte[] der) {
    return "-----BEGIN "
        + what
        + "-----\n"
        + Base64.getMimeEncoder().encodeToString(der)
        + "\n-----END "
        + what
        + "-----\n";
  }

  private static SSLContext trusting(TestCertificate tls)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("issuer", tls.certificate());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
