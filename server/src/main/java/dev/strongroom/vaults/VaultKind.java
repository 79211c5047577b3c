package dev.strongroom.vaults;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.SubscriptionId;
import java.util.List;
import java.util.Optional;

/// Vaults among the resources.
public record VaultKind(VaultStore store) implements ResourceKind {
  @Override
  public String type() {
    return Vault.TYPE;
  }

  @Override
  public Action read() {
    return GetVault.ACTION;
  }

  @Override
  public List<Listed> list(
      Tx tx, SubscriptionId subscription, Optional<GroupName> group, PageRequest page) {
    List<Vault> found =
        group
            .map(name -> store.inGroup(tx, subscription, name, page))
            .orElseGet(() -> store.inSubscription(tx, subscription, page));
    return found.stream().map(this::listed).toList();
  }

  private Listed listed(Vault vault) {
    return new Listed(
        vault.name().canonical(),
        vault.about().resource(),
        type(),
        vault.about().location(),
        vault.tags());
  }
}
