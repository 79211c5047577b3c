package dev.strongroom.vaults;

import dev.strongroom.access.AccessPolicies;
import dev.strongroom.access.AccessPolicy;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import java.util.List;

/// `accessPolicies/{add|replace|remove}`: changes the entries that the request names and leaves the
/// others. The answer is the request's entries, as in Azure.
public record ChangeAccessPolicies(
    Vaults vaults, VaultAddress address, Kind kind, AccessPolicies entries)
    implements Operation<Vault> {
  public static final Action ACTION =
      Action.control("Microsoft.KeyVault/vaults/accessPolicies/write", Effect.WRITE);

  public enum Kind {
    ADD,
    REPLACE,
    REMOVE
  }

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
    VaultDraft.checkTenants(entries, existing.about().tenant());
    VaultSettings settings =
        existing.settings().with(changed(existing.settings().policies(), entries.entries()));
    Vault proposed = existing.with(settings, Stamp.of(work));
    vaults.store().update(work.tx(), work.approve(proposed));
    return proposed;
  }

  private AccessPolicies changed(AccessPolicies old, List<AccessPolicy> changes) {
    return switch (kind) {
      case ADD -> old.add(changes);
      case REPLACE -> old.replace(changes);
      case REMOVE -> old.remove(changes);
    };
  }
}
