package dev.strongroom.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.access.DenyAssignment.Content;
import dev.strongroom.access.DenyAssignment.Subject;
import dev.strongroom.access.DenyAssignment.Whom;
import dev.strongroom.access.RoleAssignment.Details;
import dev.strongroom.access.RoleAssignment.Grant;
import dev.strongroom.access.RoleAssignment.Stamps;
import dev.strongroom.access.RoleDefinition.Maker;
import dev.strongroom.model.AssignmentId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.RoleId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// A table made from the one before and what has changed grants what one made from all rows does.
class RoleTableRenewalTest {
  private static final Stamps STAMPS = new Stamps(World.NOW, "", World.NOW, "");
  private static final List<PrincipalId> PEOPLE = List.of(World.ANNA, World.BERT, World.TEAM);
  private static final List<ResourceId> SCOPES =
      List.of(ResourceId.ROOT, World.SUB, World.GROUP, World.VAULT_ID);
  private static final List<RoleId> ROLES =
      List.of(
          World.role("Key Vault Secrets User"),
          new RoleId(new UUID(0, 1)),
          new RoleId(new UUID(0, 2)));

  private final long seed = System.nanoTime();
  private final SplittableRandom random = new SplittableRandom(seed);
  private final Map<AssignmentId, RoleAssignment> assignments = new TreeMap<>(ids());
  private final Map<AssignmentId, RoleAssignment> eligibilities = new TreeMap<>(ids());
  private List<RoleDefinition> roles = List.of();
  private List<DenyAssignment> denials = List.of();

  @Test
  void oneChangeAfterAnother() {
    for (int world = 0; world < 15; world += 1) {
      RoleTable kept = fresh();
      for (int step = 0; step < 60; step += 1) {
        kept = kept.after(change());
        compare(kept);
      }
      assignments.clear();
      eligibilities.clear();
    }
  }

  private RoleTable.Changed change() {
    return switch (random.nextInt(8)) {
      case 0 -> {
        roles = random.nextInt(4) == 0 ? List.of() : List.of(custom(1), custom(2));
        yield changed(List.of(), List.of(), Optional.of(roles), Optional.empty());
      }
      case 1 -> {
        denials = random.nextBoolean() ? List.of() : List.of(denial());
        yield changed(List.of(), List.of(), Optional.empty(), Optional.of(denials));
      }
      case 2, 3, 4 ->
          changed(List.of(), List.of(moved(eligibilities)), Optional.empty(), Optional.empty());
      default -> changed(List.of(moved(assignments)), some(), Optional.empty(), Optional.empty());
    };
  }

  private List<RoleTable.Entry> some() {
    return random.nextBoolean() ? List.of(moved(eligibilities)) : List.of();
  }

  private static RoleTable.Changed changed(
      List<RoleTable.Entry> given,
      List<RoleTable.Entry> offered,
      Optional<List<RoleDefinition>> roles,
      Optional<List<DenyAssignment>> denials) {
    return new RoleTable.Changed(given, offered, roles, denials);
  }

  /// One of a few ids comes, changes or goes.
  private RoleTable.Entry moved(Map<AssignmentId, RoleAssignment> all) {
    AssignmentId id = new AssignmentId(new UUID(0, random.nextInt(6)));
    if (random.nextInt(3) == 0) {
      all.remove(id);
    } else {
      Optional<AssignmentId> from =
          all == assignments && random.nextBoolean()
              ? Optional.of(new AssignmentId(new UUID(0, random.nextInt(6))))
              : Optional.empty();
      all.put(id, one(id, from));
    }
    return new RoleTable.Entry(World.HOME, id, Optional.ofNullable(all.get(id)));
  }

  private RoleAssignment one(AssignmentId id, Optional<AssignmentId> from) {
    PrincipalId who = any(PEOPLE);
    return new RoleAssignment(
        id,
        any(SCOPES),
        new Grant(
            World.HOME,
            any(ROLES),
            who,
            who.equals(World.TEAM) ? PrincipalType.GROUP : PrincipalType.USER),
        new Details(Optional.empty(), Optional.empty(), Optional.empty(), Window.ALWAYS, from),
        STAMPS);
  }

  private RoleDefinition custom(int number) {
    return new RoleDefinition(
        new RoleId(new UUID(0, number)),
        new Maker.Tenant(World.HOME, STAMPS),
        "role " + number,
        "",
        List.of(World.data(List.of("*"), List.of())),
        List.of(any(SCOPES)));
  }

  private DenyAssignment denial() {
    return new DenyAssignment(
        new AssignmentId(new UUID(1, 1)),
        World.HOME,
        any(SCOPES),
        new Content(
            "no",
            "",
            List.of(World.data(List.of("*"), List.of())),
            new Whom(List.of(new Subject(any(PEOPLE), "User")), List.of()),
            random.nextBoolean(),
            Optional.empty()),
        STAMPS);
  }

  private <T> T any(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private RoleTable fresh() {
    return new RoleTable(
        World.BUILT_IN,
        new RoleTable.Rows(
            roles,
            List.copyOf(assignments.values()),
            List.copyOf(eligibilities.values()),
            denials,
            Hierarchy.EMPTY));
  }

  private void compare(RoleTable kept) {
    RoleTable fresh = fresh();
    String world = "seed " + seed;
    assertThat(kept.assignments())
        .as(world)
        .containsExactlyInAnyOrderElementsOf(fresh.assignments());
    assertThat(kept.eligibilities())
        .as(world)
        .containsExactlyInAnyOrderElementsOf(fresh.eligibilities());
    assertThat(kept.countOfAssignments()).as(world).isEqualTo(assignments.size());
    assertThat(kept.definitions(World.HOME)).as(world).isEqualTo(fresh.definitions(World.HOME));
    assertThat(kept.denials()).as(world).isEqualTo(fresh.denials());
    for (PrincipalId who : PEOPLE) {
      for (Set<PrincipalId> groups : List.of(Set.<PrincipalId>of(), Set.of(World.TEAM))) {
        assertThat(held(kept, who, groups)).as(world).isEqualTo(held(fresh, who, groups));
      }
    }
  }

  /// What grants at the vault, and through what.
  private static List<String> held(RoleTable table, PrincipalId who, Set<PrincipalId> groups) {
    List<String> held = new ArrayList<>();
    for (Held one : table.reachOf(World.HOME, who, groups).covering(World.VAULT_ID)) {
      held.add(
          List.of(one.assignment(), one.role().definition(), one.grantedBy(), one.source())
              .toString());
    }
    return held.stream().sorted().toList();
  }

  private static Comparator<AssignmentId> ids() {
    return Comparator.comparing(AssignmentId::toString);
  }
}
