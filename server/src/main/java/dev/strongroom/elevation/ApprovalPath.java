package dev.strongroom.elevation;

import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.TenantId;
import java.util.Optional;
import java.util.stream.Stream;

/// Where an approval is asked for: by its name alone, or below the scope it is about.
public record ApprovalPath(TenantId tenant, Optional<ResourceId> scope, RequestId id) {
  /// The request that waits for it. Whom it does not concern learns nothing of it.
  ScheduleRequest find(Elevation elevation, Work work) {
    Sight sight = new Sight(elevation, work);
    return Stream.of(Level.values())
        .flatMap(level -> elevation.store().request(work.tx(), tenant, level, id).stream())
        .filter(one -> !one.progress().stages().isEmpty())
        .filter(one -> scope.map(at -> at.covers(one.place().scope())).orElse(true))
        .filter(one -> sight.isConcerned(one) || sight.mayAdminister(one.place().scope()))
        .findFirst()
        .orElseThrow(() -> Refusals.notFound("roleAssignmentApproval", id.toString()));
  }
}
