package dev.strongroom.elevation;

import dev.strongroom.access.AccessStore;
import dev.strongroom.access.Rights;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Tx;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.TenantId;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// What the operations of this feature stand on.
public record Elevation(
    ElevationStore store, AccessStore access, Rights rights, Surroundings surroundings) {
  /// The tenant's limit for schedules of both kinds together, and for undecided requests.
  public static final int MAX_SCHEDULES = 100_000;

  public static final int MAX_PENDING = 1_000;

  /// What one principal may have of both, so that nobody uses up everybody's.
  public static final int MAX_OWN_PENDING = 50;

  public static final int MAX_OWN_ACTIVE = 100;

  /// Who asks; only principals get here.
  static Who.Principal caller(Work work) {
    return switch (work.caller().who()) {
      case Who.Principal who -> who;
      case Who.Job _, Who.Nobody _ ->
          throw new Problem.Unauthenticated(
                  "Authentication failed. The 'Authorization' header is missing.", Optional.empty())
              .asException();
    };
  }

  /// Whether `above` is `scope` or lies above it, management groups included.
  boolean covers(Tx tx, TenantId tenant, ResourceId above, ResourceId scope) {
    return access.table(tx).hierarchy().covers(tenant, above, scope);
  }

  /// How far below the root a place is, management groups included.
  int depth(Tx tx, Place place) {
    return access.table(tx).hierarchy().depth(place.grant().tenant(), place.scope());
  }

  /// The principal and its groups; of the caller also those that its token's issuer names.
  Set<PrincipalId> self(Work work, PrincipalId id) {
    Set<PrincipalId> self = new HashSet<>(surroundings.groupsOf(work.tx(), work.caller(), id));
    self.add(id);
    return self;
  }
}
