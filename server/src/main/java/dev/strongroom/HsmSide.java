package dev.strongroom;

import dev.strongroom.jobs.Job;
import dev.strongroom.keys.BeginHsmKey;
import dev.strongroom.keys.CompareHsm;
import dev.strongroom.keys.ForgetHsmKey;
import dev.strongroom.keys.HsmDiary;
import dev.strongroom.keys.HsmHome;
import dev.strongroom.keys.HsmKeyRow;
import dev.strongroom.keys.HsmStock;
import dev.strongroom.keys.Sweep;
import dev.strongroom.keys.SweepHsmKeys;
import dev.strongroom.trust.Seal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a server with an HSM has more: keys in it, and jobs that look after them. What is about to
/// be in the HSM is written down through the gate, so that the audit log has it too.
record HsmSide(App app, HsmStock stock) implements HsmDiary {
  private static final String MAKING = "hsm-keys";
  private static final Duration SWEEP_EVERY = Duration.ofMinutes(1);
  private static final Duration COMPARE_EVERY = Duration.ofHours(1);

  static Optional<HsmSide> of(App app, Seal seal, String node) {
    return seal.hsmKeys(app.seams().keys())
        .map(keys -> new HsmSide(app, new HsmStock(app.stores().hsmKeys(), keys, node)));
  }

  /// The jobs of every server, and those of one with an HSM.
  static List<Job<?>> withJobs(Optional<HsmSide> hsm, Job<?>... usual) {
    List<Job<?>> all = new ArrayList<>(List.of(usual));
    hsm.ifPresent(side -> all.addAll(side.jobs()));
    return List.copyOf(all);
  }

  HsmHome home() {
    return new HsmHome(stock, this);
  }

  private List<Job<?>> jobs() {
    CompareHsm compare = new CompareHsm(stock, new CompareHsm.Listing());
    return List.of(
        Job.of("sweep-hsm", SWEEP_EVERY, new SweepHsmKeys(stock, new Sweep(), false)),
        new Job<>("compare-hsm", COMPARE_EVERY, compare, _ -> false));
  }

  /// Undoes what this node had begun when it stopped.
  void start() {
    boolean more = true;
    while (more) {
      more = app.perform("start", new SweepHsmKeys(stock, new Sweep(), true));
    }
  }

  @Override
  public boolean begin(HsmKeyRow key) {
    return app.perform(MAKING, new BeginHsmKey(stock, key));
  }

  @Override
  public void forget(String label) {
    app.perform(MAKING, new ForgetHsmKey(stock, label));
  }

  @Override
  public String toString() {
    return "HsmSide[" + stock.node() + "]";
  }
}
