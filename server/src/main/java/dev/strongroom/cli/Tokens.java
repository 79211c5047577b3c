package dev.strongroom.cli;

import dev.strongroom.cli.Management.Answer;
import dev.strongroom.cli.ManagementClient.Exchange;
import dev.strongroom.http.Json;
import dev.strongroom.kernel.Refused;
import java.io.IOException;
import java.net.URI;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/// Where a command line gets its token: one that was given (`az account get-access-token`), a
/// client secret, or the managed-identity endpoint; the first that the environment has.
record Tokens(Console console, Exchange exchange) {
  private static final String TOKEN = "STRONGROOM_TOKEN";

  String forAudience(String audience) throws Failure, IOException {
    Optional<String> given = variable(TOKEN);
    if (given.isPresent()) {
      return given.get().strip();
    } else if (variable("AZURE_CLIENT_SECRET").isPresent()) {
      return byClientSecret(audience);
    } else if (variable("IDENTITY_ENDPOINT").isPresent()) {
      return byIdentity(audience);
    }
    throw new Failure(
        "Who asks? Set one of these:",
        "  " + TOKEN + "=\"$(az account get-access-token --query accessToken -o tsv)\"",
        "  AZURE_AUTHORITY_HOST, AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET",
        "  IDENTITY_ENDPOINT and IDENTITY_HEADER");
  }

  /// A claim of a token, which only its reader here believes.
  static Optional<String> claim(String token, String name) {
    String[] parts = token.split("\\.", -1);
    if (parts.length < 2) {
      return Optional.empty();
    }
    try {
      return Json.parse(Base64.getUrlDecoder().decode(parts[1])).text(name);
    } catch (IllegalArgumentException | Refused noToken) {
      return Optional.empty();
    }
  }

  private String byClientSecret(String audience) throws Failure, IOException {
    String form =
        "grant_type=client_credentials&client_id="
            + ManagementClient.encoded(needed("AZURE_CLIENT_ID"))
            + "&client_secret="
            + ManagementClient.encoded(needed("AZURE_CLIENT_SECRET"))
            + "&scope="
            + ManagementClient.encoded(audience + "/.default");
    String host = needed("AZURE_AUTHORITY_HOST").replaceFirst("/+$", "");
    URI uri = URI.create(host + "/" + needed("AZURE_TENANT_ID") + "/oauth2/v2.0/token");
    Map<String, String> headers = Map.of("Content-Type", "application/x-www-form-urlencoded");
    return token(exchange.send("POST", uri, headers, form));
  }

  private String byIdentity(String audience) throws Failure, IOException {
    URI uri =
        URI.create(
            needed("IDENTITY_ENDPOINT")
                + "?api-version=2019-08-01&resource="
                + ManagementClient.encoded(audience));
    Map<String, String> headers = Map.of("X-IDENTITY-HEADER", needed("IDENTITY_HEADER"));
    return token(exchange.send("GET", uri, headers, ""));
  }

  private static String token(Answer answer) throws Failure {
    return ManagementClient.parse(answer)
        .text("access_token")
        .orElseThrow(() ->
            new Failure("Signing in failed with HTTP " + answer.status() + ": " + why(answer)));
  }

  private static String why(Answer answer) {
    try {
      return ManagementClient.parse(answer).text("error_description").orElse("no reason given");
    } catch (Failure noJson) {
      return "no reason given";
    }
  }

  private String needed(String name) throws Failure {
    return variable(name).orElseThrow(() -> new Failure("Set " + name + " too."));
  }

  private Optional<String> variable(String name) {
    return console.environment().apply(name).filter(text -> !text.isBlank());
  }
}
