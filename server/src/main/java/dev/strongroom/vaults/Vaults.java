package dev.strongroom.vaults;

import dev.strongroom.access.AccessStore;
import dev.strongroom.access.ScopeRemoval;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import dev.strongroom.sealing.Sealing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What the operations on vaults share.
public record Vaults(
    Resources resources,
    VaultStore store,
    Sealing sealing,
    VaultContents contents,
    AccessStore access,
    List<GroupMembers> groupMembers) {
  /// Rows destroyed in one transaction of a purge, so that other writers get their turn.
  static final int PURGE_BATCH = 500;

  /// The living vault at exactly this address.
  Vault existing(Work work, VaultAddress address) {
    resources.group(work.tx(), address.subscription(), address.group());
    return store
        .find(work.tx(), address.existing())
        .filter(vault -> vault.lives() && address.isOf(vault))
        .orElseThrow(address::notFound);
  }

  /// The same, locked for a change.
  Vault lockExisting(Work work, VaultAddress address) {
    resources.group(work.tx(), address.subscription(), address.group());
    return store
        .lock(work.tx(), address.existing())
        .filter(vault -> vault.lives() && address.isOf(vault))
        .orElseThrow(address::notFound);
  }

  /// Soft-deletes: the data plane is gone at once, the name stays taken, and the role assignments
  /// at and below the vault are gone for good, as in Azure.
  void softDelete(Work work, Vault vault) {
    Duration retention = Duration.ofDays(vault.about().retentionDays());
    Vault.Deletion deletion = new Vault.Deletion(work.now(), work.now().plus(retention), false);
    store.update(work.tx(), work.approve(vault.with(Optional.of(deletion))));
    removeAssignments(work, vault.about().resource());
  }

  void removeAssignments(Work work, ResourceId scope) {
    access.deleteUnder(work.tx(), work.approve(new ScopeRemoval(scope)));
  }

  /// One bounded step of a purge. The first step destroys the keys, so nothing can be read any more
  /// however long the rest takes. True when the vault and its name are gone.
  boolean purgeStep(Work work, Vault vault) {
    Vault.Deletion state = vault.deletion().orElseThrow();
    Vault purging =
        vault.with(Optional.of(new Vault.Deletion(state.at(), state.scheduledPurge(), true)));
    if (!state.purging()) {
      sealing.destroyVaultKeys(work, vault.about().id());
    }
    var approved = work.approve(purging);
    boolean empty = contents.destroySome(work.tx(), approved, PURGE_BATCH);
    if (empty) {
      store.remove(work.tx(), approved);
    } else {
      store.update(work.tx(), approved);
    }
    return empty;
  }

  static RuntimeException nameTaken(String name) {
    return new Problem.Conflict("VaultAlreadyExists", nameTakenText(name)).asException();
  }

  static String nameTakenText(String name) {
    return "The vault name '"
        + name
        + "' is already in use. Vault names are globally unique so it is possible that the name is"
        + " already taken. If you are sure that the vault name was not taken then it is possible"
        + " that a vault with the same name was recently deleted but not purged after being placed"
        + " in a recoverable state. If the vault is in a recoverable state then the vault will need"
        + " to be purged before reusing the name. For more information about VaultAlreadyExists,"
        + " soft delete and purging a vault follow this link"
        + " https://go.microsoft.com/fwlink/?linkid=2147740.";
  }

  static RuntimeException badRequest(String message) {
    return new Problem.Invalid("BadRequest", message).asException();
  }

  static RuntimeException unsaid(String parameter) {
    return badRequest("The parameter " + parameter + " is not specified.");
  }
}
