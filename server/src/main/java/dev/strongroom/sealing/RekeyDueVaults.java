package dev.strongroom.sealing;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.VaultId;
import dev.strongroom.trust.KeyWear;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A job: gives a new key to vaults whose key has sealed 2^30 values or, where an age was asked
/// for, is older. Answers how many it did; once a day is often enough.
public record RekeyDueVaults(Sealing sealing, Optional<Duration> maxAge)
    implements Operation<Integer> {
  static final int VAULTS_MAX = 100;

  @Override
  public String name() {
    return "DueVaultsRekey";
  }

  @Override
  public Action action() {
    return Action.control("Strongroom/vaultKeys/write", Action.Effect.WRITE);
  }

  @Override
  public Target target() {
    return new Target.Server();
  }

  @Override
  public Integer run(Work work) {
    Instant madeUntil = maxAge.map(age -> work.now().minus(age)).orElse(Instant.EPOCH);
    List<VaultId> due = sealing.store().due(work.tx(), KeyWear.REKEY_AT, madeUntil, VAULTS_MAX);
    due.forEach(vault -> sealing.rekey(work, vault));
    return due.size();
  }
}
