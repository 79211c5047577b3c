package dev.strongroom.elevation;

import dev.strongroom.kernel.Work;
import dev.strongroom.model.PrincipalId;
import java.util.Optional;

/// A policy, with what people call its scope, its role and who changed it.
public record PolicyView(Policy policy, Named scope, Named role, Optional<Named> changedBy) {
  static PolicyView of(Elevation elevation, Work work, Policy policy) {
    return new PolicyView(
        policy,
        elevation.surroundings().scope(work.tx(), policy.key().scope()),
        Described.role(elevation, work, policy.key().tenant(), policy.key().role()),
        policy
            .changed()
            .flatMap(change -> PrincipalId.parse(change.by()))
            .flatMap(id -> elevation.surroundings().principal(work.tx(), id)));
  }
}
