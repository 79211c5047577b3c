package dev.strongroom.elevation;

import dev.strongroom.kernel.Shelf;
import dev.strongroom.model.AssignmentId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.TenantId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// All schedules of one generation, found by id and by principal.
public final class Schedules {
  private record Key(TenantId tenant, Level level, AssignmentId id) {}

  private final Shelf<Key, Schedule> byId;
  private final Shelf<PrincipalId, List<Schedule>> byPrincipal;

  public Schedules(List<Schedule> all) {
    Map<Key, Schedule> ids = LinkedHashMap.newLinkedHashMap(all.size());
    Map<PrincipalId, List<Schedule>> principals = new HashMap<>();
    for (Schedule one : all) {
      ids.put(new Key(one.place().grant().tenant(), one.level(), one.id()), one);
      principals.computeIfAbsent(one.place().grant().principal(), _ -> new ArrayList<>()).add(one);
    }
    this.byId = Shelf.of(ids);
    this.byPrincipal = Shelf.of(principals);
  }

  private Schedules(Shelf<Key, Schedule> byId, Shelf<PrincipalId, List<Schedule>> byPrincipal) {
    this.byId = byId;
    this.byPrincipal = byPrincipal;
  }

  /// With another schedule of this id, or none.
  public Schedules after(TenantId tenant, Level level, AssignmentId id, Optional<Schedule> now) {
    Key key = new Key(tenant, level, id);
    Shelf<PrincipalId, List<Schedule>> principals = byPrincipal;
    Optional<Schedule> before = byId.get(key);
    if (before.isPresent()) {
      principals = moved(principals, before.get(), Optional.empty());
    }
    if (now.isPresent()) {
      principals = moved(principals, now.get(), now);
    }
    return new Schedules(byId.changed(key, _ -> now), principals);
  }

  private static Shelf<PrincipalId, List<Schedule>> moved(
      Shelf<PrincipalId, List<Schedule>> all, Schedule about, Optional<Schedule> added) {
    return all.changed(
        about.place().grant().principal(),
        known ->
            Optional.of(
                    Stream.concat(
                            known.orElse(List.of()).stream().filter(one -> !one.equals(about)),
                            added.stream())
                        .toList())
                .filter(some -> !some.isEmpty()));
  }

  public List<Schedule> all() {
    return byId.values().toList();
  }

  int size() {
    return byId.size();
  }

  public Optional<Schedule> find(TenantId tenant, Level level, AssignmentId id) {
    return byId.get(new Key(tenant, level, id));
  }

  /// The one about exactly this, over or not.
  public Optional<Schedule> at(Level level, Place place) {
    return of(place.grant().principal(), level).stream()
        .filter(one -> one.place().sameAs(place))
        .findFirst();
  }

  public List<Schedule> of(PrincipalId principal, Level level) {
    return byPrincipal.get(principal).orElse(List.of()).stream()
        .filter(one -> one.level() == level)
        .toList();
  }
}
