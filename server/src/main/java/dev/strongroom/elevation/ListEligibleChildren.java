package dev.strongroom.elevation;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.TenantId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The resources right below a scope where the caller may activate a role: what a narrowed
/// activation can be for.
///
/// @param types lower-case resource types to show; empty for all
public record ListEligibleChildren(
    Elevation elevation, TenantId tenant, ResourceId scope, Set<String> types)
    implements Operation<List<ListEligibleChildren.Child>> {
  public record Child(ResourceId id, Named named) {}

  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return ElevationActions.READ_ELIGIBLE_CHILDREN;
  }

  @Override
  public Target target() {
    return new Target.Resource(scope);
  }

  @Override
  public List<Child> run(Work work) {
    List<ResourceId> eligible =
        new Sight(elevation, work)
            .self().stream()
                .flatMap(
                    id -> elevation.store().schedules(work.tx()).of(id, Level.ELIGIBILITY).stream())
                .filter(one -> one.place().grant().tenant().equals(tenant))
                .filter(one -> one.isInForce(work.now()))
                .map(one -> one.place().scope())
                .filter(one -> covers(work, one, scope) || covers(work, scope, one))
                .toList();
    if (eligible.isEmpty()) {
      return List.of();
    }
    return elevation.surroundings().childrenOf(work.tx(), tenant, scope).stream()
        .filter(child ->
            eligible.stream().anyMatch(one -> covers(work, one, child) || covers(work, child, one)))
        .map(child -> new Child(child, elevation.surroundings().scope(work.tx(), child)))
        .filter(child ->
            types.isEmpty() || types.contains(child.named().type().toLowerCase(Locale.ROOT)))
        .toList();
  }

  private boolean covers(Work work, ResourceId above, ResourceId below) {
    return elevation.covers(work.tx(), tenant, above, below);
  }

  /// `resourceType eq 'subscription' or resourceType eq 'resourcegroup'`
  public static Set<String> types(String filter) {
    Optional<Set<String>> read = Optional.of(Set.of());
    if (!filter.isBlank()) {
      read = ResourceTypes.parse(filter);
    }
    return read.orElseThrow(() ->
        Refusals.invalid(
            "BadRequestFormat",
            "The filter '" + filter + "' is not supported. Use resourceType eq 'subscription'."));
  }
}
