package dev.strongroom.keys;

import dev.strongroom.trust.HsmAway;
import dev.strongroom.trust.HsmKeys;
import java.util.ArrayList;
import java.util.List;

/// What one run of [SweepHsmKeys] has destroyed in the HSM and not yet crossed out.
public final class Sweep {
  private List<HsmLabel> gone = List.of();

  /// As many as the HSM lets us; it may go away in between.
  synchronized void destroy(HsmKeys hsm, List<HsmLabel> labels) {
    List<HsmLabel> done = new ArrayList<>();
    gone = done;
    try {
      for (HsmLabel label : labels) {
        hsm.destroy(label.label());
        done.add(label);
      }
    } catch (HsmAway away) {
      return; // the rest is due next time
    }
  }

  synchronized List<HsmLabel> taken() {
    return gone;
  }
}
