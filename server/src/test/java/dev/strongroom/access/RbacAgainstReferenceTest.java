package dev.strongroom.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.access.ReferenceRbac.Assignment;
import dev.strongroom.access.ReferenceRbac.Membership;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Target;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.RoleId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// The compiled authoriser gives the answer of [ReferenceRbac]: in every small world, and in many
/// random ones.
class RbacAgainstReferenceTest {
  private static final int RANDOM_WORLDS = 3_000;
  private static final int QUESTIONS = 40;

  private static final List<String> SCOPES =
      List.of(
          "/",
          World.SUB.display(),
          World.GROUP.display(),
          World.VAULT_ID.display(),
          World.VAULT_ID + "/secrets/Db",
          World.VAULT_ID + "/secrets/other",
          World.VAULT_ID + "/keys/Db",
          World.VAULT_ID + "x",
          World.GROUP.display().toUpperCase(java.util.Locale.ROOT),
          World.SUB + "/resourceGroups/We",
          "/subscriptions/eeeeeeee-0000-0000-0000-000000000009");

  private static final List<String> DATA =
      List.of(
          "Microsoft.KeyVault/vaults/secrets/getSecret/action",
          "Microsoft.KeyVault/vaults/secrets/readMetadata/action",
          "Microsoft.KeyVault/vaults/secrets/delete",
          "Microsoft.KeyVault/vaults/keys/read");

  private static final List<String> CONTROL =
      List.of(
          "Microsoft.KeyVault/vaults/read",
          "Microsoft.KeyVault/vaults/write",
          "Microsoft.KeyVault/vaults/secrets/read",
          "Microsoft.Authorization/roleAssignments/write");

  private static final List<String> PATTERNS =
      List.of(
          "*",
          "*/read",
          "*/action",
          "Microsoft.KeyVault/*",
          "microsoft.keyvault/VAULTS/*",
          "Microsoft.KeyVault/vaults/*/read",
          "Microsoft.KeyVault/vaults/read",
          "Microsoft.KeyVault/vaults/secrets/*",
          "Microsoft.KeyVault/*/secrets/*/action",
          "Microsoft.KeyVault/vaults/secrets/getSecret/action",
          "Microsoft.KeyVault/vaults/secrets/delete",
          "Microsoft.KeyVault/vaults/keys/*",
          "Microsoft.Authorization/*/Write",
          "Microsoft.KeyVault/vault",
          "vaults/*");

  @Test
  void everySmallWorld() {
    World world = new World();
    List<RoleId> roles =
        List.of(
            world.custom(
                World.data(List.of("*/vaults/secrets/*"), List.of("*/secrets/getSecret/*"))),
            World.role("Key Vault Secrets User"),
            world.custom(
                World.control(List.of("*"), List.of("Microsoft.Authorization/*/Write")),
                World.data(List.of("Microsoft.KeyVault/vaults/*/delete"), List.of())));
    List<PrincipalId> holders = List.of(World.ANNA, World.BERT, World.TEAM);
    List<Assignment> possible = new ArrayList<>();
    for (PrincipalId holder : holders) {
      for (RoleId role : roles) {
        for (String scope : SCOPES.subList(0, 6)) {
          possible.add(new Assignment(holder, definition(world, role), scope));
        }
      }
    }
    for (Set<PrincipalId> members : List.of(Set.<PrincipalId>of(), Set.of(World.ANNA))) {
      for (int first = 0; first < possible.size(); first += 1) {
        for (int second = first; second < possible.size(); second += 1) {
          compareAll(world, List.of(possible.get(first), possible.get(second)), members);
        }
      }
    }
  }

  private static void compareAll(
      World world, List<Assignment> assignments, Set<PrincipalId> members) {
    List<Membership> memberships =
        members.stream().map(member -> new Membership(World.TEAM, member)).toList();
    build(world, assignments, memberships);
    for (PrincipalId caller : List.of(World.ANNA, World.BERT)) {
      for (String action : DATA.subList(0, 3)) {
        compareData(world, assignments, memberships, caller, action, "secrets", "db");
        compareData(world, assignments, memberships, caller, action, "secrets", "");
      }
      for (String action : CONTROL) {
        compareControl(world, assignments, memberships, caller, action, World.VAULT_ID);
      }
    }
  }

  @Test
  void manyRandomWorlds() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<PrincipalId> principals = new ArrayList<>();
    for (int i = 0; i < 7; i += 1) {
      principals.add(new PrincipalId(new UUID(7, i)));
    }
    for (int run = 0; run < RANDOM_WORLDS; run += 1) {
      World world = new World();
      List<RoleId> roles = new ArrayList<>();
      for (int i = 0; i < 3; i += 1) {
        roles.add(
            world.custom(
                World.control(some(random), some(random)),
                World.data(some(random), some(random)),
                World.data(some(random), List.of())));
      }
      List<Assignment> assignments = new ArrayList<>();
      for (int i = random.nextInt(7); i > 0; i -= 1) {
        assignments.add(
            new Assignment(
                any(random, principals),
                definition(world, any(random, roles)),
                any(random, SCOPES)));
      }
      List<Membership> memberships = new ArrayList<>();
      for (int i = random.nextInt(7); i > 0; i -= 1) {
        memberships.add(new Membership(any(random, principals), any(random, principals)));
      }
      build(world, assignments, memberships);
      for (int i = 0; i < QUESTIONS; i += 1) {
        ask(world, assignments, memberships, any(random, principals), random, seed);
      }
    }
  }

  private static void ask(
      World world,
      List<Assignment> assignments,
      List<Membership> memberships,
      PrincipalId caller,
      Random random,
      long seed) {
    try {
      if (random.nextBoolean()) {
        String collection = any(random, List.of("secrets", "deletedsecrets", "keys"));
        String object = any(random, List.of("", "db", "DB", "other", "third"));
        compareData(world, assignments, memberships, caller, any(random, DATA), collection, object);
      } else {
        ResourceId resource = ResourceId.of(any(random, SCOPES));
        compareControl(world, assignments, memberships, caller, any(random, CONTROL), resource);
      }
    } catch (AssertionError different) {
      throw new AssertionError("seed " + seed + ": " + different.getMessage(), different);
    }
  }

  private static void compareData(
      World world,
      List<Assignment> assignments,
      List<Membership> memberships,
      PrincipalId caller,
      String action,
      String collection,
      String object) {
    String resource =
        object.isEmpty()
            ? World.VAULT_ID.display()
            : World.VAULT_ID + "/" + collection.replace("deleted", "") + "/" + object;
    Target target =
        object.isEmpty()
            ? Target.InVault.collection(World.VAULT, collection)
            : Target.InVault.object(World.VAULT, collection, object);
    boolean allowed =
        world
            .judge(World.caller(caller), Action.data(action, Effect.READ, "secrets/get"), target)
            .allowed();
    assertThat(allowed)
        .as("%s %s on %s with %s in %s", caller, action, resource, assignments, memberships)
        .isEqualTo(ReferenceRbac.allows(assignments, memberships, caller, true, action, resource));
  }

  private static void compareControl(
      World world,
      List<Assignment> assignments,
      List<Membership> memberships,
      PrincipalId caller,
      String action,
      ResourceId resource) {
    boolean allowed =
        world
            .judge(
                World.caller(caller),
                Action.control(action, Effect.READ),
                new Target.Resource(resource))
            .allowed();
    assertThat(allowed)
        .as("%s %s on %s with %s in %s", caller, action, resource, assignments, memberships)
        .isEqualTo(
            ReferenceRbac.allows(
                assignments, memberships, caller, false, action, resource.display()));
  }

  private static void build(
      World world, List<Assignment> assignments, List<Membership> memberships) {
    world.takeAll();
    world.memberOf.clear();
    assignments.forEach(
        one -> world.give(one.principal(), one.role().id(), ResourceId.of(one.scope())));
    memberships.forEach(
        one -> world.memberOf.computeIfAbsent(one.member(), _ -> new HashSet<>()).add(one.group()));
  }

  private static RoleDefinition definition(World world, RoleId id) {
    return new RoleTable(World.BUILT_IN, world.customRoles, List.of()).definition(id).orElseThrow();
  }

  private static List<String> some(Random random) {
    List<String> chosen = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i -= 1) {
      chosen.add(any(random, PATTERNS));
    }
    return chosen;
  }

  private static <T> T any(Random random, List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
