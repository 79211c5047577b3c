package dev.strongroom.access;

import dev.strongroom.access.ReferenceRbac.Assignment;
import dev.strongroom.access.ReferenceRbac.Given;
import dev.strongroom.access.ReferenceRbac.Membership;
import dev.strongroom.access.RoleDefinition.Permission;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.RoleId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
          "Microsoft.KeyVault/vaults/secrets/setSecret/action",
          "Microsoft.KeyVault/vaults/keys/read");

  private static final List<String> CONTROL =
      List.of(
          "Microsoft.KeyVault/vaults/read",
          "Microsoft.KeyVault/vaults/write",
          "Microsoft.KeyVault/vaults/secrets/read",
          "Microsoft.Authorization/roleAssignments/write");

  private static final List<String> CONDITIONS =
      List.of(
          "@Resource[Microsoft.KeyVault/vaults/secrets:name] StringEquals 'Db'",
          "!(ActionMatches{'Microsoft.KeyVault/vaults/secrets/getSecret/action'})"
              + " OR @Resource[Microsoft.KeyVault/vaults/secrets:name] StringStartsWith 'D'",
          "NOT @Resource[Microsoft.KeyVault/vaults/secrets:name] StringStartsWith 'o'",
          "@Request[microsoft.keyvault/vaults/secrets:Name] StringLikeIgnoreCase 'D*'",
          "@Resource[Microsoft.KeyVault/vaults:name] StringEquals 'Contoso'",
          "@Environment[UtcNow] DateTimeLessThan '2026-11-24T10:00:00Z'",
          "@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId]"
              + " ForAnyOfAnyValues:GuidEquals {00000000-0000-0009-0000-000000000009}",
          "!(ActionMatches{'*/write'}) OR"
              + " @Request[Microsoft.Authorization/roleAssignments:PrincipalType] StringEquals 'Group'",
          "this is no condition");

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
    List<Assignment> possible = new ArrayList<>();
    for (PrincipalId holder : List.of(World.ANNA, World.BERT, World.TEAM)) {
      for (RoleId role : smallRoles(world)) {
        for (String scope : SCOPES.subList(0, 6)) {
          possible.add(new Assignment(holder, definition(world, role), scope, Optional.empty()));
        }
      }
    }
    compareEveryTwo(world, possible);
  }

  /// Two conditions meet in every way: on one role or two, at one scope or two, for a group or its
  /// member.
  @Test
  void everySmallWorldWithConditions() {
    World world = new World();
    world.spelled.put("db", "Db");
    List<Assignment> possible = new ArrayList<>();
    for (PrincipalId holder : List.of(World.ANNA, World.TEAM)) {
      for (RoleId role : smallRoles(world)) {
        for (String scope : List.of(World.SUB.display(), World.VAULT_ID + "/secrets/Db")) {
          for (String condition : CONDITIONS) {
            possible.add(
                new Assignment(holder, definition(world, role), scope, Optional.of(condition)));
          }
        }
      }
    }
    compareEveryTwo(world, possible);
  }

  private static List<RoleId> smallRoles(World world) {
    return List.of(
        world.custom(World.data(List.of("*/vaults/secrets/*"), List.of("*/secrets/getSecret/*"))),
        World.role("Key Vault Secrets User"),
        world.custom(
            World.control(List.of("*"), List.of("Microsoft.Authorization/*/Write")),
            World.data(List.of("Microsoft.KeyVault/vaults/*/delete"), List.of())));
  }

  private static void compareEveryTwo(World world, List<Assignment> possible) {
    for (Set<PrincipalId> members : List.of(Set.<PrincipalId>of(), Set.of(World.ANNA))) {
      List<Membership> memberships =
          members.stream().map(member -> new Membership(World.TEAM, member)).toList();
      for (int first = 0; first < possible.size(); first += 1) {
        for (int second = first; second < possible.size(); second += 1) {
          compareAll(
              new Comparison(
                  world,
                  new Given(List.of(possible.get(first), possible.get(second)), memberships)));
        }
      }
    }
  }

  private static void compareAll(Comparison comparison) {
    for (PrincipalId caller : Comparison.callers()) {
      for (String action : DATA.subList(0, 4)) {
        comparison.data(caller, action, "secrets", "db");
        comparison.data(caller, action, "secrets", "");
      }
      for (String action : CONTROL) {
        comparison.control(caller, action, World.VAULT_ID);
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
      world.spelled.putAll(Map.of("db", "Db", "third", "THIRD"));
      Comparison comparison = new Comparison(world, randomly(world, random, principals));
      for (int i = 0; i < QUESTIONS; i += 1) {
        ask(comparison, any(random, principals), random, seed);
      }
    }
  }

  private static Given randomly(World world, Random random, List<PrincipalId> principals) {
    List<RoleId> roles = new ArrayList<>();
    for (int i = 0; i < 3; i += 1) {
      roles.add(
          world.custom(
              World.control(some(random), some(random)),
              World.data(some(random), some(random)),
              conditional(World.data(some(random), List.of()), condition(random)),
              conditional(World.control(some(random), List.of()), condition(random))));
    }
    List<Assignment> assignments = new ArrayList<>();
    for (int i = random.nextInt(7); i > 0; i -= 1) {
      assignments.add(
          new Assignment(
              any(random, principals),
              definition(world, any(random, roles)),
              any(random, SCOPES),
              condition(random)));
    }
    List<Membership> memberships = new ArrayList<>();
    for (int i = random.nextInt(7); i > 0; i -= 1) {
      memberships.add(new Membership(any(random, principals), any(random, principals)));
    }
    return new Given(assignments, memberships);
  }

  private static void ask(Comparison comparison, PrincipalId caller, Random random, long seed) {
    try {
      if (random.nextBoolean()) {
        String collection = any(random, List.of("secrets", "deletedsecrets", "keys"));
        String object = any(random, List.of("", "db", "DB", "other", "third"));
        comparison.data(caller, any(random, DATA), collection, object);
      } else {
        comparison.control(caller, any(random, CONTROL), ResourceId.of(any(random, SCOPES)));
      }
    } catch (AssertionError different) {
      throw new AssertionError("seed " + seed + ": " + different.getMessage(), different);
    }
  }

  private static RoleDefinition definition(World world, RoleId id) {
    return new RoleTable(World.BUILT_IN, new RoleTable.Rows(world.customRoles, List.of()))
        .definition(World.HOME, id)
        .orElseThrow();
  }

  private static Permission conditional(Permission one, Optional<String> condition) {
    return condition.map(one::under).orElse(one);
  }

  private static Optional<String> condition(Random random) {
    return random.nextBoolean() ? Optional.empty() : Optional.of(any(random, CONDITIONS));
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
