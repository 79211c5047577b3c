package dev.strongroom.access;

import dev.strongroom.kernel.Tx;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.TenantId;
import java.util.List;

/// Everyone who could ask for anything. The directory answers it.
@FunctionalInterface
public interface Population {
  /// @param name for people to read
  record Member(PrincipalId id, PrincipalType type, String name) {}

  /// The tenant's principals, groups included.
  List<Member> of(Tx tx, TenantId tenant);
}
