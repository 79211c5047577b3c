package dev.strongroom.kernel;

import dev.strongroom.model.ResourceId;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Everything that can go wrong with a request. Wire codes and messages are chosen in
/// `http.WireErrors` and nowhere else. Components never hold the value of a secret.
public sealed interface Problem {
  /// 400 `BadParameter`: the message says what to change.
  record Malformed(String message) implements Problem {}

  /// 400 with a code of ARM or OAuth, as `InvalidSubscriptionId`.
  record Invalid(String code, String message) implements Problem {}

  /// 401: no token, or one that does not hold. `detail` as `AKV10000: Request is missing a Bearer
  /// or PoP token.`
  record Unauthenticated(String detail, Optional<String> challenge) implements Problem {}

  /// 400 or 401 of the token endpoint, in OAuth's words (`invalid_client`) and Entra's numbers
  /// (7000215).
  record SignInFailed(String error, int number, String message) implements Problem {}

  /// 403 of an RBAC vault. `caller` in Azure's form `appid=…;oid=…;iss=…`; `denial` is the id of
  /// the deny assignment that stands in the way of a grant.
  record ForbiddenByRbac(
      String caller, String action, ResourceId resource, Optional<String> denial, String vault)
      implements Problem {}

  /// 403 of an access-policy vault. `permission` as `secrets get`; `vault` as
  /// `name;location=place`.
  record ForbiddenByAccessPolicy(String caller, String permission, String vault)
      implements Problem {}

  record ForbiddenByFirewall(String caller, String address, String vault) implements Problem {}

  /// Public network access is off.
  record ForbiddenByConnection(String caller, String vault) implements Problem {}

  /// 403 of the control plane.
  record AuthorizationFailed(String client, String objectId, String action, ResourceId scope)
      implements Problem {}

  /// 403 of the control plane for another reason than a missing action, as
  /// `InsufficientPermissions`.
  record NotPermitted(String code, String message) implements Problem {}

  /// 403 of a secret that nobody reads alone; `code` as `RevealApprovalRequired`, and the message
  /// says how to ask.
  record RevealRequired(String code, String message) implements Problem {}

  /// 403 `SecretDisabled`: an operation on a disabled object.
  record ObjectDisabled(ObjectKind kind, String operation) implements Problem {}

  /// 403: the key may not be used for this at all; `operation` in Azure's words, as `wrapKey`.
  record KeyOperationForbidden(String operation) implements Problem {}

  /// 403: not at this time, which is before the key's `nbf`, or at its `exp` or after.
  record KeyOutOfTime(String operation, boolean expired) implements Problem {}

  /// 400: this vault has no keys of that type.
  record KeyTypeNotSupported(String type) implements Problem {}

  /// 403: keys in an HSM need a vault of sku premium.
  record NoHardwareKeys() implements Problem {}

  record PurgeProtected(String vault) implements Problem {}

  record BlockedByPolicy(String assignment, String reason) implements Problem {}

  /// 404 of an object; `name` is `name` or `name/version`.
  record ObjectNotFound(ObjectKind kind, String name) implements Problem {}

  record DeletedObjectNotFound(ObjectKind kind, String name) implements Problem {}

  /// 404 of the control plane with its code, as `ResourceGroupNotFound`.
  record ResourceNotFound(String code, String message) implements Problem {}

  /// No vault answers to this host name.
  record VaultNotFound(String host) implements Problem {}

  record RouteNotFound(String method, String path) implements Problem {}

  record MethodNotAllowed(String method, String path) implements Problem {}

  /// 405 `MethodNotAllowed` where the state of a resource forbids an operation for good, as
  /// `DeletedVaultPurge`; `reason` says which state.
  record OperationNotAllowed(String operation, String reason) implements Problem {}

  record DeletedButRecoverable(ObjectKind kind, String name) implements Problem {}

  /// 409: the object was purged and its name is not free yet.
  record BeingDeleted(ObjectKind kind, String name) implements Problem {}

  record AlreadyExists(ObjectKind kind, String name) implements Problem {}

  /// 409 of the control plane with its code, as `VaultAlreadyExists`.
  record Conflict(String code, String message) implements Problem {}

  /// Several parts of one request failed, each in its own way; answered with the status of the
  /// first.
  record Several(List<Problem> all) implements Problem {
    public Several {
      all = List.copyOf(all);
    }
  }

  /// 412 with its code, as `CannotDeleteLastRbacAdminAssignment`.
  record PreconditionFailed(String code, String message) implements Problem {}

  /// The api-version is malformed, missing, or not one we know.
  record UnknownApiVersion(Optional<String> given) implements Problem {}

  record TooLarge(String what, long max) implements Problem {}

  record TimedOut(Duration limit) implements Problem {}

  record Throttled(Duration retryAfter) implements Problem {}

  /// 503: the server cannot do it now; `reason` says what is missing and is safe to show.
  record Unavailable(String reason, Duration retryAfter) implements Problem {}

  enum ObjectKind {
    SECRET,
    KEY,
    CERTIFICATE;

    /// `secret`
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /// `Secret`
    public String title() {
      return name().charAt(0) + word().substring(1);
    }

    /// `secrets`, as in paths and permissions.
    public String collection() {
      return word() + "s";
    }

    public String deletedCollection() {
      return "deleted" + collection();
    }
  }

  default Refused asException() {
    return new Refused(this);
  }
}
