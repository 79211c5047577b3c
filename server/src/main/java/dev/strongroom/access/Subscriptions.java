package dev.strongroom.access;

import dev.strongroom.kernel.Tx;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.model.TenantId;
import java.util.Optional;

/// Which tenant a subscription trusts: a caller of another tenant has no access in it, whatever
/// roles it holds at `/`.
@FunctionalInterface
public interface Subscriptions {
  Optional<TenantId> tenantOf(Tx tx, SubscriptionId subscription);
}
