package dev.strongroom.managedhsm;

import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Work;
import dev.strongroom.localroles.LocalRoles;
import dev.strongroom.sealing.Sealing;
import dev.strongroom.vaults.GroupMembers;
import dev.strongroom.vaults.PageRequest;
import dev.strongroom.vaults.ResourceGroup;
import dev.strongroom.vaults.Resources;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What the operations on managed HSMs share.
public record ManagedHsms(
    Resources resources, HsmStore store, Sealing sealing, LocalRoles roles, Domains domains)
    implements GroupMembers {
  /// Rows destroyed in one transaction of a purge, so that other writers get their turn.
  static final int PURGE_BATCH = 500;

  /// The living HSM at exactly this address.
  ManagedHsm existing(Work work, HsmAddress address) {
    resources.group(work.tx(), address.subscription(), address.group());
    return store
        .find(work.tx(), address.existing())
        .filter(hsm -> hsm.lives() && address.isOf(hsm))
        .orElseThrow(address::notFound);
  }

  /// The same, locked for a change.
  ManagedHsm lockExisting(Work work, HsmAddress address) {
    resources.group(work.tx(), address.subscription(), address.group());
    return store
        .lock(work.tx(), address.existing())
        .filter(hsm -> hsm.lives() && address.isOf(hsm))
        .orElseThrow(address::notFound);
  }

  /// Soft-deletes: the data plane is gone at once, the name stays taken. Local roles stay, because
  /// only they could let anyone into a recovered HSM.
  void softDelete(Work work, ManagedHsm hsm) {
    Duration retention = Duration.ofDays(hsm.about().retentionDays());
    ManagedHsm.Deletion deletion =
        new ManagedHsm.Deletion(work.now(), work.now().plus(retention), false);
    store.update(work.tx(), work.approve(hsm.with(Optional.of(deletion))));
  }

  /// One bounded step of a purge. The first step destroys the keys that its values are sealed with,
  /// so nothing can be read any more however long the rest takes. True when the HSM and its name
  /// are gone.
  boolean purgeStep(Work work, ManagedHsm hsm) {
    ManagedHsm.Deletion state = hsm.state().deletion().orElseThrow();
    var purging =
        work.approve(
            hsm.with(
                Optional.of(new ManagedHsm.Deletion(state.at(), state.scheduledPurge(), true))));
    if (!state.purging()) {
      sealing.destroyVaultKeys(work, hsm.about().id());
    }
    boolean empty = store.destroySome(work.tx(), purging, PURGE_BATCH);
    if (empty) {
      store.remove(work.tx(), purging);
    } else {
      store.update(work.tx(), purging);
    }
    return empty;
  }

  /// The HSMs of a resource group that is deleted are soft-deleted, as its vaults are.
  @Override
  public void deleteAll(Work work, ResourceGroup group) {
    PageRequest all = new PageRequest(PageRequest.MAX_SIZE, Optional.empty());
    List<ManagedHsm> inside = store.inGroup(work.tx(), group.subscription(), group.name(), all);
    if (inside.size() == PageRequest.MAX_SIZE) {
      throw new Problem.Conflict(
              "ResourceGroupDeletionBlocked",
              "The resource group '"
                  + group.name()
                  + "' holds "
                  + PageRequest.MAX_SIZE
                  + " managed HSMs or more. Delete some of them first.")
          .asException();
    }
    inside.forEach(hsm -> softDelete(work, hsm));
  }

  static String nameTaken(String name) {
    return "The managed HSM name '"
        + name
        + "' is already in use, by an HSM that lives or by a deleted one that was not purged yet.";
  }
}
