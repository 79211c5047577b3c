package dev.strongroom.people;

import dev.strongroom.identity.ReplyAddress.Platform;
import dev.strongroom.kernel.Assurance;
import dev.strongroom.kernel.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// What an application sends a browser with (RFC 6749 4.1.1, RFC 7636, OpenID Connect Core 3.1.2).
/// Client and redirect URI are sure; what else is wrong stands in `objection`, and is told to the
/// application.
///
/// @param tenant the first segment of the path
/// @param platform as what the application is answered at the redirect URI
/// @param challenge of PKCE; a server, which proves itself, may go without
/// @param contexts authentication contexts that the application cannot do without
public record AuthorizeRequest(
    String tenant,
    Client client,
    Platform platform,
    String redirect,
    Mode mode,
    Optional<String> state,
    Optional<String> nonce,
    Optional<String> challenge,
    Optional<String> scope,
    Set<String> prompt,
    Optional<String> loginHint,
    Optional<Duration> maxAge,
    Set<String> contexts,
    Optional<Problem> objection) {
  public enum Mode {
    QUERY,
    FRAGMENT,
    FORM_POST
  }

  /// Whether the page must be shown although somebody is signed in.
  public boolean asksAgain() {
    return prompt.contains("login") || prompt.contains("select_account");
  }

  public boolean silent() {
    return prompt.contains("none");
  }

  /// Whether this session is young enough for the application.
  boolean fresh(Session session, Instant now) {
    return maxAge
        .map(age ->
            new Assurance(Set.of(), Set.of(), Optional.of(session.signedIn())).within(age, now))
        .orElse(true);
  }
}
