package dev.strongroom.reveal;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import java.time.Duration;

/// Says that nobody reads the secrets of a scope alone.
public record PutRevealRule(Revealing revealing, ResourceId scope, Duration window)
    implements Operation<RevealRule> {
  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return RevealActions.WRITE_RULES;
  }

  @Override
  public Target target() {
    return new Target.Resource(scope);
  }

  @Override
  public RevealRule run(Work work) {
    boolean fits =
        window.compareTo(Revealing.MIN_WINDOW) >= 0 && window.compareTo(Revealing.MAX_WINDOW) <= 0;
    if (!fits) {
      throw Revealing.invalid(
          "InvalidWindow", "An approved read waits for 1 to 480 minutes (windowInMinutes).");
    }
    Reveals known = revealing.store().reveals(work.tx());
    if (known.rules() >= Revealing.MAX_RULES && known.rule(scope).isEmpty()) {
      throw Revealing.invalid(
          "TooManyRevealRules", "There are " + Revealing.MAX_RULES + " rules. Set one above.");
    }
    RevealRule rule =
        new RevealRule(
            Revealing.scope(scope), window, Revealing.caller(work).id().toString(), work.now());
    revealing.store().save(work.tx(), work.approve(rule));
    return rule;
  }
}
