package dev.strongroom.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.access.Migration.Given;
import dev.strongroom.access.PolicyPermissions.Kind;
import dev.strongroom.model.PrincipalId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Which roles stand for which policies.
class MigrationTest {
  private static final int POLICIES = Integer.getInteger("reference.worlds", 2_000);

  /// What one role action gives together; a policy could tell it apart.
  private static final Map<String, String> TOGETHER =
      Map.of(
          "keys/get", "keys/list",
          "keys/list", "keys/get",
          "certificates/get", "certificates/list",
          "certificates/list", "certificates/get");

  private final World world = new World();

  @Test
  void builtInRolesComeFirst() {
    assertThat(names(PolicyPermissions.of(Kind.SECRETS, "get", "list")))
        .containsExactly("Key Vault Secrets User");
    assertThat(names(PolicyPermissions.of(Kind.SECRETS, "all", "purge")))
        .containsExactly("Key Vault Secrets Officer");
    assertThat(names(PolicyPermissions.of(Kind.KEYS, "get", "list", "wrapKey", "unwrapKey")))
        .containsExactly("Key Vault Crypto Service Encryption User");
    assertThat(
            names(
                new PolicyPermissions(
                    Map.of(
                        Kind.SECRETS,
                        List.of("get", "list"),
                        Kind.KEYS,
                        List.of("get", "wrapKey", "unwrapKey")))))
        .containsExactlyInAnyOrder(
            "Key Vault Secrets User", "Key Vault Crypto Service Encryption User");
  }

  @Test
  void aCustomRoleIsMadeWhenNothingFits() {
    Migration migration = migrate(PolicyPermissions.of(Kind.SECRETS, "set"));
    assertThat(migration.roles()).hasSize(1);
    assertThat(migration.roles().getFirst().permissions().getFirst().dataActions())
        .containsExactly(
            "Microsoft.KeyVault/vaults/secrets/setSecret/action",
            "Microsoft.KeyVault/vaults/secrets/update/action");
    assertThat(migration.roles().getFirst().assignableScopes()).containsExactly(World.VAULT_ID);
    assertThat(migrate(PolicyPermissions.of(Kind.SECRETS, "set"))).isEqualTo(migration);
  }

  @Test
  void aCompoundIdentityAndAnotherTenantAreLeft() {
    AccessPolicy compound =
        new AccessPolicy(
            World.HOME,
            World.ANNA,
            Optional.of(World.CLIENT),
            PolicyPermissions.of(Kind.SECRETS, "get"));
    AccessPolicy foreign =
        new AccessPolicy(
            World.ABROAD, World.BERT, Optional.empty(), PolicyPermissions.of(Kind.SECRETS, "get"));
    Migration migration = migrate(List.of(compound, foreign));
    assertThat(migration.assignments()).isEmpty();
    assertThat(migration.left().stream().map(Migration.Left::principal))
        .containsExactly(World.ANNA, World.BERT);
  }

  /// The roles give what the policy gave, but for what one action cannot tell apart.
  @Test
  void rolesGiveWhatThePolicyGave() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < POLICIES; i += 1) {
      PolicyPermissions given = randomly(random);
      Set<String> before = given.granted();
      Migration migration = migrate(given);
      for (Permitted one : Permitted.ALL) {
        boolean then = holds(migration, one.action());
        boolean had =
            before.contains(one.permission())
                || before.contains(TOGETHER.getOrDefault(one.permission(), ""))
                || sibling(before, one);
        boolean carried = !one.what().equals("get deleted secret");
        assertThat(then)
            .as("seed %s: %s for %s", seed, one.what(), given)
            .isEqualTo(carried ? had : before.contains("secrets/list"));
      }
    }
  }

  /// Some operations share their action.
  private static boolean sibling(Set<String> before, Permitted one) {
    return Permitted.ALL.stream()
        .filter(other -> other.action().equals(one.action()))
        .filter(other -> !other.what().equals("get deleted secret"))
        .anyMatch(other -> before.contains(other.permission()));
  }

  private boolean holds(Migration migration, String action) {
    RoleTable table = world.table(World.TX).plus(migration);
    return table
        .reachOf(World.HOME, World.ANNA, Set.of())
        .judge(Ask.ofData(action, World.NOW), World.VAULT_ID)
        .allows();
  }

  private static PolicyPermissions randomly(Random random) {
    Map<Kind, List<String>> chosen = new HashMap<>();
    for (Kind kind : List.of(Kind.SECRETS, Kind.KEYS, Kind.CERTIFICATES)) {
      List<String> names = new ArrayList<>(kind.names());
      names.removeIf(_ -> random.nextInt(3) > 0);
      chosen.put(kind, names);
    }
    return new PolicyPermissions(chosen);
  }

  private List<String> names(PolicyPermissions permissions) {
    Migration migration = migrate(permissions);
    RoleTable table = world.table(World.TX).plus(migration);
    return migration.assignments().stream()
        .map(one -> table.definition(World.HOME, one.grant().role()).orElseThrow().name())
        .toList();
  }

  private Migration migrate(PolicyPermissions permissions) {
    return migrate(
        List.of(new AccessPolicy(World.HOME, World.ANNA, Optional.empty(), permissions)));
  }

  private Migration migrate(List<AccessPolicy> entries) {
    world.rbac = false;
    world.policies = AccessPolicies.of(entries);
    VaultAccess vault = world.vault(World.TX, World.VAULT).orElseThrow();
    Set<PrincipalId> ids = new HashSet<>(Set.of(World.ANNA));
    return Migration.of(
        new Given(
            vault,
            world.table(World.TX),
            ids.stream().map(id -> new Population.Member(id, PrincipalType.USER, "Anna")).toList(),
            World.NOW));
  }
}
