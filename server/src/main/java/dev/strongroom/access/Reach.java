package dev.strongroom.access;

import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.TenantId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/// All roles of one principal, its groups' included, and all denials that bind it, found by scope.
final class Reach {
  private static final int MAX_REMEMBERED = 1_000;

  /// Whose it is.
  record Owner(TenantId tenant, Set<PrincipalId> groups) {}

  /// What stands at a scope and above it.
  private record Covering(List<Held> held, List<Denial> denials) {}

  private final Owner owner;
  private final Hierarchy hierarchy;
  private final Map<String, List<Held>> byScope = new HashMap<>();
  private final Map<String, List<Denial>> denialsByScope = new HashMap<>();
  private final List<Held> eligible;
  private final Map<String, Covering> remembered = new ConcurrentHashMap<>();

  /// @param eligible what could be activated, for who looks on
  Reach(
      Owner owner,
      Hierarchy hierarchy,
      List<Held> held,
      List<Held> eligible,
      List<Denial> denials) {
    this.owner = owner;
    this.hierarchy = hierarchy;
    this.eligible = List.copyOf(eligible);
    for (Held one : held) {
      byScope
          .computeIfAbsent(one.assignment().scope().canonical(), _ -> new ArrayList<>())
          .add(one);
    }
    for (Denial one : denials) {
      denialsByScope
          .computeIfAbsent(one.assignment().scope().canonical(), _ -> new ArrayList<>())
          .add(one);
    }
  }

  /// Whether it was made for a caller of this tenant and these groups. The same object needs no
  /// comparison; another must be compared, because a removed member may not keep a role.
  boolean isFor(TenantId home, Set<PrincipalId> others) {
    Set<PrincipalId> groups = owner.groups();
    return owner.tenant().equals(home) && (groups == others || groups.equals(others));
  }

  /// What roles and denials at `resource` or above it say.
  Judgement judge(Ask ask, ResourceId resource) {
    Covering covering = covering(resource.canonical());
    Judgement judged = new Judgement(first(covering.held(), ask), denial(covering.denials(), ask));
    showEligible(ask, resource);
    return judged;
  }

  /// The same for a single object of a vault, whose own scope counts too. Nothing is remembered of
  /// objects: callers could name any number of them.
  Judgement judge(Ask ask, ResourceId vault, ResourceId object) {
    Covering covering = covering(vault.canonical());
    Optional<Held> grant = first(covering.held(), ask);
    if (grant.isEmpty() || ask.trace().on()) {
      Optional<Held> own = first(byScope.getOrDefault(object.canonical(), List.of()), ask);
      grant = grant.isPresent() ? grant : own;
    }
    Judgement judged = new Judgement(grant, denial(denials(covering, object), ask));
    showEligible(ask, object);
    return judged;
  }

  /// What could be activated and is not: it grants nothing, and is told to who looks on.
  private void showEligible(Ask ask, ResourceId resource) {
    if (ask.trace().on()) {
      eligible.stream()
          .filter(one -> hierarchy.covers(owner.tenant(), one.assignment().scope(), resource))
          .map(one -> Sightings.ofEligibility(one, one.weigh(ask)))
          .forEach(ask.trace()::saw);
    }
  }

  private List<Denial> denials(Covering covering, ResourceId object) {
    if (denialsByScope.isEmpty()) {
      return List.of();
    }
    List<Denial> found =
        new ArrayList<>(covering.denials().stream().filter(Denial::reachesBelow).toList());
    found.addAll(denialsByScope.getOrDefault(object.canonical(), List.of()));
    return found;
  }

  /// Every role held at `resource` or above.
  List<Held> covering(ResourceId resource) {
    return covering(resource.canonical()).held();
  }

  /// Whether any role is held at `scope`, above it or below it.
  boolean touches(ResourceId scope, Predicate<RoleAssignment> inForce) {
    return any(covering(scope), inForce)
        || byScope.entrySet().stream()
            .anyMatch(held -> isBelow(held.getKey(), scope) && any(held.getValue(), inForce));
  }

  private boolean isBelow(String held, ResourceId scope) {
    return hierarchy.covers(owner.tenant(), scope, new ResourceId(held, held));
  }

  private static boolean any(List<Held> held, Predicate<RoleAssignment> inForce) {
    return held.stream().anyMatch(one -> one.counts(inForce));
  }

  private Covering covering(String scope) {
    Covering known = remembered.get(scope);
    if (known != null) {
      return known;
    }
    List<Held> held = new ArrayList<>();
    List<Denial> denials = new ArrayList<>();
    for (String at : hierarchy.chain(owner.tenant(), scope)) {
      held.addAll(byScope.getOrDefault(at, List.of()));
      denialsByScope.getOrDefault(at, List.of()).stream()
          .filter(one -> one.reachesBelow() || at.equals(scope))
          .forEach(denials::add);
    }
    held.sort(Comparator.comparing(Held::conditional)); // conditions cost, so they come last
    Covering found = new Covering(List.copyOf(held), List.copyOf(denials));
    if (remembered.size() < MAX_REMEMBERED) {
      remembered.put(scope, found);
    }
    return found;
  }

  /// The first that grants; a trace sees all.
  private static Optional<Held> first(List<Held> held, Ask ask) {
    Optional<Held> found = Optional.empty();
    for (int i = 0; i < held.size(); i += 1) {
      Held one = held.get(i);
      Weight weight = one.weigh(ask);
      if (ask.trace().on()) {
        ask.trace().saw(Sightings.ofRole(one, weight));
      }
      if (weight == Weight.GRANTS && found.isEmpty()) {
        found = Optional.of(one);
        if (!ask.trace().on()) {
          return found;
        }
      }
    }
    return found;
  }

  private static Optional<Denial> denial(List<Denial> denials, Ask ask) {
    Optional<Denial> found = Optional.empty();
    for (int i = 0; i < denials.size(); i += 1) {
      Denial one = denials.get(i);
      boolean bars = one.bars(ask);
      if (ask.trace().on()) {
        ask.trace().saw(Sightings.ofDenial(one, bars));
      }
      if (bars && found.isEmpty()) {
        found = Optional.of(one);
      }
    }
    return found;
  }
}
