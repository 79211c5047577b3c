package dev.strongroom.keys;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Preview;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A job: destroys in the HSM what nobody needs there any more (keys that were purged, attempts
/// that were cut, objects that nobody knew for a week), and crosses it out. The HSM is asked
/// outside of any transaction; what it did not do is tried again. Answers whether more may be due.
///
/// @param starting whether this node has just started, so that none of its attempts is under way
public record SweepHsmKeys(HsmStock stock, Sweep sweep, boolean starting)
    implements Operation<Boolean> {
  @Override
  public String name() {
    return "HsmKeySweep";
  }

  @Override
  public Action action() {
    return HsmStock.changes("sweep/action");
  }

  @Override
  public Target target() {
    return new Target.Server();
  }

  @Override
  public Runnable preparation(Preview preview) {
    Instant now = preview.now();
    HsmKeyStore.Deadlines deadlines =
        new HsmKeyStore.Deadlines(
            now.minus(KeyLimits.HSM_MAKING_MAX),
            starting ? Optional.of(stock.node()) : Optional.empty(),
            now.minus(KeyLimits.HSM_ORPHAN_GRACE));
    List<HsmLabel> due = stock.store().due(preview.tx(), deadlines, KeyLimits.HSM_SWEEP_BATCH);
    return () -> sweep.destroy(stock.hsm(), due);
  }

  @Override
  public Boolean run(Work work) {
    List<HsmLabel> gone = sweep.taken();
    gone.forEach(label -> stock.store().forget(work.tx(), work.approve(label)));
    work.note("destroyed", gone.stream().map(HsmLabel::label).collect(Collectors.joining(" ")));
    return gone.size() == KeyLimits.HSM_SWEEP_BATCH;
  }
}
