package dev.strongroom.elevation;

import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.stream.Collectors;

/// Azure's codes and messages, which scripts compare (azure-facts 6).
final class Refusals {
  private Refusals() {}

  static Refused policy(Collection<String> failed) {
    String rules = failed.stream().map(rule -> "\"" + rule + "\"").collect(Collectors.joining(","));
    return invalid(
        "RoleAssignmentRequestPolicyValidationFailed",
        "The following policy rules failed: [" + rules + "]");
  }

  /// The message is what a client hands to the token service to get a better token.
  static Refused context(String claim) {
    String wanted =
        "{\"access_token\":{\"acrs\":{\"essential\":true, \"value\":\"" + claim + "\"}}}";
    return invalid(
        "RoleAssignmentRequestAcrsValidationFailed",
        "&claims=" + URLEncoder.encode(wanted, StandardCharsets.UTF_8).replace("+", "%20"));
  }

  static Refused exists() {
    return invalid("RoleAssignmentExists", "The Role assignment already exists.");
  }

  static Refused absent() {
    return invalid("RoleAssignmentDoesNotExist", "The Role assignment does not exist.");
  }

  static Refused pending() {
    return invalid(
        "PendingRoleAssignmentRequest",
        "There is already an existing pending Role assignment request.");
  }

  static Refused schedule(String why) {
    return invalid("InvalidRoleAssignmentRequestSchedule", why);
  }

  static Refused tooShort() {
    return invalid(
        "ActiveDurationTooShort",
        "The active duration is too short. Minimum required is 5 minutes.");
  }

  static Refused request(String why) {
    return invalid("InvalidRoleAssignmentRequest", why);
  }

  static Refused notFound(String type, String name) {
    return new Problem.ResourceNotFound(
            type + "NotFound", "The '" + name + "' of type '" + type + "' is not found.")
        .asException();
  }

  static Refused notPermitted(String message) {
    return new Problem.NotPermitted("InsufficientPermissions", message).asException();
  }

  static Refused invalid(String code, String message) {
    return new Problem.Invalid(code, message).asException();
  }
}
