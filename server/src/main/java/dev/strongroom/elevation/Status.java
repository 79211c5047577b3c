package dev.strongroom.elevation;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// How far a request or a schedule has come: those of Azure's statuses that have a meaning here.
public enum Status {
  /// A schedule that begins later.
  ACCEPTED("Accepted"),
  PROVISIONED("Provisioned"),
  /// A request whose schedule begins later.
  SCHEDULE_CREATED("ScheduleCreated"),
  PENDING_APPROVAL("PendingApproval"),
  PENDING_ADMIN_DECISION("PendingAdminDecision"),
  ADMIN_APPROVED("AdminApproved"),
  ADMIN_DENIED("AdminDenied"),
  DENIED("Denied"),
  CANCELED("Canceled"),
  REVOKED("Revoked"),
  TIMED_OUT("TimedOut"),
  /// Approved, and no longer possible.
  FAILED("Failed");

  /// Azure's others, which nothing has here: asking for them finds nothing.
  private static final Set<String> NEVER =
      Set.of(
          "pendingevaluation",
          "granted",
          "pendingprovisioning",
          "pendingrevocation",
          "pendingapprovalprovisioning",
          "failedasresourceislocked",
          "provisioningstarted",
          "invalid",
          "pendingschedulecreation",
          "pendingexternalprovisioning");

  private final String wire;

  Status(String wire) {
    this.wire = wire;
  }

  public static Optional<Status> parse(String text) {
    return Arrays.stream(values()).filter(one -> one.wire.equalsIgnoreCase(text)).findFirst();
  }

  /// Whether Azure has a status of this name.
  static boolean isKnown(String text) {
    return NEVER.contains(text.toLowerCase(Locale.ROOT)) || parse(text).isPresent();
  }

  boolean isCalled(String text) {
    return wire.equalsIgnoreCase(text);
  }

  public String wire() {
    return wire;
  }

  /// Whether somebody still has to decide.
  public boolean isPending() {
    return this == PENDING_APPROVAL || this == PENDING_ADMIN_DECISION;
  }
}
