package dev.strongroom.elevation;

import dev.strongroom.access.RoleCondition;
import dev.strongroom.access.Window;
import dev.strongroom.kernel.Governed;
import dev.strongroom.model.AssignmentId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// That somebody has a role at a scope for a time, or may take it. Its instance and, when the role
/// is held, its role assignment have the same id.
public record Schedule(
    Level level, AssignmentId id, Place place, Terms terms, Provenance provenance)
    implements Governed {
  /// @param later it was made to begin later than at once
  public record Terms(
      Instant start, boolean later, Optional<Instant> end, Optional<RoleCondition> condition) {
    public Window window() {
      return new Window(later ? Optional.of(start) : Optional.empty(), end);
    }
  }

  /// @param request what made it; empty for a role that was given without one
  /// @param linked the eligibility that was activated
  /// @param ended it was seen to be over; nothing brings it back
  public record Provenance(
      Optional<RequestId> request,
      Optional<AssignmentId> linked,
      Instant createdOn,
      Instant updatedOn,
      boolean ended) {}

  /// Whether it counts.
  public boolean isInForce(Instant now) {
    return !provenance.ended() && terms.window().includes(now);
  }

  public boolean isOver(Instant now) {
    return provenance.ended() || terms.window().isOver(now);
  }

  /// What lists show and are asked for.
  public Status status() {
    return terms.later() ? Status.ACCEPTED : Status.PROVISIONED;
  }

  public boolean isActivation() {
    return provenance.linked().isPresent();
  }

  Schedule with(Terms changed, Instant now) {
    Provenance before = provenance;
    return new Schedule(
        level,
        id,
        place,
        changed,
        new Provenance(before.request(), before.linked(), before.createdOn(), now, false));
  }

  /// No later than its eligibility.
  Schedule endingBy(Optional<Instant> limit, Instant now) {
    boolean within =
        limit.isEmpty() || terms.end().map(end -> !end.isAfter(limit.get())).orElse(false);
    return within
        ? this
        : with(new Terms(terms.start(), terms.later(), limit, terms.condition()), now);
  }

  Schedule over(Instant now) {
    Provenance before = provenance;
    return new Schedule(
        level,
        id,
        place,
        terms,
        new Provenance(before.request(), before.linked(), before.createdOn(), now, true));
  }

  @Override
  public Map<String, String> facts() {
    return Map.of(
        "type", "Microsoft.Authorization/" + level.prefix() + "Schedules",
        "name", id.toString(),
        "scope", place.scope().display(),
        "roleDefinitionId", place.grant().role().toString(),
        "principalId", place.grant().principal().toString(),
        "principalType", place.grant().type().wire());
  }
}
