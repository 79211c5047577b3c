package dev.strongroom.vaults;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import java.util.Optional;

/// PUT with `createMode: recover`: the deleted vault lives again at the address that it had, with
/// the settings and contents that it had. Its role assignments stay deleted, as in Azure.
public record RecoverVault(Vaults vaults, VaultAddress address, Optional<String> location)
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
    vaults.resources().lockGroup(work.tx(), address.subscription(), address.group());
    String place = vaults.resources().locations().require(location, Vault.TYPE);
    Vault deleted =
        vaults
            .store()
            .lock(work.tx(), address.forNew())
            .filter(vault -> vault.recoverable() && address.isOf(vault))
            .filter(vault -> vault.about().location().equals(place))
            .orElseThrow(RecoverVault::nothingToRecover);
    Vault recovered = deleted.with(Optional.empty()).with(deleted.settings(), Stamp.of(work));
    vaults.store().update(work.tx(), work.approve(recovered));
    return recovered;
  }

  private static RuntimeException nothingToRecover() {
    return new Problem.Invalid(
            "SoftDeletedVaultDoesNotExist",
            "A soft deleted vault with the given name does not exist. Ensure that the name for the"
                + " vault that is being attempted to recover is in a recoverable state. For more"
                + " information on soft delete please follow this link"
                + " https://go.microsoft.com/fwlink/?linkid=2149745")
        .asException();
  }
}
