package dev.strongroom.deployments;

import dev.strongroom.kernel.Governed;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A deployment: when it ran, how far it came, and the papers about it.
///
/// @param papers what was asked and what came of it, in the words of the control plane; never the
///   value of anything secure
public record Deployment(DeploymentAt at, State state, Run run, Papers papers) implements Governed {
  public enum State {
    RUNNING,
    SUCCEEDED,
    FAILED
  }

  /// @param location empty in a resource group, which has its own
  public record Run(
      String mode,
      Optional<String> location,
      String correlation,
      Instant started,
      Optional<Instant> ended) {}

  /// Each is the text of a JSON document.
  public record Papers(String asked, String outcome) {}

  /// Whether it still holds its name, and nobody may start another.
  public boolean runs(Instant now) {
    return state == State.RUNNING && !isOverdue(now);
  }

  /// Whether the server that ran it stopped in the middle.
  public boolean isOverdue(Instant now) {
    return state == State.RUNNING && now.isAfter(run.started().plus(DeploymentLimits.LONGEST));
  }

  public Deployment ended(State how, Instant when, String outcome) {
    return new Deployment(
        at,
        how,
        new Run(run.mode(), run.location(), run.correlation(), run.started(), Optional.of(when)),
        new Papers(papers.asked(), outcome));
  }

  @Override
  public Map<String, String> facts() {
    return Map.of("type", "Microsoft.Resources/deployments", "name", at.name(), "mode", run.mode());
  }
}
