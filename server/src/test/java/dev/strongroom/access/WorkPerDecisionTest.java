package dev.strongroom.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.access.RoleAssignment.Details;
import dev.strongroom.access.RoleAssignment.Grant;
import dev.strongroom.access.RoleAssignment.Stamps;
import dev.strongroom.kernel.Access;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Onlooker;
import dev.strongroom.kernel.Question;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Traits;
import dev.strongroom.model.AssignmentId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.RoleId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// A read costs the same, however many roles, groups and conditions there are beside the ones that
/// matter: counted, not timed.
class WorkPerDecisionTest {
  private static final Action GET = World.secretAction("getSecret/action", "secrets/get");
  private static final Target SECRET = Target.InVault.object(World.VAULT, "secrets", "db");
  private static final RoleId USER = World.role("Key Vault Secrets User");
  private static final int CONDITIONS = 100;

  private final AtomicInteger spellings = new AtomicInteger();
  private final AtomicInteger memberships = new AtomicInteger();

  @Test
  void aDecisionLooksAtAsMuchInALargeWorldAsInASmallOne() {
    int small = lookedAt(rbac(table(10, 10), groups(10)));
    int large = lookedAt(rbac(table(10_000, 1_000), groups(1_000)));
    assertThat(large).isEqualTo(small).isEqualTo(CONDITIONS + 2);
  }

  /// The role without a condition answers before any condition is judged, and membership is asked
  /// once.
  @Test
  void conditionsThatDoNotMatterAreNotJudged() {
    Rbac rbac = rbac(table(10_000, 1_000), groups(1_000));
    assertThat(judge(rbac).allowed()).isTrue();
    spellings.set(0);
    memberships.set(0);
    for (int i = 0; i < 1_000; i += 1) {
      assertThat(judge(rbac).allowed()).isTrue();
    }
    assertThat(spellings).hasValue(0);
    assertThat(memberships).hasValue(1_000);
  }

  /// A hundred conditions on a secret's name need it once.
  @Test
  void whatConditionsAskForIsLookedUpOnce() {
    Rbac rbac = rbac(table(10, 10, Optional.of(named("db"))), groups(10));
    assertThat(judge(rbac).allowed()).isTrue();
    assertThat(spellings).hasValue(1);
  }

  /// What a caller reaches is compiled once, not for each request.
  @Test
  void whatACallerReachesIsRemembered() {
    RoleTable table = table(10_000, 1_000);
    Set<PrincipalId> groups = groups(1_000);
    Reach first = table.reachOf(World.HOME, World.ANNA, groups);
    assertThat(table.reachOf(World.HOME, World.ANNA, groups)).isSameAs(first);
    assertThat(table.reachOf(World.HOME, World.ANNA, groups(999))).isNotSameAs(first);
  }

  private int lookedAt(Rbac rbac) {
    Onlooker onlooker = new Onlooker(100_000);
    Question question =
        new Question(World.caller(World.ANNA), GET, SECRET, _ -> Traits.NONE, World.NOW);
    assertThat(rbac.judge(World.TX, question.under(onlooker)).allowed()).isTrue();
    return onlooker.seen().size() + onlooker.more();
  }

  private static Access judge(Rbac rbac) {
    return rbac.judge(
        World.TX, new Question(World.caller(World.ANNA), GET, SECRET, _ -> Traits.NONE, World.NOW));
  }

  private Rbac rbac(RoleTable table, Set<PrincipalId> groups) {
    World world = new World();
    return new Rbac(
        world.holding(table),
        world::vault,
        (_, _) -> {
          memberships.incrementAndGet();
          return groups;
        },
        (_, _) -> Optional.of(World.HOME),
        (_, _, _) -> {
          spellings.incrementAndGet();
          return Optional.empty();
        });
  }

  private static RoleTable table(int others, int groups) {
    return table(others, groups, Optional.empty());
  }

  /// Anna holds one role at the vault, and a hundred there under conditions that are not met;
  /// everybody else, and her groups, hold theirs elsewhere.
  private static RoleTable table(int others, int groups, Optional<RoleCondition> own) {
    List<RoleAssignment> rows = new ArrayList<>();
    for (int i = 0; i < CONDITIONS; i += 1) {
      rows.add(row(rows.size(), World.ANNA, World.VAULT_ID, Optional.of(named("other" + i))));
    }
    rows.add(row(rows.size(), World.ANNA, World.VAULT_ID, own));
    for (int i = 0; i < others; i += 1) {
      PrincipalId holder = new PrincipalId(new UUID(5, i));
      rows.add(row(rows.size(), holder, World.VAULT_ID, Optional.empty()));
    }
    for (int i = 0; i < groups; i += 1) {
      ResourceId elsewhere = World.SUB.child("resourceGroups/group" + i);
      rows.add(row(rows.size(), group(i), elsewhere, Optional.empty()));
    }
    return new RoleTable(World.BUILT_IN, RoleTable.Rows.of(List.of(), rows));
  }

  private static RoleCondition named(String name) {
    return RoleCondition.parse(
        "@Resource[Microsoft.KeyVault/vaults/secrets:name] StringEquals '" + name + "'");
  }

  private static RoleAssignment row(
      int number, PrincipalId holder, ResourceId scope, Optional<RoleCondition> condition) {
    return new RoleAssignment(
        new AssignmentId(new UUID(0, number)),
        scope,
        new Grant(World.HOME, USER, holder, PrincipalType.USER),
        new Details(Optional.empty(), Optional.empty(), condition),
        new Stamps(World.NOW, "", World.NOW, ""));
  }

  private static Set<PrincipalId> groups(int count) {
    Set<PrincipalId> groups = new HashSet<>();
    for (int i = 0; i < count; i += 1) {
      groups.add(group(i));
    }
    return groups;
  }

  private static PrincipalId group(int number) {
    return new PrincipalId(new UUID(6, number));
  }
}
