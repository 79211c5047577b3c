package dev.strongroom.keys;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Preview;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.trust.HsmAway;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// A job: compares what is in the HSM with what is written down. An object that nobody knows is
/// reported, in the log and in the audit record, and after a week destroyed by [SweepHsmKeys]; the
/// week is for whoever has put back an old database by mistake. Answers how many there are.
///
/// @param listing what the HSM was found to have
public record CompareHsm(HsmStock stock, Listing listing) implements Operation<Integer> {
  private static final System.Logger LOG = System.getLogger("strongroom.hsm");

  /// The labels in the HSM; none when it is away.
  public static final class Listing {
    private Optional<Set<String>> labels = Optional.empty();

    synchronized void read(HsmStock stock) {
      labels = Optional.empty();
      try {
        labels = Optional.of(stock.hsm().labels());
      } catch (HsmAway away) {
        return; // compared next time
      }
    }

    synchronized Optional<Set<String>> taken() {
      return labels;
    }
  }

  @Override
  public String name() {
    return "HsmCompare";
  }

  @Override
  public Action action() {
    return HsmStock.changes("compare/action");
  }

  @Override
  public Target target() {
    return new Target.Server();
  }

  @Override
  public Runnable preparation(Preview preview) {
    return () -> listing.read(stock);
  }

  @Override
  public Integer run(Work work) {
    return listing.taken().map(there -> compared(work, there)).orElse(0);
  }

  private int compared(Work work, Set<String> there) {
    Set<String> unknown = new TreeSet<>(there);
    unknown.removeAll(stock.store().known(work.tx()));
    unknown.forEach(label ->
        stock.store().foundOrphan(work.tx(), work.approve(new HsmLabel(label, work.now()))));
    List<HsmLabel> orphans = stock.store().orphans(work.tx());
    for (HsmLabel orphan : orphans) {
      if (!there.contains(orphan.label())) {
        stock.store().forget(work.tx(), work.approve(orphan));
      }
    }
    if (!unknown.isEmpty()) {
      String labels = String.join(" ", unknown);
      work.note("orphans", labels);
      LOG.log(
          Level.WARNING,
          "The HSM has keys of this deployment that the database does not know: {0}. They are"
              + " destroyed in {1} days, unless the database that knows them is put back.",
          labels,
          KeyLimits.HSM_ORPHAN_GRACE.toDays());
    }
    return Math.toIntExact(
        orphans.stream().filter(orphan -> there.contains(orphan.label())).count());
  }
}
