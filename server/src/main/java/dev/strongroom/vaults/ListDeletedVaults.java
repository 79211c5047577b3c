package dev.strongroom.vaults;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.SubscriptionId;
import java.util.List;

/// The vaults of a subscription that can be recovered.
public record ListDeletedVaults(Vaults vaults, SubscriptionId subscription, PageRequest page)
    implements Operation<Page<Vault>> {
  public static final Action ACTION =
      Action.control("Microsoft.KeyVault/deletedVaults/read", Effect.READ);

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
    return new Target.Resource(ResourceId.subscription(subscription));
  }

  @Override
  public Page<Vault> run(Work work) {
    vaults.resources().subscription(work.tx(), subscription);
    List<Vault> found = vaults.store().deleted(work.tx(), subscription, page.oneMore());
    return Page.cut(found, page.size(), vault -> vault.name().canonical());
  }
}
