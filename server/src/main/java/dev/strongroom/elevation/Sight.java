package dev.strongroom.elevation;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Caller.Kind;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.TenantId;
import java.util.Optional;
import java.util.Set;

/// What a caller may see: what is its own, and what its rights show. To everyone else a name that
/// exists looks like one that does not.
final class Sight {
  private final Elevation elevation;
  private final Work work;
  private final Who.Principal who;
  private final Set<PrincipalId> self;

  Sight(Elevation elevation, Work work) {
    this.elevation = elevation;
    this.work = work;
    this.who = Elevation.caller(work);
    this.self = elevation.self(work, who.id());
  }

  Set<PrincipalId> self() {
    return self;
  }

  ScheduleRequest request(TenantId tenant, Level level, ResourceId scope, RequestId id) {
    Optional<ScheduleRequest> found =
        elevation
            .store()
            .request(work.tx(), tenant, level, id)
            .filter(one -> one.place().scope().equals(scope));
    if (found.isEmpty() || !isConcerned(found.get())) {
      demandReading(scope);
    }
    return found.orElseThrow(
        () -> Refusals.notFound(level.prefix() + "ScheduleRequest", id.toString()));
  }

  boolean isConcerned(ScheduleRequest request) {
    return isRequestor(request) || isTarget(request) || isApprover(request);
  }

  boolean isRequestor(ScheduleRequest request) {
    return request.progress().requestor().equals(who.id());
  }

  boolean isTarget(ScheduleRequest request) {
    return self.contains(request.place().grant().principal());
  }

  boolean isApprover(ScheduleRequest request) {
    return request.progress().stages().stream().anyMatch(one -> one.isFor(self, work.now()));
  }

  boolean mayAdminister(ResourceId scope) {
    return holds(ElevationActions.ADMINISTER, scope);
  }

  void demandReading(ResourceId scope) {
    if (!holds(ElevationActions.READ, scope)) {
      throw refused(ElevationActions.READ, scope);
    }
  }

  Refused refused(Action action, ResourceId scope) {
    String id = who.id().toString();
    String client =
        who.kind() == Kind.APP ? who.application().map(Object::toString).orElse(id) : id;
    return new Problem.AuthorizationFailed(client, id, action.name(), scope).asException();
  }

  private boolean holds(Action action, ResourceId scope) {
    return elevation.rights().holds(work.tx(), work.caller(), action.name(), scope, work.now());
  }
}
