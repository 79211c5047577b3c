package dev.strongroom.reveal;

import dev.strongroom.kernel.Governed;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The wish to read one secret once, and what a second person said to it.
public record RevealRequest(
    UUID id, Subject subject, String reason, Instant asked, Decision decision) implements Governed {
  /// How long it waits for a second person.
  public static final Duration PATIENCE = Duration.ofDays(1);

  /// Nodes' clocks may differ by so much.
  private static final Duration SKEW = Duration.ofMinutes(1);

  /// @param secret the path of the secret
  public record Subject(TenantId tenant, ResourceId secret, PrincipalId requester) {}

  public enum State {
    PENDING("Pending"),
    APPROVED("Approved"),
    DENIED("Denied"),
    USED("Used"),
    EXPIRED("Expired");

    private final String wire;

    State(String wire) {
      this.wire = wire;
    }

    public String wire() {
      return wire;
    }
  }

  /// @param until when an approval ends
  public record Decision(
      State state,
      Optional<PrincipalId> by,
      Optional<Instant> at,
      Optional<Instant> until,
      String reason) {
    public static final Decision NONE =
        new Decision(State.PENDING, Optional.empty(), Optional.empty(), Optional.empty(), "");
  }

  /// What is too old is over without a sweep. An approval that seems to lie in the future, because
  /// a clock was set back, counts no longer.
  public State state(Instant now) {
    boolean late =
        switch (decision.state()) {
          case PENDING -> !now.isBefore(asked.plus(PATIENCE)) || now.isBefore(asked.minus(SKEW));
          case APPROVED ->
              decision.until().map(end -> !now.isBefore(end)).orElse(true)
                  || decision.at().map(at -> now.isBefore(at.minus(SKEW))).orElse(true);
          case DENIED, USED, EXPIRED -> false;
        };
    return late ? State.EXPIRED : decision.state();
  }

  RevealRequest with(Decision made) {
    return new RevealRequest(id, subject, reason, asked, made);
  }

  RevealRequest used() {
    return with(
        new Decision(
            State.USED, decision.by(), decision.at(), decision.until(), decision.reason()));
  }

  @Override
  public Map<String, String> facts() {
    return Map.of(
        "type", "Strongroom.Access/reveals",
        "name", id.toString(),
        "scope", subject.secret().display(),
        "requestorId", subject.requester().toString(),
        "status", decision.state().wire());
  }
}
