package dev.strongroom.elevation;

import dev.strongroom.access.Memberships;
import dev.strongroom.access.PrincipalType;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.TenantId;
import java.util.List;
import java.util.Optional;

/// What the directory and the resources know.
public interface Surroundings extends Memberships {
  /// Empty when the tenant's directory has no such principal.
  Optional<PrincipalType> typeOf(Tx tx, TenantId tenant, PrincipalId id);

  /// Whether the principal may still sign in.
  boolean isEnabled(Tx tx, PrincipalId id);

  /// Whether somebody can sign in as it now, also through a group.
  boolean canAct(Tx tx, TenantId tenant, PrincipalId id);

  Optional<Named> principal(Tx tx, PrincipalId id);

  Named scope(Tx tx, ResourceId scope);

  /// The subscriptions of the root, the groups of a subscription, the vaults of a group.
  List<ResourceId> childrenOf(Tx tx, TenantId tenant, ResourceId scope);
}
