package dev.strongroom.elevation;

import dev.strongroom.model.PrincipalId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What one rule says.
public sealed interface Rule {
  /// @param required whether there must be an end, no later than `maximum` after the beginning
  record Expiration(boolean required, Span maximum) implements Rule {}

  record Enablement(List<Requirement> enabled) implements Rule {
    public Enablement {
      enabled = List.copyOf(enabled);
    }
  }

  record Approval(
      boolean required,
      boolean forExtension,
      boolean requestorJustification,
      Mode mode,
      List<ApprovalStage> stages)
      implements Rule {
    public Approval {
      stages = List.copyOf(stages);
    }
  }

  /// @param claim the value that the caller's `acrs` must have, as `c1`
  record AuthenticationContext(boolean enabled, String claim) implements Rule {}

  /// @param defaults whether those concerned are told, besides `recipients`
  record Notification(boolean defaults, NotificationLevel level, List<String> recipients)
      implements Rule {
    public Notification {
      recipients = List.copyOf(recipients);
    }
  }

  enum Requirement {
    MFA("MultiFactorAuthentication"),
    JUSTIFICATION("Justification"),
    TICKETING("Ticketing");

    private final String wire;

    Requirement(String wire) {
      this.wire = wire;
    }

    public static Optional<Requirement> parse(String text) {
      return Arrays.stream(values()).filter(one -> one.wire.equalsIgnoreCase(text)).findFirst();
    }

    public String wire() {
      return wire;
    }
  }

  enum Mode {
    SINGLE_STAGE("SingleStage"),
    SERIAL("Serial"),
    PARALLEL("Parallel"),
    NO_APPROVAL("NoApproval");

    private final String wire;

    Mode(String wire) {
      this.wire = wire;
    }

    public static Optional<Mode> parse(String text) {
      return Arrays.stream(values()).filter(one -> one.wire.equalsIgnoreCase(text)).findFirst();
    }

    public String wire() {
      return wire;
    }
  }

  enum NotificationLevel {
    NONE("None"),
    CRITICAL("Critical"),
    ALL("All");

    private final String wire;

    NotificationLevel(String wire) {
      this.wire = wire;
    }

    public static Optional<NotificationLevel> parse(String text) {
      return Arrays.stream(values()).filter(one -> one.wire.equalsIgnoreCase(text)).findFirst();
    }

    public String wire() {
      return wire;
    }
  }

  /// @param escalationMinutes when the escalation approvers may decide too
  record ApprovalStage(
      int timeoutDays,
      boolean justificationRequired,
      Optional<Integer> escalationMinutes,
      List<Approver> primary,
      List<Approver> escalation) {
    public ApprovalStage {
      primary = List.copyOf(primary);
      escalation = List.copyOf(escalation);
    }
  }

  record Approver(PrincipalId id, boolean group, boolean backup, String description) {}
}
