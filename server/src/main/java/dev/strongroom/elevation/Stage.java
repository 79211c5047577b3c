package dev.strongroom.elevation;

import dev.strongroom.model.PrincipalId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// One stage of an approval, with the rules that were in force when it was asked for.
///
/// @param opened when it began to wait for somebody; empty while an earlier stage waits
public record Stage(
    UUID id, Voters voters, Limits limits, Optional<Instant> opened, Review review) {
  /// Nodes' clocks may differ by so much.
  private static final Duration SKEW = Duration.ofMinutes(1);

  /// Users and groups.
  public record Voters(List<PrincipalId> primary, List<PrincipalId> escalation) {
    public Voters {
      primary = List.copyOf(primary);
      escalation = List.copyOf(escalation);
    }
  }

  /// @param escalateAfter when the escalation approvers may decide too
  public record Limits(
      Duration timeout, Optional<Duration> escalateAfter, boolean justificationRequired) {}

  public enum Result {
    NOT_REVIEWED("NotReviewed"),
    APPROVE("Approve"),
    DENY("Deny");

    private final String wire;

    Result(String wire) {
      this.wire = wire;
    }

    public static Optional<Result> parse(String text) {
      return List.of(values()).stream().filter(one -> one.wire.equalsIgnoreCase(text)).findFirst();
    }

    public String wire() {
      return wire;
    }
  }

  public record Review(
      Result result, Optional<PrincipalId> by, Optional<Instant> at, String justification) {
    public static final Review NONE =
        new Review(Result.NOT_REVIEWED, Optional.empty(), Optional.empty(), "");
  }

  public boolean isReviewed() {
    return review.result() != Result.NOT_REVIEWED;
  }

  /// Also when it seems to have begun in the future, because a clock was set back.
  public boolean isExpired(Instant now) {
    return !isReviewed()
        && opened
            .map(since ->
                !now.isBefore(since.plus(limits.timeout())) || now.isBefore(since.minus(SKEW)))
            .orElse(false);
  }

  /// Whether it waits for a decision now.
  public boolean isOpen(Instant now) {
    return opened.isPresent() && !isReviewed() && !isExpired(now);
  }

  /// Whether one of `ids`, a person and its groups, may decide it at `now`.
  public boolean isFor(Set<PrincipalId> ids, Instant now) {
    return voters.primary().stream().anyMatch(ids::contains)
        || (isEscalated(now) && voters.escalation().stream().anyMatch(ids::contains));
  }

  public boolean isEscalated(Instant now) {
    return opened.isPresent()
        && limits
            .escalateAfter()
            .map(after -> !now.isBefore(opened.get().plus(after)))
            .orElse(false);
  }

  Stage reviewed(Review given) {
    return new Stage(id, voters, limits, opened, given);
  }

  Stage openedAt(Instant now) {
    return new Stage(id, voters, limits, Optional.of(now), review);
  }
}
