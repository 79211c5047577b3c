package dev.strongroom.reveal;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;

/// Shows the rule of exactly this scope.
public record GetRevealRule(Revealing revealing, ResourceId scope)
    implements Operation<RevealRule> {
  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return RevealActions.READ_RULES;
  }

  @Override
  public Target target() {
    return new Target.Resource(scope);
  }

  @Override
  public RevealRule run(Work work) {
    return revealing
        .store()
        .reveals(work.tx())
        .rule(scope)
        .orElseThrow(() ->
            new Problem.ResourceNotFound(
                    "RevealRuleNotFound", "There is no rule of two-person reveal at this scope.")
                .asException());
  }
}
