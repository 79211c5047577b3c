package dev.strongroom.access;

import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Tx;
import java.util.function.Supplier;

/// Roles that are what they are: nobody gives or takes one here.
public record GivenRoles(Supplier<RoleTable> now) implements AccessStore {
  @Override
  public RoleTable table(Tx tx) {
    return now.get();
  }

  @Override
  public boolean insert(Tx tx, Approved<RoleAssignment> assignment) {
    throw new AssertionError("no role is given here");
  }

  @Override
  public void update(Tx tx, Approved<RoleAssignment> assignment) {
    throw new AssertionError("no role is changed here");
  }

  @Override
  public void delete(Tx tx, Approved<RoleAssignment> assignment) {
    throw new AssertionError("no role is taken here");
  }

  @Override
  public void deleteUnder(Tx tx, Approved<ScopeRemoval> removal) {
    throw new AssertionError("no scope is removed here");
  }
}
