package dev.strongroom.vaults;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.Tags;
import dev.strongroom.model.TenantId;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.model.VaultId;
import dev.strongroom.model.VaultName;
import java.util.Optional;
import java.util.UUID;

/// Creates a vault with its key, or replaces the settings of the one at this address. A deleted
/// vault keeps its name: it is recovered or purged, never silently replaced.
///
/// @param rbacByDefault what a new vault gets that says nothing: true from api-version 2026-02-01
public record CreateOrUpdateVault(
    Vaults vaults, VaultAddress address, VaultDraft draft, boolean rbacByDefault)
    implements Operation<SavedVault> {
  public static final Action ACTION =
      Action.control("Microsoft.KeyVault/vaults/write", Effect.WRITE);

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
  public SavedVault run(Work work) {
    VaultName name = address.forNew();
    TenantId tenant = vaults.resources().subscription(work.tx(), address.subscription()).tenant();
    ResourceGroup group =
        vaults.resources().lockGroup(work.tx(), address.subscription(), address.group());
    String location = vaults.resources().locations().require(draft.location(), Vault.TYPE);
    draft.requireTenant(tenant);
    return vaults
        .store()
        .lock(work.tx(), name)
        .map(existing -> replace(work, existing, location))
        .orElseGet(() -> create(work, facts(work, name, group, tenant, location)));
  }

  private VaultFacts facts(
      Work work, VaultName name, ResourceGroup group, TenantId tenant, String location) {
    return new VaultFacts(
        new VaultId(new UUID(work.random().nextLong(), work.random().nextLong())),
        tenant,
        name,
        ResourceId.vault(address.subscription(), group.name().display(), name),
        location,
        draft.lifecycle().retentionForNew(),
        draft.lifecycle().protects(false));
  }

  private SavedVault create(Work work, VaultFacts facts) {
    Vault vault =
        new Vault(
            facts,
            draft.forNew(facts.tenant(), rbacByDefault),
            ResourceTags.checked(draft.tags().orElse(Tags.NONE)),
            Stamp.of(work),
            Stamp.of(work),
            Optional.empty());
    if (!vaults.store().insert(work.tx(), work.approve(vault))) {
      throw Vaults.nameTaken(address.vault());
    }
    vaults.sealing().createVaultKey(work, facts);
    return new SavedVault(vault, true);
  }

  private SavedVault replace(Work work, Vault existing, String location) {
    refuseOthers(existing);
    if (!existing.about().location().equals(location)) {
      throw elsewhere(existing, location);
    }
    Vault proposed =
        Changes.of(
            existing,
            draft.replacing(existing.settings(), existing.about().tenant()),
            draft.lifecycle(),
            ResourceTags.checked(draft.tags().orElse(Tags.NONE)));
    return new SavedVault(Changes.save(work, vaults, existing, proposed), false);
  }

  private void refuseOthers(Vault existing) {
    boolean ours = existing.subscription().equals(address.subscription());
    if (ours && existing.recoverable()) {
      throw new Problem.Conflict(
              "ConflictError",
              "A vault with the same name already exists in deleted state. You need to either"
                  + " recover or purge existing key vault. Follow this link"
                  + " https://go.microsoft.com/fwlink/?linkid=2149745 for more information on soft"
                  + " delete.")
          .asException();
    }
    if (!existing.lives() || !address.isOf(existing)) {
      throw Vaults.nameTaken(address.vault());
    }
  }

  private RuntimeException elsewhere(Vault existing, String wanted) {
    return new Problem.Conflict(
            "InvalidResourceLocation",
            "The resource '"
                + existing.name()
                + "' already exists in location '"
                + existing.about().location()
                + "' in resource group '"
                + existing.group()
                + "'. A resource with the same name cannot be created in location '"
                + wanted
                + "'. Please select a new resource name.")
        .asException();
  }
}
