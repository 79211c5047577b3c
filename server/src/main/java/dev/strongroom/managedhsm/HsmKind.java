package dev.strongroom.managedhsm;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.vaults.GroupName;
import dev.strongroom.vaults.PageRequest;
import dev.strongroom.vaults.ResourceKind;
import java.util.List;
import java.util.Optional;

/// Managed HSMs among the resources.
public record HsmKind(HsmStore store) implements ResourceKind {
  @Override
  public String type() {
    return ManagedHsm.TYPE;
  }

  @Override
  public Action read() {
    return GetManagedHsm.ACTION;
  }

  @Override
  public List<Listed> list(
      Tx tx, SubscriptionId subscription, Optional<GroupName> group, PageRequest page) {
    List<ManagedHsm> found =
        group
            .map(name -> store.inGroup(tx, subscription, name, page))
            .orElseGet(() -> store.inSubscription(tx, subscription, page));
    return found.stream().map(this::listed).toList();
  }

  private Listed listed(ManagedHsm hsm) {
    return new Listed(
        hsm.name().canonical(), hsm.about().resource(), type(), hsm.about().location(), hsm.tags());
  }
}
