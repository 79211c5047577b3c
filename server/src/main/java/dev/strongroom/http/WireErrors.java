package dev.strongroom.http;

import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Problem.ObjectKind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The one place where a problem becomes a status, a code and a message. The texts are Azure's
/// where they were observed (api-inventory 3.2, azure-facts 2.3): clients match on parts of them.
public final class WireErrors {
  private static final String FORBIDDEN = "Forbidden";
  private static final String CONFLICT = "Conflict";
  private static final String BAD_PARAMETER = "BadParameter";
  private static final String LATEST_VERSION = "2026-04-01";

  private WireErrors() {}

  public record WireError(int status, String code, Optional<String> inner, String message) {
    static WireError of(int status, String code, String message) {
      return new WireError(status, code, Optional.empty(), message);
    }

    static WireError inner(int status, String code, String inner, String message) {
      return new WireError(status, code, Optional.of(inner), message);
    }
  }

  /// Our own bug, without details.
  public static WireError crash(String requestId) {
    return WireError.of(
        500,
        "InternalServerError",
        "The server failed to process the request. Tell its operator the request id "
            + requestId
            + ".");
  }

  public static int status(Problem problem) {
    return of(problem).status();
  }

  public static WireError of(Problem problem) {
    return switch (problem) {
      case Problem.Malformed(String message) -> WireError.of(400, BAD_PARAMETER, message);
      case Problem.Invalid(String code, String message) -> WireError.of(400, code, message);
      case Problem.Several(List<Problem> all) -> several(all);
      case Problem.PreconditionFailed(String code, String message) ->
          WireError.of(412, code, message);
      case Problem.UnknownApiVersion(Optional<String> given) -> unknownVersion(given);
      case Problem.Unauthenticated(String detail, _) -> WireError.of(401, "Unauthorized", detail);
      case Problem.SignInFailed failed -> signInFailed(failed);
      case Problem.ForbiddenByRbac refusal -> byRbac(refusal);
      case Problem.ForbiddenByAccessPolicy refusal -> byAccessPolicy(refusal);
      case Problem.ForbiddenByFirewall refusal -> byFirewall(refusal);
      case Problem.ForbiddenByConnection(String caller, String vault) ->
          WireError.inner(
              403,
              FORBIDDEN,
              "ForbiddenByConnection",
              "Public network access is disabled and request is not from a trusted service nor via an approved"
                  + " private link.\r\nCaller: "
                  + caller
                  + "\r\nVault: "
                  + vault);
      case Problem.AuthorizationFailed refusal -> authorizationFailed(refusal);
      case Problem.NotPermitted(String code, String message) -> WireError.of(403, code, message);
      case Problem.RevealRequired(String code, String message) ->
          WireError.inner(403, FORBIDDEN, code, message);
      case Problem.ObjectDisabled(ObjectKind kind, String operation) ->
          WireError.inner(
              403,
              FORBIDDEN,
              kind.title() + "Disabled",
              "Operation " + operation + " is not allowed on a disabled " + kind.word() + ".");
      case Problem.KeyOperationForbidden(String operation) ->
          WireError.inner(
              403,
              FORBIDDEN,
              "KeyOperationForbidden",
              "Operation " + operation + " is not permitted on this key.");
      case Problem.KeyOutOfTime(String operation, boolean expired) ->
          WireError.inner(
              403,
              FORBIDDEN,
              expired ? "KeyExpired" : "KeyNotYetValid",
              "Operation "
                  + operation
                  + " is not allowed on "
                  + (expired ? "an expired key." : "a key that is not yet valid."));
      case Problem.KeyTypeNotSupported(String type) ->
          WireError.inner(400, BAD_PARAMETER, "KeyTypeNotSupported", "Invalid kty value: " + type);
      case Problem.NoHardwareKeys() ->
          WireError.of(403, FORBIDDEN, "Hardware key operation not allowed on standard vault");
      case Problem.PurgeProtected(String vault) ->
          WireError.of(
              403,
              FORBIDDEN,
              "Operation \"purge\" is not allowed because purge protection is enabled for this vault. Key Vault"
                  + " service will automatically purge it after the retention period has passed.\r\nVault: "
                  + vault);
      case Problem.BlockedByPolicy(String assignment, String reason) ->
          WireError.inner(
              403,
              FORBIDDEN,
              "BlockedByAzurePolicy",
              "The request was disallowed by policy " + assignment + ": " + reason);
      case Problem.ObjectNotFound(ObjectKind kind, String name) -> objectNotFound(kind, name);
      case Problem.DeletedObjectNotFound(ObjectKind kind, String name) ->
          WireError.of(
              404, kind.title() + "NotFound", "Deleted " + kind.title() + " not found: " + name);
      case Problem.ResourceNotFound(String code, String message) ->
          WireError.of(404, code, message);
      case Problem.VaultNotFound(String host) ->
          WireError.of(404, "VaultNotFound", "No vault answers to the host name " + host + ".");
      case Problem.RouteNotFound(String method, String path) ->
          WireError.of(404, "NotFound", "No operation answers to " + method + " " + path + ".");
      case Problem.MethodNotAllowed(String method, String path) ->
          WireError.of(405, "MethodNotAllowed", method + " is not offered on " + path + ".");
      case Problem.OperationNotAllowed(String operation, String reason) ->
          WireError.of(
              405, "MethodNotAllowed", "Operation '" + operation + "' is not allowed. " + reason);
      case Problem.DeletedButRecoverable(ObjectKind kind, String name) ->
          WireError.inner(
              409,
              CONFLICT,
              "ObjectIsDeletedButRecoverable",
              kind.title()
                  + " "
                  + name
                  + " is currently in a deleted but recoverable state, and its name cannot be"
                  + " reused; in this state, the "
                  + kind.word()
                  + " can only be recovered or purged.");
      case Problem.BeingDeleted(ObjectKind kind, String name) ->
          WireError.inner(
              409,
              CONFLICT,
              "ObjectIsBeingDeleted",
              kind.title()
                  + " "
                  + name
                  + " is currently being deleted and cannot be re-created; retry later.");
      case Problem.AlreadyExists(ObjectKind kind, String name) ->
          WireError.of(
              409,
              CONFLICT,
              "The "
                  + kind.word()
                  + " "
                  + name
                  + " already exists in this vault; delete and purge it before"
                  + " restoring one of the same name.");
      case Problem.Conflict(String code, String message) -> WireError.of(409, code, message);
      case Problem.TooLarge(String what, long max) -> tooLarge(what, max);
      case Problem.TimedOut(var limit) ->
          WireError.of(
              408,
              "RequestTimeout",
              "The request was not complete within " + limit.toSeconds() + " seconds.");
      case Problem.Throttled _ ->
          WireError.of(
              429,
              "Throttled",
              "Request was not processed because too many requests were received. Reason:"
                  + " VaultRequestTypeLimitReached");
      case Problem.Unavailable(String reason, _) -> WireError.of(503, "ServiceUnavailable", reason);
    };
  }

  private static WireError several(List<Problem> all) {
    List<Integer> statuses = all.stream().map(WireErrors::status).toList();
    return WireError.of(
        statuses.getFirst(),
        "MultipleErrorsOccurred",
        "Multiple error occurred: "
            + statuses.stream().map(StatusWord::of).collect(Collectors.joining(","))
            + ". Please see details.");
  }

  private static WireError unknownVersion(Optional<String> given) {
    String message =
        given
            .map(version -> "The specified version (" + version + ") is not recognized.")
            .orElse("The api-version query parameter is required.");
    return WireError.of(
        400,
        BAD_PARAMETER,
        message + " Consider using the latest supported version (" + LATEST_VERSION + ").");
  }

  private static WireError signInFailed(Problem.SignInFailed failed) {
    int status = failed.error().equals("invalid_client") ? 401 : 400;
    return WireError.of(
        status, failed.error(), "AADSTS" + failed.number() + ": " + failed.message());
  }

  private static WireError byRbac(Problem.ForbiddenByRbac refusal) {
    return WireError.inner(
        403,
        FORBIDDEN,
        "ForbiddenByRbac",
        "Caller is not authorized to perform action on resource.\r\nIf role assignments, deny assignments or role"
            + " definitions were changed recently, please observe propagation time.\r\nCaller: "
            + refusal.caller()
            + "\r\nAction: '"
            + refusal.action()
            + "'\r\nResource: '"
            + refusal.resource().canonical()
            + "'\r\nAssignment: (not found)\r\nDenyAssignmentId: "
            + refusal.denial().map(id -> "'" + id + "'").orElse("null")
            + "\r\nDecisionReason: "
            + refusal.denial().map(_ -> "'DeniedByDenyAssignment'").orElse("null")
            + " \r\nVault: "
            + refusal.vault()
            + "\r\n");
  }

  private static WireError byAccessPolicy(Problem.ForbiddenByAccessPolicy refusal) {
    return WireError.inner(
        403,
        FORBIDDEN,
        "ForbiddenByPolicy",
        "The user, group or application '"
            + refusal.caller()
            + "' does not have "
            + refusal.permission()
            + " permission on key vault '"
            + refusal.vault()
            + "'. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125287");
  }

  private static WireError byFirewall(Problem.ForbiddenByFirewall refusal) {
    return WireError.inner(
        403,
        FORBIDDEN,
        "ForbiddenByFirewall",
        "Client address is not authorized and caller is not a trusted service.\r\nClient address: "
            + refusal.address()
            + "\r\nCaller: "
            + refusal.caller()
            + "\r\nVault: "
            + refusal.vault());
  }

  private static WireError authorizationFailed(Problem.AuthorizationFailed refusal) {
    return WireError.of(
        403,
        "AuthorizationFailed",
        "The client '"
            + refusal.client()
            + "' with object id '"
            + refusal.objectId()
            + "' does not have authorization to perform action '"
            + refusal.action()
            + "' over scope '"
            + refusal.scope()
            + "' or the scope is invalid. If access was recently granted, please refresh your credentials.");
  }

  private static WireError objectNotFound(ObjectKind kind, String name) {
    return WireError.of(
        404,
        kind.title() + "NotFound",
        "A "
            + kind.word()
            + " with (name/id) "
            + name
            + " was not found in this key vault. If you recently deleted this "
            + kind.word()
            + " you may be able to recover it using the correct recovery command. For help resolving this issue,"
            + " please see https://go.microsoft.com/fwlink/?linkid=2125182");
  }

  private static WireError tooLarge(String what, long max) {
    return switch (what) {
      case "headers" ->
          WireError.of(
              431, "RequestHeadersTooLarge", "The headers are larger than " + max + " bytes.");
      case "uri" ->
          WireError.of(414, "RequestUriTooLong", "The URI is longer than " + max + " characters.");
      default ->
          WireError.of(
              413, "RequestBodyTooLarge", "The " + what + " is larger than " + max + " bytes.");
    };
  }
}
