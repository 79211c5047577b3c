package dev.strongroom.keys;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;

/// Writes down that an object is about to be made in the HSM, before it is: whatever happens then,
/// it is found again. Answers whether the rest of another one has to go first.
public record BeginHsmKey(HsmStock stock, HsmKeyRow key) implements Operation<Boolean> {
  @Override
  public String name() {
    return "HsmKeyBegin";
  }

  @Override
  public Action action() {
    return HsmStock.changes("begin/action");
  }

  @Override
  public Target target() {
    return new Target.Server();
  }

  @Override
  public Boolean run(Work work) {
    work.note("label", key.label());
    HsmKeyStore.Before before =
        stock
            .store()
            .begin(
                work.tx(),
                work.approve(key),
                work.now(),
                work.now().minus(KeyLimits.HSM_MAKING_MAX));
    return switch (before) {
      case NOTHING -> false;
      case REMAINS -> true;
      case TAKEN ->
          throw new Problem.BeingDeleted(Problem.ObjectKind.KEY, key.name()).asException();
    };
  }
}
