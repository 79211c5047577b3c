package dev.strongroom.managedhsm;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.Tags;
import dev.strongroom.model.TenantId;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.model.VaultId;
import dev.strongroom.model.VaultName;
import dev.strongroom.vaults.ResourceTags;
import dev.strongroom.vaults.Stamp;
import java.util.UUID;

/// Creates a managed HSM with its first administrators, or replaces what can be changed of the one
/// at this address. A new one is not activated: its data plane is closed until its security domain
/// is in somebody's hands.
public record CreateOrUpdateManagedHsm(ManagedHsms hsms, HsmAddress address, HsmDraft draft)
    implements Operation<ManagedHsm> {
  public static final Action ACTION =
      Action.control("Microsoft.KeyVault/managedHSMs/write", Effect.WRITE);

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
  public ManagedHsm run(Work work) {
    VaultName name = address.forNew();
    TenantId tenant = hsms.resources().subscription(work.tx(), address.subscription()).tenant();
    hsms.resources().lockGroup(work.tx(), address.subscription(), address.group());
    String location = hsms.resources().locations().require(draft.location(), ManagedHsm.TYPE);
    draft.requireTenant(tenant);
    return hsms.store()
        .lock(work.tx(), name)
        .map(existing -> replace(work, existing, location))
        .orElseGet(() -> create(work, name, tenant, location));
  }

  private ManagedHsm create(Work work, VaultName name, TenantId tenant, String location) {
    VaultFacts facts =
        new VaultFacts(
            new VaultId(new UUID(work.random().nextLong(), work.random().nextLong())),
            tenant,
            name,
            address.resource(),
            location,
            draft.lifecycle().besides(false).retentionForNew(),
            draft.lifecycle().protects(false));
    ManagedHsm hsm =
        new ManagedHsm(
            facts,
            draft.forNew(),
            ManagedHsm.State.NEW,
            ResourceTags.checked(draft.tags().orElse(Tags.NONE)),
            Stamp.of(work),
            Stamp.of(work));
    if (!hsms.store().insert(work.tx(), work.approve(hsm))) {
      throw taken();
    }
    hsms.sealing().createVaultKey(work, facts);
    hsm.settings().admins().forEach(admin -> hsms.roles().giveAdministrator(work, facts, admin));
    return hsm;
  }

  private ManagedHsm replace(Work work, ManagedHsm existing, String location) {
    if (existing.subscription().equals(address.subscription()) && existing.recoverable()) {
      throw new Problem.Conflict(
              "ConflictError",
              "A managed HSM with the same name already exists in deleted state. Recover it"
                  + " (createMode recover) or purge it first.")
          .asException();
    }
    if (!existing.lives() || !address.isOf(existing)) {
      throw taken();
    }
    if (!existing.about().location().equals(location)) {
      throw new Problem.Conflict(
              "InvalidResourceLocation",
              "The resource '"
                  + existing.name()
                  + "' already exists in location '"
                  + existing.about().location()
                  + "'.")
          .asException();
    }
    Tags tags = draft.tags().orElse(Tags.NONE);
    return HsmChanges.save(work, hsms, existing, draft, tags);
  }

  private RuntimeException taken() {
    return new Problem.Conflict("ManagedHsmAlreadyExists", ManagedHsms.nameTaken(address.hsm()))
        .asException();
  }
}
