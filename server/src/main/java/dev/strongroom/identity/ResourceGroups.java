package dev.strongroom.identity;

import dev.strongroom.kernel.Tx;
import dev.strongroom.model.SubscriptionId;

/// Which resource groups there are; an identity lies in one.
@FunctionalInterface
public interface ResourceGroups {
  boolean exists(Tx tx, SubscriptionId subscription, String group);
}
