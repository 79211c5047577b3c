package dev.strongroom.access;

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
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Who holds what and who may take what, found by name and by principal. Immutable; a copy with one
/// assignment more or less is cheap, however many there are.
final class Holdings {
  /// What a tenant calls an assignment.
  record Name(TenantId tenant, AssignmentId id) {
    static Name of(RoleAssignment one) {
      return new Name(one.grant().tenant(), one.id());
    }
  }

  /// @param counted of each principal those that grant anything at all
  private record Index(Shelf<Name, RoleAssignment> all, Shelf<PrincipalId, List<Held>> counted) {
    static Index of(List<RoleAssignment> all, Function<RoleAssignment, Optional<Held>> compile) {
      Map<Name, RoleAssignment> byName = LinkedHashMap.newLinkedHashMap(all.size());
      all.forEach(one -> byName.put(Name.of(one), one));
      Map<PrincipalId, List<Held>> counted = new HashMap<>();
      for (RoleAssignment one : byName.values()) {
        compile
            .apply(one)
            .ifPresent(
                held -> counted.computeIfAbsent(principal(one), _ -> new ArrayList<>()).add(held));
      }
      return new Index(Shelf.of(byName), Shelf.of(counted));
    }

    Index without(Name name) {
      return all.get(name)
          .map(one ->
              new Index(
                  all.without(name),
                  counted.changed(
                      principal(one),
                      before ->
                          before
                              .map(some -> but(some, held -> held.assignment().equals(one)))
                              .filter(some -> !some.isEmpty()))))
          .orElse(this);
    }

    /// What was there under this name has gone before.
    Index with(RoleAssignment one, Optional<Held> compiled) {
      return new Index(
          all.with(Name.of(one), one),
          compiled
              .map(held ->
                  counted.changed(
                      principal(one), before -> Optional.of(plus(before.orElse(List.of()), held))))
              .orElse(counted));
    }
  }

  private final Roles roles;
  private final Index given;
  private final Index takeable;

  /// By the eligibility that they were made from, whether that is there or not.
  private final Shelf<Name, List<RoleAssignment>> activations;

  private Holdings(
      Roles roles, Index given, Index takeable, Shelf<Name, List<RoleAssignment>> activations) {
    this.roles = roles;
    this.given = given;
    this.takeable = takeable;
    this.activations = activations;
  }

  static Holdings of(
      Roles roles, List<RoleAssignment> assignments, List<RoleAssignment> eligibilities) {
    Index takeable = Index.of(eligibilities, one -> takeable(roles, one));
    Index given = Index.of(assignments, one -> given(roles, one, takeable));
    Map<Name, List<RoleAssignment>> activations = new HashMap<>();
    given
        .all()
        .values()
        .forEach(one ->
            madeFrom(one)
                .ifPresent(
                    name -> activations.computeIfAbsent(name, _ -> new ArrayList<>()).add(one)));
    return new Holdings(roles, given, takeable, Shelf.of(activations));
  }

  /// The same under other roles.
  Holdings under(Roles others) {
    return of(others, assignments().toList(), eligibilities().toList());
  }

  /// With another assignment of this name, or none.
  Holdings withAssignment(Name name, Optional<RoleAssignment> now) {
    Shelf<Name, List<RoleAssignment>> made = activations;
    Optional<RoleAssignment> before = given.all().get(name);
    Optional<Name> left = before.flatMap(Holdings::madeFrom);
    if (left.isPresent()) {
      made =
          made.changed(
              left.get(),
              all ->
                  all.map(some -> but(some, one -> Name.of(one).equals(name)))
                      .filter(some -> !some.isEmpty()));
    }
    Index changed = given.without(name);
    if (now.isPresent()) {
      RoleAssignment one = now.get();
      changed = changed.with(one, given(roles, one, takeable));
      Optional<Name> from = madeFrom(one);
      if (from.isPresent()) {
        made = made.changed(from.get(), all -> Optional.of(plus(all.orElse(List.of()), one)));
      }
    }
    return new Holdings(roles, changed, takeable, made);
  }

  /// With another eligibility of this name, or none; what was activated from it follows it.
  Holdings withEligibility(Name name, Optional<RoleAssignment> now) {
    Index offered = takeable.without(name);
    if (now.isPresent()) {
      offered = offered.with(now.get(), takeable(roles, now.get()));
    }
    Index changed = given;
    for (RoleAssignment one : activations.get(name).orElse(List.of())) {
      changed = changed.without(Name.of(one)).with(one, given(roles, one, offered));
    }
    return new Holdings(roles, changed, offered, activations);
  }

  Stream<RoleAssignment> assignments() {
    return given.all().values();
  }

  Stream<RoleAssignment> eligibilities() {
    return takeable.all().values();
  }

  int size() {
    return given.all().size();
  }

  Optional<RoleAssignment> assignment(Name name) {
    return given.all().get(name);
  }

  Optional<RoleAssignment> eligibility(Name name) {
    return takeable.all().get(name);
  }

  List<Held> heldBy(PrincipalId principal) {
    return given.counted().get(principal).orElse(List.of());
  }

  List<Held> openTo(PrincipalId principal) {
    return takeable.counted().get(principal).orElse(List.of());
  }

  private static Optional<Held> takeable(Roles roles, RoleAssignment one) {
    return roles.held(one, Optional.empty(), "roleEligibilitySchedules");
  }

  private static Optional<Held> given(Roles roles, RoleAssignment one, Index takeable) {
    Optional<Name> from = madeFrom(one);
    Optional<RoleAssignment> source =
        from.flatMap(name -> takeable.all().get(name)).filter(found -> bears(roles, found, one));
    return from.isPresent() && source.isEmpty()
        ? Optional.empty()
        : roles.held(one, source, "roleAssignments");
  }

  /// Whether an activation still has what it was made from, and that reaches as far.
  private static boolean bears(Roles roles, RoleAssignment from, RoleAssignment activation) {
    return from.grant().role().equals(activation.grant().role())
        && roles.hierarchy().covers(activation.grant().tenant(), from.scope(), activation.scope());
  }

  private static Optional<Name> madeFrom(RoleAssignment one) {
    return one.details().activated().map(id -> new Name(one.grant().tenant(), id));
  }

  private static PrincipalId principal(RoleAssignment one) {
    return one.grant().principal();
  }

  private static <E> List<E> plus(List<E> all, E one) {
    return Stream.concat(all.stream(), Stream.of(one)).toList();
  }

  private static <E> List<E> but(List<E> all, Predicate<E> gone) {
    return all.stream().filter(gone.negate()).toList();
  }
}
