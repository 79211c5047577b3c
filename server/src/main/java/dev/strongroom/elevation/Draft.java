package dev.strongroom.elevation;

import dev.strongroom.access.PrincipalType;
import dev.strongroom.access.RoleAssignment;
import dev.strongroom.access.RoleAssignment.Grant;
import dev.strongroom.elevation.ScheduleRequest.Wish;
import dev.strongroom.kernel.Traits;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.AssignmentId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.RoleId;
import dev.strongroom.model.TenantId;
import java.util.Optional;

/// A request as a client writes it.
///
/// @param id the name it is to have
public record Draft(Level level, RequestId id, ResourceId scope, Whom whom, Wish wish) {
  /// @param type what the client says the principal is; asked for only when nobody knows it
  public record Whom(
      TenantId tenant, RoleId role, PrincipalId principal, Optional<PrincipalType> type) {}

  Optional<PrincipalType> type(Elevation elevation, Tx tx) {
    return elevation.surroundings().typeOf(tx, whom.tenant(), whom.principal()).or(whom::type);
  }

  /// The same, of that eligibility.
  Draft of(AssignmentId eligibility) {
    Wish linked =
        new Wish(
            wish.type(), wish.timing(), wish.reason(), wish.condition(), Optional.of(eligibility));
    return new Draft(level, id, scope, whom, linked);
  }

  Place place(PrincipalType type) {
    return new Place(scope, new Grant(whom.tenant(), whom.role(), whom.principal(), type));
  }

  /// So that who may give some roles to some principals only may do no more for a time.
  Traits traits(Elevation elevation, Tx tx) {
    return Traits.ofRequest(
        RoleAssignment.traits(
            whom.role(),
            whom.principal(),
            elevation.surroundings().typeOf(tx, whom.tenant(), whom.principal())));
  }
}
