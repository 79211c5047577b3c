package dev.strongroom.elevation;

import dev.strongroom.access.RoleDefinition;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.RoleId;
import dev.strongroom.model.TenantId;
import java.util.Optional;

/// Something, with what people call its parts.
public record Described<T>(T item, Named scope, Named role, Named principal) {
  /// With the status that it has now.
  static Described<ScheduleRequest> of(Elevation elevation, Work work, ScheduleRequest request) {
    ScheduleRequest now = request.with(request.status(work.now()), request.progress().target());
    return of(elevation, work, now, now.place());
  }

  static Described<Schedule> of(Elevation elevation, Work work, Schedule schedule) {
    return of(elevation, work, schedule, schedule.place());
  }

  private static <T> Described<T> of(Elevation elevation, Work work, T item, Place place) {
    Surroundings around = elevation.surroundings();
    return new Described<>(
        item,
        around.scope(work.tx(), place.scope()),
        role(elevation, work, place.grant().tenant(), place.grant().role()),
        around
            .principal(work.tx(), place.grant().principal())
            .orElseGet(() ->
                new Named(
                    place.grant().principal().toString(),
                    place.grant().type().wire(),
                    Optional.empty())));
  }

  static Named role(Elevation elevation, Work work, TenantId tenant, RoleId role) {
    return elevation
        .access()
        .table(work.tx())
        .definition(tenant, role)
        .map(Described::named)
        .orElseGet(() -> new Named(role.toString(), "CustomRole", Optional.empty()));
  }

  private static Named named(RoleDefinition role) {
    return new Named(role.name(), role.builtIn() ? "BuiltInRole" : "CustomRole", Optional.empty());
  }
}
