package dev.strongroom.reveal;

import dev.strongroom.access.Rights;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Ports;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// What the operations of this feature stand on.
///
/// @param reading judges whether a caller could read the secret if there were no rule
public record Revealing(RevealStore store, Rights rights, Ports.Authorizer reading) {
  public static final Duration DEFAULT_WINDOW = Duration.ofMinutes(15);
  public static final Duration MIN_WINDOW = Duration.ofMinutes(1);
  public static final Duration MAX_WINDOW = Duration.ofHours(8);
  public static final int MAX_RULES = 10_000;
  public static final int MAX_OPEN = 1_000;

  /// What one person may have of them, so that nobody uses up everybody's.
  public static final int MAX_OWN_OPEN = 50;

  /// What a list shows at most: the newest.
  public static final int MAX_SHOWN = 1_000;

  public static final int MAX_TEXT = 1_024;

  /// A subscription, a group, a vault, or a secret in it.
  private static final Pattern SCOPE =
      Pattern.compile(
          "/subscriptions/[^/]+(/resourcegroups/[^/]+(/providers/microsoft\\.keyvault/vaults/[^/]+"
              + "(/secrets/[^/]+)?)?)?");

  static ResourceId scope(ResourceId scope) {
    if (!SCOPE.matcher(scope.canonical()).matches()) {
      throw invalid(
          "InvalidScope",
          "Two-person reveal is set for a subscription, a resource group, a vault or a secret, not"
              + " for '"
              + scope
              + "'.");
    }
    return scope;
  }

  static boolean isSecret(ResourceId scope) {
    return SCOPE.matcher(scope.canonical()).matches() && scope.canonical().contains("/secrets/");
  }

  static Who.Principal caller(Work work) {
    return switch (work.caller().who()) {
      case Who.Principal who -> who;
      case Who.Job _, Who.Nobody _ ->
          throw new Problem.Unauthenticated(
                  "Authentication failed. The 'Authorization' header is missing.", Optional.empty())
              .asException();
    };
  }

  /// The request below a scope; whom it does not concern learns nothing of it.
  RevealRequest find(Work work, ResourceId scope, UUID id) {
    Who.Principal who = caller(work);
    return store
        .request(work.tx(), id)
        .filter(one -> one.subject().tenant().equals(who.tenant()))
        .filter(one -> scope.covers(one.subject().secret()))
        .filter(one -> concerns(work, one))
        .orElseThrow(() ->
            new Problem.ResourceNotFound("RevealNotFound", "The reveal '" + id + "' is not found.")
                .asException());
  }

  boolean concerns(Work work, RevealRequest one) {
    return one.subject().requester().equals(caller(work).id())
        || rights.holds(
            work.tx(),
            work.caller(),
            RevealActions.DECIDE.name(),
            one.subject().secret(),
            work.now());
  }

  static String words(String text) {
    if (text.isBlank() || text.length() > MAX_TEXT) {
      throw invalid(
          "InvalidJustification", "A justification has 1 to " + MAX_TEXT + " characters.");
    }
    return text;
  }

  static Refused invalid(String code, String message) {
    return new Problem.Invalid(code, message).asException();
  }
}
