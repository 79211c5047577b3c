package dev.strongroom.secrets;

import dev.strongroom.kernel.Work;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.sealing.Reseal;
import java.util.List;

/// Brings the secrets of a re-keyed vault under its newest key.
public record SecretReseal(Secrets secrets) implements Reseal {
  @Override
  public int reseal(Work work, VaultFacts vault, int newest, int max) {
    List<SealedSecret> old = secrets.store().sealedBefore(work.tx(), vault, newest, max);
    for (SealedSecret secret : old) {
      try (OpenedSecret opened = secrets.open(work.tx(), vault, secret)) {
        SealedSecret fresh = secrets.seal(work.tx(), vault, opened.properties(), opened.value());
        secrets.store().reseal(work.tx(), vault, work.approve(fresh));
      }
    }
    return old.size();
  }
}
