package dev.strongroom.people;

import dev.strongroom.identity.Directory;
import dev.strongroom.identity.EntraErrors;
import dev.strongroom.identity.ReplyAddress.Platform;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Reads an [AuthorizeRequest].
public final class AuthorizeParameters {
  private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final Pattern CONTEXT = Pattern.compile("\"(c[1-9][0-9]?)\"");
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");
  private static final int MAX_LENGTH = 4_096;
  private static final int MAX_REDIRECT = 512;

  private final Directory directory;
  private final String tenant;
  private final Map<String, String> given;

  private AuthorizeParameters(Directory directory, String tenant, Map<String, String> given) {
    this.directory = directory;
    this.tenant = tenant;
    this.given = given;
  }

  /// @param given names in lower case
  /// @throws dev.strongroom.kernel.Refused when client or redirect URI do not hold: then nothing
  ///   may be sent there
  public static AuthorizeRequest read(
      Directory directory, String tenant, Map<String, String> given) {
    return new AuthorizeParameters(directory, tenant, given).read();
  }

  private AuthorizeRequest read() {
    String id = text("client_id").orElseThrow(() -> EntraErrors.missing("client_id"));
    Client client = Client.find(directory, id);
    String redirect = text("redirect_uri").orElseThrow(() -> EntraErrors.missing("redirect_uri"));
    Platform platform =
        Optional.of(redirect)
            .filter(one -> one.length() <= MAX_REDIRECT)
            .flatMap(client::platformAt)
            .orElseThrow(() -> PeopleErrors.redirectUnknown(redirect, client));
    Optional<Problem> objection = objection(platform, redirect);
    return new AuthorizeRequest(
        tenant,
        client,
        platform,
        redirect,
        redirect.startsWith("http") ? mode() : AuthorizeRequest.Mode.QUERY,
        text("state"),
        text("nonce"),
        text("code_challenge"),
        objection.isPresent() ? Optional.empty() : Optional.of(scopes().text()),
        words("prompt"),
        text("login_hint"),
        text("max_age")
            .filter(age -> SECONDS.matcher(age).matches())
            .map(age -> Duration.ofSeconds(Long.parseLong(age))),
        contexts(),
        objection);
  }

  private Optional<Problem> objection(Platform platform, String redirect) {
    if (!"code".equals(text("response_type").orElse(""))) {
      return invalid("unsupported_response_type", 700054, "response_type must be 'code'.");
    } else if (given.values().stream().anyMatch(value -> value.length() > MAX_LENGTH)) {
      return invalid("invalid_request", 90014, "A parameter is too long.");
    } else if (mode() == AuthorizeRequest.Mode.FORM_POST && !redirect.startsWith("http")) {
      return invalid("invalid_request", 90014, "Only a web address can take a form.");
    }
    Optional<Problem> pkce = pkce(platform);
    if (pkce.isPresent()) {
      return pkce;
    } else if (text("request").isPresent() || text("request_uri").isPresent()) {
      return invalid("request_not_supported", 90014, "Request objects are not offered.");
    } else if (words("prompt").contains("none") && words("prompt").size() > 1) {
      return invalid("invalid_request", 90023, "prompt=none stands alone.");
    }
    return unreadableScopes();
  }

  /// Who keeps no secret must have it; whoever has it, has it well.
  private Optional<Problem> pkce(Platform platform) {
    boolean none = text("code_challenge").isEmpty() && text("code_challenge_method").isEmpty();
    if (none && platform == Platform.WEB) {
      return Optional.empty();
    } else if (text("code_challenge").isEmpty()) {
      return invalid(
          "invalid_request",
          9002325,
          "Proof Key for Code Exchange is required for cross-origin authorization code redemption.");
    } else if (!text("code_challenge_method").equals(Optional.of("S256"))
        || !CHALLENGE.matcher(text("code_challenge").orElse("")).matches()) {
      return invalid(
          "invalid_request",
          501491,
          "Invalid size or method of Code_Challenge parameter: only S256 is taken.");
    }
    return Optional.empty();
  }

  private Optional<Problem> unreadableScopes() {
    try {
      AskedScopes asked = scopes();
      return asked.openId().isEmpty() && asked.resource().isEmpty()
          ? Optional.of(EntraErrors.missing("scope").problem())
          : Optional.empty();
    } catch (Refused refused) {
      return Optional.of(refused.problem());
    }
  }

  private AskedScopes scopes() {
    return text("scope")
        .map(AskedScopes::of)
        .or(() -> text("resource").map(AskedScopes::ofResource))
        .orElseGet(() -> AskedScopes.of(""));
  }

  private AuthorizeRequest.Mode mode() {
    return switch (text("response_mode").orElse("query")) {
      case "form_post" -> AuthorizeRequest.Mode.FORM_POST;
      case "fragment" -> AuthorizeRequest.Mode.FRAGMENT;
      default -> AuthorizeRequest.Mode.QUERY;
    };
  }

  /// The contexts in `claims={"access_token":{"acrs":{"essential":true,"value":"c1"}}}`.
  private Set<String> contexts() {
    String claims = text("claims").orElse("");
    Set<String> found = new TreeSet<>();
    if (claims.contains("\"acrs\"")) {
      CONTEXT.matcher(claims).results().forEach(context -> found.add(context.group(1)));
    }
    return found;
  }

  private Set<String> words(String name) {
    return text(name)
        .map(value -> Set.copyOf(Arrays.asList(value.trim().split("\\s+"))))
        .orElse(Set.of());
  }

  private Optional<String> text(String name) {
    return Optional.ofNullable(given.get(name)).filter(value -> !value.isEmpty());
  }

  private static Optional<Problem> invalid(String error, int number, String message) {
    return Optional.of(new Problem.SignInFailed(error, number, message));
  }
}
