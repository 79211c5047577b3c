package dev.strongroom.vaults;

import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.Tags;
import java.util.function.UnaryOperator;

/// The tags of a vault.
public record TagsOfVault(Vaults vaults, VaultAddress address) implements TagPlace {
  @Override
  public ResourceId resource() {
    return address.resource();
  }

  @Override
  public Tags tags(Work work) {
    return vaults.existing(work, address).tags();
  }

  @Override
  public Tags retag(Work work, UnaryOperator<Tags> change) {
    Vault old = vaults.lockExisting(work, address);
    Vault proposed = Changes.of(old, old.settings(), Lifecycle.UNSAID, change.apply(old.tags()));
    return Changes.save(work, vaults, old, proposed).tags();
  }
}
