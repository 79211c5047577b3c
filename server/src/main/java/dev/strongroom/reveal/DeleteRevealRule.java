package dev.strongroom.reveal;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import java.util.Optional;

/// Lifts a rule: one person reads alone again, unless another rule stands above.
public record DeleteRevealRule(Revealing revealing, ResourceId scope)
    implements Operation<Boolean> {
  private static final int NO_CONTENT = 204;

  @Override
  public int status(Boolean lifted) {
    return lifted ? OK : NO_CONTENT;
  }

  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return RevealActions.DELETE_RULES;
  }

  @Override
  public Target target() {
    return new Target.Resource(scope);
  }

  @Override
  public Boolean run(Work work) {
    Optional<RevealRule> known = revealing.store().reveals(work.tx()).rule(scope);
    known.ifPresent(rule -> revealing.store().remove(work.tx(), work.approve(rule)));
    return known.isPresent();
  }
}
