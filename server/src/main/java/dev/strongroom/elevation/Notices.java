package dev.strongroom.elevation;

import dev.strongroom.elevation.Rule.Notification;
import dev.strongroom.elevation.Rule.NotificationLevel;
import dev.strongroom.kernel.Work;
import java.util.ArrayList;
import java.util.List;

/// What happened, in Azure's words, and who is to be told: properties of the audit record, which is
/// the notification's source. Nothing is told that is not recorded.
final class Notices {
  private Notices() {}

  static void tell(Work work, ScheduleRequest request, Policy policy) {
    work.note("pimEvent", event(request));
    work.note("requestType", request.wish().type().wire());
    work.note("status", request.progress().status().wire());
    work.note("subject", request.place().grant().principal().toString());
    work.note("role", request.place().grant().role().toString());
    work.note("scope", request.place().scope().display());
    request.progress().target().ifPresent(id -> work.note("schedule", id.toString()));
    request.wish().reason().justification().ifPresent(why -> work.note("justification", why));
    request.wish().reason().number().ifPresent(number -> work.note("ticketNumber", number));
    request.wish().reason().system().ifPresent(system -> work.note("ticketSystem", system));
    String recipients = String.join("; ", recipients(request, policy));
    if (!recipients.isEmpty()) {
      work.note("notify", recipients);
    }
  }

  /// Azure's names of the events of Privileged Identity Management (azure-facts 6).
  private static String event(ScheduleRequest request) {
    String eligible = request.level() == Level.ELIGIBILITY ? "eligible member" : "member";
    return switch (request.wish().type()) {
      case SELF_ACTIVATE -> "Add member to role " + state(request) + " (PIM activation)";
      case SELF_DEACTIVATE -> "Remove member from role completed (PIM deactivate)";
      case ADMIN_REMOVE -> "Remove " + eligible + " from role completed";
      case ADMIN_ASSIGN -> "Add " + eligible + " to role completed";
      case ADMIN_UPDATE -> "Update " + eligible + " in role completed";
      case ADMIN_EXTEND, SELF_EXTEND -> "Extend " + eligible + " in role " + state(request);
      case ADMIN_RENEW, SELF_RENEW -> "Renew " + eligible + " in role " + state(request);
    };
  }

  private static String state(ScheduleRequest request) {
    return switch (request.progress().status()) {
      case PROVISIONED, SCHEDULE_CREATED, ACCEPTED, REVOKED -> "completed";
      case PENDING_APPROVAL -> "approval requested";
      case PENDING_ADMIN_DECISION -> "requested";
      case ADMIN_APPROVED -> "request approved";
      case ADMIN_DENIED, DENIED -> "request denied";
      case CANCELED -> "canceled";
      case TIMED_OUT -> "request timed out";
      case FAILED -> "failed";
    };
  }

  /// `Admin (defaults, security@corp.test)`; critical ones only where somebody must act.
  private static List<String> recipients(ScheduleRequest request, Policy policy) {
    boolean critical = request.progress().status().isPending();
    List<String> found = new ArrayList<>();
    for (String kind : List.of("Admin", "Requestor", "Approver")) {
      Notification rule =
          policy.notification(
              RuleId.notification(kind, request.wish().type().isSelf(), request.level()));
      boolean told =
          rule.level() == NotificationLevel.ALL
              || (rule.level() == NotificationLevel.CRITICAL && critical);
      List<String> who = new ArrayList<>(rule.defaults() ? List.of("defaults") : List.of());
      who.addAll(rule.recipients());
      if (told && !who.isEmpty()) {
        found.add(kind + " (" + String.join(", ", who) + ")");
      }
    }
    return found;
  }
}
