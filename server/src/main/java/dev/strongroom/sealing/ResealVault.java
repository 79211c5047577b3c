package dev.strongroom.sealing;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.VaultFacts;
import java.util.List;

/// Seals a batch of a vault's old values under its newest key; answers how many. Repeat until it
/// answers 0. Old versions of the key stay, for values in transactions under way.
public record ResealVault(Sealing sealing, KeyedVaults vaults, List<Reseal> features, VaultAt vault)
    implements Operation<Integer> {
  /// So that other writers wait for one batch only.
  static final int BATCH_MAX = 200;

  public ResealVault {
    features = List.copyOf(features);
  }

  @Override
  public String name() {
    return "VaultReseal";
  }

  @Override
  public Action action() {
    return RekeyVault.CHANGES_VAULT;
  }

  @Override
  public Target target() {
    return new Target.Resource(vault.id());
  }

  @Override
  public Integer run(Work work) {
    VaultFacts facts = vault.in(vaults, work.tx());
    int newest = sealing.newestVersion(work.tx(), facts.id());
    int done = 0;
    for (Reseal feature : features) {
      if (done < BATCH_MAX) {
        done += feature.reseal(work, facts, newest, BATCH_MAX - done);
      }
    }
    work.note("resealed", Integer.toString(done));
    return done;
  }
}
