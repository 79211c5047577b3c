package dev.strongroom.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// Reads issuers' keys by OpenID Connect discovery: https only, no redirects, small answers, short
/// waits, and the key set only from the issuer's own host, so that an issuer cannot send this
/// server elsewhere. Issuers that cannot be reached so (as a Kubernetes API server that names
/// another address) are given as a fixed key set in the configuration.
public final class OidcIssuerKeys implements IssuerKeys {
  static final int MAX_ISSUERS = 1_000;
  static final int MAX_ANSWER_BYTES = 262_144;

  /// How long an issuer may take for each of its two answers.
  public static final Duration PATIENCE = Duration.ofSeconds(5);

  static final Duration FRESH = Duration.ofHours(1);
  static final Duration USABLE = Duration.ofHours(24);
  static final Duration PAUSE = Duration.ofSeconds(30);
  private static final int OK = 200;

  /// @param asked when the issuer was last asked, in vain or not
  private record Held(Optional<JWKSet> keys, Instant fetched, Instant asked) {}

  private final HttpClient client;
  private final Duration patience;
  private final Map<String, JWKSet> fixed;
  private final Cache<String, Held> held = Caffeine.newBuilder().maximumSize(MAX_ISSUERS).build();

  /// @param tls trusts the authorities whose certificates issuers show
  /// @param fixed key sets by issuer, which are never fetched
  /// @param patience how long an issuer may take for an answer, normally [#PATIENCE]
  public OidcIssuerKeys(SSLContext tls, Map<String, JWKSet> fixed, Duration patience) {
    this.fixed = Map.copyOf(fixed);
    this.patience = patience;
    this.client =
        HttpClient.newBuilder()
            .sslContext(tls)
            .connectTimeout(patience)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  @Override
  public Optional<JWKSet> keys(String issuer, Instant now) {
    return lookUp(issuer, now, FRESH);
  }

  @Override
  public Optional<JWKSet> newer(String issuer, Instant now) {
    return lookUp(issuer, now, PAUSE);
  }

  private Optional<JWKSet> lookUp(String issuer, Instant now, Duration fresh) {
    JWKSet known = fixed.get(issuer);
    if (known != null) {
      return Optional.of(known);
    }
    Held current = held.asMap().compute(issuer, (_, old) -> renewed(issuer, old, now, fresh));
    return current.keys();
  }

  /// Under the cache's lock for this issuer, so that many tokens at once ask it once.
  private Held renewed(String issuer, @Nullable Held old, Instant now, Duration fresh) {
    if (old != null && young(old, now, fresh)) {
      return old;
    }
    Optional<JWKSet> keys = fetch(issuer);
    if (keys.isPresent() || old == null || now.isAfter(old.fetched().plus(USABLE))) {
      return new Held(keys, now, now);
    }
    return new Held(old.keys(), old.fetched(), now);
  }

  private static boolean young(Held old, Instant now, Duration fresh) {
    Duration limit = old.keys().isPresent() ? fresh : PAUSE;
    return now.isBefore(old.fetched().plus(limit)) || now.isBefore(old.asked().plus(PAUSE));
  }

  private Optional<JWKSet> fetch(String issuer) {
    Optional<URI> base = IssuerUrl.parse(issuer);
    if (base.isEmpty()) {
      return Optional.empty();
    }
    try {
      String document = issuer.replaceAll("/$", "") + "/.well-known/openid-configuration";
      Map<String, Object> metadata = JSONObjectUtils.parse(read(URI.create(document)));
      URI keys =
          IssuerUrl.parse(text(metadata, "jwks_uri"))
              .filter(uri -> uri.getHost().equalsIgnoreCase(base.get().getHost()))
              .orElseThrow(() -> new IOException("jwks_uri is not on the issuer's host"));
      boolean itself = issuer.equals(text(metadata, "issuer"));
      return itself ? Optional.of(JWKSet.parse(read(keys))) : Optional.empty();
    } catch (IOException | ParseException | IllegalArgumentException unusable) {
      return Optional.empty();
    }
  }

  private static String text(Map<String, Object> document, String member) throws ParseException {
    return Optional.ofNullable(JSONObjectUtils.getString(document, member)).orElse("");
  }

  /// The client's own timeout ends with the headers, so the whole answer is awaited here.
  private String read(URI uri) throws IOException {
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(patience).GET().build();
    CompletableFuture<HttpResponse<byte[]>> asked =
        client.sendAsync(
            request,
            HttpResponse.BodyHandlers.limiting(
                HttpResponse.BodyHandlers.ofByteArray(), MAX_ANSWER_BYTES));
    try {
      HttpResponse<byte[]> answer = asked.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (answer.statusCode() != OK) {
        throw new IOException("status " + answer.statusCode());
      }
      return new String(answer.body(), StandardCharsets.UTF_8);
    } catch (ExecutionException | TimeoutException failed) {
      asked.cancel(true);
      throw new IOException(failed);
    } catch (InterruptedException stopped) {
      asked.cancel(true);
      Thread.currentThread().interrupt();
      throw new IOException(stopped);
    }
  }
}
