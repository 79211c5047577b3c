package dev.strongroom.keys;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;

/// How many versions of keys live in the HSM, those of deleted keys too.
public record CountHsmKeys(HsmStock stock) implements Operation<Integer> {
  @Override
  public String name() {
    return "HsmKeyCount";
  }

  @Override
  public Action action() {
    return HsmStock.changes("count/action");
  }

  @Override
  public Target target() {
    return new Target.Server();
  }

  @Override
  public Integer run(Work work) {
    int count = stock.store().living(work.tx());
    work.note("count", Integer.toString(count));
    return count;
  }
}
