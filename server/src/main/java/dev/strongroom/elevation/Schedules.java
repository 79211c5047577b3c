package dev.strongroom.elevation;

import dev.strongroom.model.AssignmentId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.TenantId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All schedules of one generation, found by id and by principal.
public final class Schedules {
  private record Key(TenantId tenant, Level level, AssignmentId id) {}

  private final List<Schedule> all;
  private final Map<Key, Schedule> byId = new HashMap<>();
  private final Map<PrincipalId, List<Schedule>> byPrincipal = new HashMap<>();

  public Schedules(List<Schedule> all) {
    this.all = List.copyOf(all);
    for (Schedule one : this.all) {
      byId.put(new Key(one.place().grant().tenant(), one.level(), one.id()), one);
      byPrincipal.computeIfAbsent(one.place().grant().principal(), _ -> new ArrayList<>()).add(one);
    }
  }

  public List<Schedule> all() {
    return all;
  }

  public Optional<Schedule> find(TenantId tenant, Level level, AssignmentId id) {
    return Optional.ofNullable(byId.get(new Key(tenant, level, id)));
  }

  /// The one about exactly this, over or not.
  public Optional<Schedule> at(Level level, Place place) {
    return of(place.grant().principal(), level).stream()
        .filter(one -> one.place().sameAs(place))
        .findFirst();
  }

  public List<Schedule> of(PrincipalId principal, Level level) {
    return byPrincipal.getOrDefault(principal, List.of()).stream()
        .filter(one -> one.level() == level)
        .toList();
  }
}
