package dev.strongroom.access;

import dev.strongroom.access.ReferenceRbac.Assignment;
import dev.strongroom.access.ReferenceRbac.Denial;
import dev.strongroom.access.ReferenceRbac.Eligibility;
import dev.strongroom.access.ReferenceRbac.Given;
import dev.strongroom.access.ReferenceRbac.Membership;
import dev.strongroom.access.ReferenceRbac.Place;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The compiled authoriser gives the answer of [ReferenceRbac]: in every small world, and in many
/// random ones, as many as `reference.worlds` says. Mutants are judged without the exhaustive
/// tests.
class RbacAgainstReferenceTest {
  private static final PrincipalId EVERYONE = DenyAssignment.Subject.EVERYONE;
  private static final int RANDOM_WORLDS = Integer.getInteger("reference.worlds", 3_000);
  private static final int QUESTIONS = 40;

  private static final String GROUPS = "/providers/Microsoft.Management/managementGroups/";
  private static final String ROOT_GROUP = GROUPS + World.HOME;
  private static final String CORP = GROUPS + "Corp";

  /// `corp` holds `web`, which holds the subscription; or each is in the root group.
  private static final List<Place> DEEP =
      List.of(
          new Place(GROUPS + "web", CORP),
          new Place(CORP, ROOT_GROUP),
          new Place(World.SUB.display(), GROUPS + "web"));

  private static final List<Place> FLAT =
      List.of(
          new Place(GROUPS + "web", ROOT_GROUP),
          new Place(CORP, ROOT_GROUP),
          new Place(World.SUB.display(), ROOT_GROUP));

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
          ROOT_GROUP,
          CORP,
          GROUPS + "web",
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
          "Microsoft.Authorization/roleAssignments/write",
          "Microsoft.Authorization/directory/groups/members/write");

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

  @Tag("exhaustive")
  @Test
  void everySmallWorld() {
    World world = new World();
    List<Assignment> possible = new ArrayList<>();
    for (PrincipalId holder : List.of(World.ANNA, World.BERT, World.TEAM)) {
      for (RoleId role : smallRoles(world)) {
        for (String scope : SCOPES.subList(0, 6)) {
          possible.add(new Assignment(holder, definition(world, role), scope));
        }
      }
    }
    compareEveryTwo(world, possible);
  }

  /// Two conditions meet in every way: on one role or two, at one scope or two, for a group or its
  /// member.
  @Tag("exhaustive")
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
                new Assignment(holder, definition(world, role), scope)
                    .under(Optional.of(condition)));
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
                  Given.of(List.of(possible.get(first), possible.get(second)), memberships)));
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

  /// Every role above every denial: at each scope, for each holder, with each way to be bound.
  @Tag("exhaustive")
  @Test
  void everySmallWorldWithADenial() {
    World world = new World();
    Permission reading = World.data(List.of("*/secrets/*"), List.of("*/readMetadata/action"));
    RoleId role = world.custom(World.data(List.of("*"), List.of()));
    List<Membership> memberships = List.of(new Membership(World.TEAM, World.ANNA));
    List<String> scopes = new ArrayList<>(SCOPES.subList(0, 5));
    scopes.addAll(List.of(ROOT_GROUP, CORP));
    for (String held : scopes) {
      Assignment assignment = new Assignment(World.TEAM, definition(world, role), held);
      for (String denied : scopes) {
        for (List<PrincipalId> bound : List.of(List.of(EVERYONE), List.of(World.TEAM))) {
          for (List<PrincipalId> excluded : List.of(List.<PrincipalId>of(), bound)) {
            for (boolean here : new boolean[] {true, false}) {
              Denial denial = new Denial(bound, excluded, reading, denied, here, Optional.empty());
              compareAll(
                  new Comparison(
                      world, new Given(List.of(assignment), memberships, List.of(denial), DEEP)));
            }
          }
        }
      }
    }
  }

  /// Every activation of a role: from an eligibility of the person, of its group or of somebody
  /// else, at every scope, which has gone or not, and of a role for one place or for all.
  @Tag("exhaustive")
  @Test
  void everySmallWorldWithAnActivation() {
    World world = new World();
    List<String> scopes = new ArrayList<>(SCOPES.subList(0, 5));
    scopes.addAll(List.of(ROOT_GROUP, CORP));
    List<Membership> member = List.of(new Membership(World.TEAM, World.ANNA));
    for (String held : scopes) {
      for (String from : scopes) {
        for (PrincipalId entitled : List.of(World.ANNA, World.TEAM, World.BERT)) {
          for (boolean gone : new boolean[] {true, false}) {
            Optional<Eligibility> source = Optional.of(new Eligibility(entitled, from, gone));
            for (RoleDefinition role : placed(world)) {
              Assignment one = new Assignment(World.ANNA, role, held, Optional.empty(), source);
              for (List<Membership> members : List.of(member, List.<Membership>of())) {
                for (List<Place> places : List.of(DEEP, FLAT)) {
                  compareAll(
                      new Comparison(world, new Given(List.of(one), members, List.of(), places)));
                }
              }
            }
          }
        }
      }
    }
  }

  private static List<RoleDefinition> placed(World world) {
    Permission all = World.data(List.of("*"), List.of());
    List<RoleDefinition> roles = new ArrayList<>();
    world.customRoles.clear();
    for (String scope : List.of("/", CORP, World.VAULT_ID.display())) {
      roles.add(definition(world, world.customFor(List.of(ResourceId.of(scope)), all)));
    }
    return roles;
  }

  private static Optional<Eligibility> eligibility(Random random, List<PrincipalId> principals) {
    return random.nextInt(3) > 0
        ? Optional.empty()
        : Optional.of(
            new Eligibility(any(random, principals), any(random, SCOPES), random.nextInt(4) == 0));
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
          world.customFor(
              List.of(ResourceId.of(random.nextInt(4) == 0 ? any(random, SCOPES) : "/")),
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
              condition(random),
              eligibility(random, principals)));
    }
    List<Membership> memberships = new ArrayList<>();
    for (int i = random.nextInt(7); i > 0; i -= 1) {
      memberships.add(new Membership(any(random, principals), any(random, principals)));
    }
    return new Given(
        assignments,
        memberships,
        denials(random, principals),
        withStrangers(any(random, List.of(DEEP, FLAT))));
  }

  /// What was never moved is in the root group too.
  private static List<Place> withStrangers(List<Place> places) {
    List<Place> all = new ArrayList<>(places);
    all.add(new Place("/subscriptions/eeeeeeee-0000-0000-0000-000000000009", ROOT_GROUP));
    return all;
  }

  private static List<Denial> denials(Random random, List<PrincipalId> principals) {
    List<Denial> denials = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i -= 1) {
      Permission denied =
          new Permission(some(random), some(random), some(random), some(random), condition(random));
      PrincipalId whom = random.nextBoolean() ? EVERYONE : any(random, principals);
      denials.add(
          new Denial(
              List.of(whom),
              random.nextBoolean() ? List.of() : List.of(any(random, principals)),
              denied,
              any(random, SCOPES),
              random.nextInt(4) == 0,
              condition(random)));
    }
    return denials;
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
    return new RoleTable(World.BUILT_IN, RoleTable.Rows.of(world.customRoles, List.of()))
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
