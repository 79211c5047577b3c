package dev.strongroom.access;

import dev.strongroom.kernel.Tx;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.TenantId;
import java.util.Optional;

/// What the directory knows of a principal that is about to get a role, or has one.
@FunctionalInterface
public interface Principals {
  /// Its type; empty when the tenant's directory has no such principal.
  Optional<PrincipalType> typeOf(Tx tx, TenantId tenant, PrincipalId id);

  /// Whether somebody can sign in as it now: who is disabled cannot, nor a group of nobody.
  default boolean canAct(Tx tx, TenantId tenant, PrincipalId id) {
    return typeOf(tx, tenant, id).isPresent();
  }
}
