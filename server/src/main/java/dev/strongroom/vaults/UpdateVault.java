package dev.strongroom.vaults;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;

/// PATCH: changes what the request names and nothing else. It never changes the permission model by
/// a default.
public record UpdateVault(Vaults vaults, VaultAddress address, VaultDraft draft)
    implements Operation<Vault> {
  public static final Action ACTION = CreateOrUpdateVault.ACTION;

  @Override
  public String name() {
    return ACTION.name();
  }

  @Override
  public Action action() {
    return ACTION;
  }

  @Override
  public Target target() {
    return address.target();
  }

  @Override
  public Vault run(Work work) {
    Vault existing = vaults.lockExisting(work, address);
    Vault proposed =
        Changes.of(
            existing,
            draft.patching(existing.settings(), existing.about().tenant()),
            draft.lifecycle(),
            ResourceTags.checked(draft.tags().orElse(existing.tags())));
    return Changes.save(work, vaults, existing, proposed);
  }
}
