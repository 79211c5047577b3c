package dev.strongroom.elevation;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The rules that each role has at each scope, by Azure's names, in Azure's order.
public enum RuleId {
  ENABLEMENT_ADMIN_ELIGIBILITY("Enablement_Admin_Eligibility"),
  EXPIRATION_ADMIN_ELIGIBILITY("Expiration_Admin_Eligibility"),
  NOTIFICATION_ADMIN_ADMIN_ELIGIBILITY("Notification_Admin_Admin_Eligibility"),
  NOTIFICATION_REQUESTOR_ADMIN_ELIGIBILITY("Notification_Requestor_Admin_Eligibility"),
  NOTIFICATION_APPROVER_ADMIN_ELIGIBILITY("Notification_Approver_Admin_Eligibility"),
  ENABLEMENT_ADMIN_ASSIGNMENT("Enablement_Admin_Assignment"),
  EXPIRATION_ADMIN_ASSIGNMENT("Expiration_Admin_Assignment"),
  NOTIFICATION_ADMIN_ADMIN_ASSIGNMENT("Notification_Admin_Admin_Assignment"),
  NOTIFICATION_REQUESTOR_ADMIN_ASSIGNMENT("Notification_Requestor_Admin_Assignment"),
  NOTIFICATION_APPROVER_ADMIN_ASSIGNMENT("Notification_Approver_Admin_Assignment"),
  APPROVAL_ENDUSER_ASSIGNMENT("Approval_EndUser_Assignment"),
  AUTHENTICATIONCONTEXT_ENDUSER_ASSIGNMENT("AuthenticationContext_EndUser_Assignment"),
  ENABLEMENT_ENDUSER_ASSIGNMENT("Enablement_EndUser_Assignment"),
  EXPIRATION_ENDUSER_ASSIGNMENT("Expiration_EndUser_Assignment"),
  NOTIFICATION_ADMIN_ENDUSER_ASSIGNMENT("Notification_Admin_EndUser_Assignment"),
  NOTIFICATION_REQUESTOR_ENDUSER_ASSIGNMENT("Notification_Requestor_EndUser_Assignment"),
  NOTIFICATION_APPROVER_ENDUSER_ASSIGNMENT("Notification_Approver_EndUser_Assignment");

  private final String wire;
  private final String[] words;

  RuleId(String wire) {
    this.wire = wire;
    this.words = wire.split("_");
  }

  public static Optional<RuleId> parse(String text) {
    return Arrays.stream(values()).filter(id -> id.wire.equalsIgnoreCase(text)).findFirst();
  }

  static RuleId enablement(boolean endUser, Level level) {
    return of("Enablement", endUser, level);
  }

  static RuleId expiration(boolean endUser, Level level) {
    return of("Expiration", endUser, level);
  }

  /// @param recipient `Admin`, `Requestor` or `Approver`
  static RuleId notification(String recipient, boolean endUser, Level level) {
    return of("Notification_" + recipient, endUser, level);
  }

  public String wire() {
    return wire;
  }

  /// `RoleManagementPolicyExpirationRule`
  public String type() {
    return "RoleManagementPolicy" + words[0] + "Rule";
  }

  /// `Admin` or `EndUser`
  public String caller() {
    return words[words.length - 2];
  }

  /// `Eligibility` or `Assignment`
  public String level() {
    return words[words.length - 1];
  }

  /// `Admin`, `Requestor` or `Approver`, of a notification rule.
  public String recipient() {
    return words[1];
  }

  /// There are no rules for people's own requests about eligibility: those of assignments count.
  private static RuleId of(String kind, boolean endUser, Level level) {
    String end = endUser ? "_EndUser_Assignment" : "_Admin_" + level.wire();
    return valueOf((kind + end).toUpperCase(Locale.ROOT));
  }
}
