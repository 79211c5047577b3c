package dev.strongroom.keys;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;

/// Crosses out an object that was begun, once it is certain that the HSM does not have it.
public record ForgetHsmKey(HsmStock stock, String label) implements Operation<Boolean> {
  @Override
  public String name() {
    return "HsmKeyForget";
  }

  @Override
  public Action action() {
    return HsmStock.changes("forget/action");
  }

  @Override
  public Target target() {
    return new Target.Server();
  }

  @Override
  public Boolean run(Work work) {
    work.note("label", label);
    stock.store().crossOut(work.tx(), work.approve(new HsmLabel(label, work.now())));
    return true;
  }
}
