package dev.strongroom.cli;

import dev.strongroom.http.Json;
import dev.strongroom.kernel.Refused;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/// The control plane over HTTPS, found and signed in to as Azure's SDKs do it, by the environment
/// that `strongroom env` prints: a token as it is (`STRONGROOM_TOKEN`), a client secret, or a
/// managed identity.
final class ManagementOverHttp implements Management {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient client;
  private final Console console;
  private final String origin;
  private Optional<String> token = Optional.empty();

  private ManagementOverHttp(Console console, String origin, SSLContext tls) {
    this.client =
        HttpClient.newBuilder()
            .sslContext(tls)
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    this.console = console;
    this.origin = origin;
  }

  /// Trusts what this JVM trusts; `strongroom env` says so to JVMs too.
  static Management of(Console console) throws Failure {
    try {
      return of(console, SSLContext.getDefault());
    } catch (NoSuchAlgorithmException broken) {
      throw new IllegalStateException("this JVM has no TLS", broken);
    }
  }

  static Management of(Console console, SSLContext tls) throws Failure {
    String metadata =
        console
            .environment()
            .apply("ARM_CLOUD_METADATA_URL")
            .orElseThrow(() ->
                new Failure(
                    "ARM_CLOUD_METADATA_URL does not say which server to ask.",
                    "For a development server: eval \"$(./strongroom env)\""));
    URI server = URI.create(metadata);
    if (!"https".equals(server.getScheme()) || server.getHost() == null) {
      throw new Failure("ARM_CLOUD_METADATA_URL is not an https URL: " + metadata);
    }
    return new ManagementOverHttp(console, "https://" + server.getAuthority(), tls);
  }

  @Override
  public Answer send(String method, String path, String body) throws IOException, Failure {
    if (token.isEmpty()) {
      token = Optional.of(signIn());
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(origin + path))
            .header("Authorization", "Bearer " + token.get())
            .header("Content-Type", "application/json");
    return ask(method, request, body);
  }

  private Answer ask(String method, HttpRequest.Builder request, String body)
      throws IOException, Failure {
    HttpRequest.BodyPublisher sent =
        body.isEmpty()
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8);
    try {
      HttpResponse<String> answer =
          client.send(
              request.timeout(PATIENCE).method(method, sent).build(),
              BodyHandlers.ofString(StandardCharsets.UTF_8));
      return new Answer(answer.statusCode(), answer.body());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", stopped);
    }
  }

  private String signIn() throws IOException, Failure {
    Optional<String> given = setting("STRONGROOM_TOKEN");
    if (given.isPresent()) {
      return given.get();
    } else if (setting("AZURE_CLIENT_SECRET").isPresent()) {
      return byClientSecret();
    }
    return byManagedIdentity();
  }

  private String byClientSecret() throws IOException, Failure {
    String form =
        "grant_type=client_credentials&client_id="
            + encoded(needed("AZURE_CLIENT_ID"))
            + "&client_secret="
            + encoded(needed("AZURE_CLIENT_SECRET"))
            + "&scope="
            + encoded(origin + "/.default");
    String authority = needed("AZURE_AUTHORITY_HOST").replaceAll("/+$", "");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(authority + "/" + needed("AZURE_TENANT_ID") + "/oauth2/v2.0/token"))
            .header("Content-Type", "application/x-www-form-urlencoded");
    return token(ask("POST", request, form));
  }

  private String byManagedIdentity() throws IOException, Failure {
    Optional<String> endpoint = setting("IDENTITY_ENDPOINT");
    if (endpoint.isEmpty()) {
      throw new Failure(
          "There is nothing to sign in with.",
          "Set STRONGROOM_TOKEN, or AZURE_CLIENT_ID and AZURE_CLIENT_SECRET, or use: eval"
              + " \"$(./strongroom env)\"");
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(endpoint.get() + "?api-version=2019-08-01&resource=" + encoded(origin)))
            .header("X-IDENTITY-HEADER", needed("IDENTITY_HEADER"));
    return token(ask("GET", request, ""));
  }

  private static String token(Answer answer) throws Failure {
    try {
      Optional<String> token =
          Json.parse(answer.body().getBytes(StandardCharsets.UTF_8)).text("access_token");
      if (answer.good() && token.isPresent()) {
        return token.get();
      }
      throw new Failure("Signing in failed (" + answer.status() + "): " + reason(answer));
    } catch (Refused notJson) {
      throw new Failure("Signing in failed (" + answer.status() + ").");
    }
  }

  private static String reason(Answer answer) {
    return Json.parse(answer.body().getBytes(StandardCharsets.UTF_8))
        .text("error_description")
        .orElse("no reason given");
  }

  private Optional<String> setting(String name) {
    return console.environment().apply(name).filter(value -> !value.isEmpty());
  }

  private String needed(String name) throws Failure {
    return setting(name).orElseThrow(() -> new Failure(name + " is not set."));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
