package dev.strongroom.identity;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import dev.strongroom.trust.SecretBytes;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/// Asks issuers by OpenID Connect discovery: https only, no redirects, small answers, short waits,
/// and only hosts of the issuer's own, so that an issuer cannot send this server elsewhere.
public final class OidcDocuments {
  static final int MAX_ANSWER_BYTES = 262_144;
  private static final int OK = 200;

  /// What the operator says about one issuer.
  ///
  /// @param tls trusts the authority of its certificate
  /// @param hosts other hosts that are its own, as `www.googleapis.com` is Google's
  public record Known(SSLContext tls, Set<String> hosts) {
    public Known {
      hosts =
          hosts.stream()
              .map(host -> host.toLowerCase(Locale.ROOT))
              .collect(Collectors.toUnmodifiableSet());
    }
  }

  private final HttpClient client;
  private final Map<String, HttpClient> clients = new HashMap<>();
  private final Map<String, Set<String>> hosts = new HashMap<>();
  private final Duration patience;

  /// @param tls trusts the authorities whose certificates issuers show that are not `known`
  /// @param known by issuer
  public OidcDocuments(SSLContext tls, Map<String, Known> known, Duration patience) {
    this.patience = patience;
    this.client = client(tls, patience);
    known.forEach((issuer, one) -> {
      clients.put(issuer, client(one.tls(), patience));
      hosts.put(issuer, one.hosts());
    });
  }

  private static HttpClient client(SSLContext tls, Duration patience) {
    return HttpClient.newBuilder()
        .sslContext(tls)
        .connectTimeout(patience)
        .followRedirects(HttpClient.Redirect.NEVER)
        .build();
  }

  JWKSet keys(String issuer) throws IOException, ParseException {
    URI keys = place(issuer, metadata(issuer), "jwks_uri");
    return JWKSet.parse(get(issuer, keys));
  }

  /// Where an issuer signs people in.
  ///
  /// @param namesItself whether it says in its answer who it is (RFC 9207)
  /// @param basic whether a client's secret goes into the header
  record Endpoints(URI authorize, URI token, boolean namesItself, boolean basic) {}

  Endpoints endpoints(String issuer) throws IOException, ParseException {
    Map<String, Object> metadata = metadata(issuer);
    List<String> ways =
        Optional.ofNullable(
                JSONObjectUtils.getStringList(metadata, "token_endpoint_auth_methods_supported"))
            .orElse(List.of("client_secret_basic"));
    return new Endpoints(
        place(issuer, metadata, "authorization_endpoint"),
        place(issuer, metadata, "token_endpoint"),
        Boolean.TRUE.equals(metadata.get("authorization_response_iss_parameter_supported")),
        ways.contains("client_secret_basic"));
  }

  /// Exchanges a code; empty when the answer has no `id_token`.
  Optional<String> idToken(ForeignClient client, Endpoints endpoints, String form)
      throws IOException, ParseException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoints.token())
            .timeout(patience)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "application/json");
    Map<String, String> more = new LinkedHashMap<>();
    if (client.secret().isPresent() && endpoints.basic()) {
      request.header("Authorization", basic(client.id(), client.secret().get()));
    } else {
      more.put("client_id", client.id());
      client.secret().ifPresent(secret -> more.put("client_secret", text(secret)));
    }
    String body = more.isEmpty() ? form : form + "&" + ForeignSignIns.written(more);
    String answer =
        ask(client.issuer().url(), request.POST(HttpRequest.BodyPublishers.ofString(body)).build());
    return Optional.ofNullable(
        JSONObjectUtils.getString(JSONObjectUtils.parse(answer), "id_token"));
  }

  /// RFC 6749, 2.3.1: both are form-encoded first.
  private static String basic(String id, SecretBytes secret) {
    String pair =
        URLEncoder.encode(id, StandardCharsets.UTF_8)
            + ":"
            + URLEncoder.encode(text(secret), StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
  }

  private static String text(SecretBytes secret) {
    return new String(secret.reveal(), StandardCharsets.UTF_8);
  }

  /// What the issuer says of itself.
  private Map<String, Object> metadata(String issuer) throws IOException, ParseException {
    if (!IssuerUrl.allowed(issuer)) {
      throw new IOException("not the URL of an issuer");
    }
    String document = issuer.replaceAll("/$", "") + "/.well-known/openid-configuration";
    Map<String, Object> metadata = JSONObjectUtils.parse(get(issuer, URI.create(document)));
    if (!issuer.equals(text(metadata, "issuer"))) {
      throw new IOException("the metadata is another issuer's");
    }
    return metadata;
  }

  /// An address in the metadata, if it is on a host of the issuer's.
  private URI place(String issuer, Map<String, Object> metadata, String member)
      throws IOException, ParseException {
    String own = URI.create(issuer).getHost();
    return IssuerUrl.parse(text(metadata, member))
        .filter(uri ->
            uri.getHost().equalsIgnoreCase(own)
                || hosts
                    .getOrDefault(issuer, Set.of())
                    .contains(uri.getHost().toLowerCase(Locale.ROOT)))
        .orElseThrow(() -> new IOException(member + " is not on a host of the issuer"));
  }

  private static String text(Map<String, Object> document, String member) throws ParseException {
    return Optional.ofNullable(JSONObjectUtils.getString(document, member)).orElse("");
  }

  private String get(String issuer, URI uri) throws IOException {
    return ask(issuer, HttpRequest.newBuilder(uri).timeout(patience).GET().build());
  }

  /// The client's own timeout ends with the headers, so the whole answer is awaited here.
  private String ask(String issuer, HttpRequest request) throws IOException {
    CompletableFuture<HttpResponse<byte[]>> asked =
        clients
            .getOrDefault(issuer, client)
            .sendAsync(
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
