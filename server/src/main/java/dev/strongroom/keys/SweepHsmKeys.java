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
/// that were cut, objects that nobody knew for a week), and crosses it out. A run dooms what is
/// due, in its transaction, and the next one destroys it, outside of any: between the two nobody
/// can bring the key back. What the HSM did not do is tried again. Answers whether more may be due.
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
    Instant fresh = preview.now().minus(KeyLimits.HSM_DOOMED_MAX);
    List<HsmLabel> doomed =
        stock.store().doomed(preview.tx(), stock.node(), fresh, KeyLimits.HSM_SWEEP_BATCH);
    return () -> sweep.destroy(stock.hsm(), doomed);
  }

  @Override
  public Boolean run(Work work) {
    List<HsmLabel> gone = sweep.taken();
    gone.forEach(label -> stock.store().forget(work.tx(), work.approve(label)));
    work.note("destroyed", gone.stream().map(HsmLabel::label).collect(Collectors.joining(" ")));
    return doomed(work) > 0 || gone.size() == KeyLimits.HSM_SWEEP_BATCH;
  }

  private long doomed(Work work) {
    Instant now = work.now();
    HsmKeyStore.Deadlines deadlines =
        new HsmKeyStore.Deadlines(
            now.minus(KeyLimits.HSM_MAKING_MAX),
            starting ? Optional.of(stock.node()) : Optional.empty(),
            now.minus(KeyLimits.HSM_ORPHAN_GRACE));
    return stock.store().due(work.tx(), deadlines, KeyLimits.HSM_SWEEP_BATCH).stream()
        .filter(label -> stock.store().doom(work.tx(), work.approve(label), stock.node(), now))
        .count();
  }
}
