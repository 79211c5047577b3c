package dev.strongroom.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.access.NetworkRules.Bypass;
import dev.strongroom.access.NetworkRules.DefaultAction;
import dev.strongroom.access.NetworkRules.PublicAccess;
import dev.strongroom.access.PolicyPermissions.Kind;
import dev.strongroom.kernel.Access;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Caller;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Sighting;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Traits;
import dev.strongroom.model.AppId;
import dev.strongroom.model.AssignmentId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.RoleId;
import dev.strongroom.model.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What a decision looked at adds up to the decision: with policies, firewalls and tenants in
/// random worlds (roles, conditions, denials and groups: [RbacAgainstReferenceTest]).
class ExplanationTest {
  private static final int WORLDS = Integer.getInteger("reference.worlds", 5_000);
  private static final Action GET = World.secretAction("getSecret/action", "secrets/get");
  private static final Target SECRET = Target.InVault.object(World.VAULT, "secrets", "db");

  @Test
  void decisionAndExplanationAgreeInRandomWorlds() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    int allowed = 0;
    for (int i = 0; i < WORLDS; i += 1) {
      World world = randomly(random);
      TenantId home = random.nextInt(5) == 0 ? World.ABROAD : World.HOME;
      Optional<AppId> app = Optional.of(random.nextBoolean() ? World.CLIENT : World.OTHER_CLIENT);
      String address = random.nextBoolean() ? "203.0.113.7" : "198.51.100.1";
      Caller caller = World.caller(home, World.ANNA, app, address);
      Action action = random.nextBoolean() ? GET : World.secretAction("delete", "secrets/delete");
      Access answer = world.judge(caller, action, SECRET);
      World.Explained explained = world.explain(caller, action, SECRET, Traits.NONE);
      assertThat(explained.access()).as("seed %s", seed).isEqualTo(answer);
      assertThat(explained.grants() && !explained.forbids())
          .as("seed %s: %s", seed, explained.seen())
          .isEqualTo(answer.allowed());
      allowed += answer.allowed() ? 1 : 0;
    }
    assertThat(allowed).as("both answers are common").isBetween(WORLDS / 20, WORLDS - WORLDS / 20);
  }

  private static World randomly(Random random) {
    World world = new World();
    world.rbac = random.nextBoolean();
    if (random.nextBoolean()) {
      world.memberOf.put(World.ANNA, Set.of(World.TEAM));
    }
    for (String role : List.of("Key Vault Secrets User", "Key Vault Reader", "Owner")) {
      if (random.nextBoolean()) {
        world.give(random.nextBoolean() ? World.ANNA : World.TEAM, role, World.VAULT_ID);
      }
    }
    List<AccessPolicy> entries = new ArrayList<>();
    for (PrincipalId id : List.of(World.ANNA, World.TEAM, World.BERT)) {
      if (random.nextBoolean()) {
        String permission = random.nextBoolean() ? "get" : "delete";
        Optional<AppId> through =
            random.nextInt(3) == 0 ? Optional.of(World.CLIENT) : Optional.empty();
        TenantId tenant = random.nextInt(4) == 0 ? World.ABROAD : World.HOME;
        entries.add(
            new AccessPolicy(tenant, id, through, PolicyPermissions.of(Kind.SECRETS, permission)));
      }
    }
    world.policies = AccessPolicies.of(entries);
    world.network =
        new NetworkRules(
            random.nextBoolean() ? DefaultAction.ALLOW : DefaultAction.DENY,
            Bypass.NONE,
            IpRules.of(List.of("203.0.113.0/24")),
            List.of(),
            random.nextInt(5) == 0 ? PublicAccess.DISABLED : PublicAccess.ENABLED);
    return world;
  }

  @Test
  void everyRoleThatCouldGrantIsSeenWithItsReason() {
    World world = new World();
    world.memberOf.put(World.ANNA, Set.of(World.TEAM));
    world.give(World.TEAM, "Key Vault Reader", World.SUB);
    world.give(
        new RoleAssignment.Grant(
            World.HOME, World.role("Key Vault Secrets User"), World.ANNA, PrincipalType.USER),
        World.VAULT_ID,
        Optional.of("@Resource[Microsoft.KeyVault/vaults/secrets:name] StringEquals 'other'"));
    World.Explained explained = world.explain(World.caller(World.ANNA), GET, SECRET, Traits.NONE);
    assertThat(explained.access().objection())
        .hasValueSatisfying(
            problem -> assertThat(problem).isInstanceOf(Problem.ForbiddenByRbac.class));
    assertThat(explained.seen().stream().map(Sighting::brief))
        .containsExactly(
            "networkRule nothing: the vault is open to this address",
            "roleAssignment 00000000-0000-0000-0000-000000000001 nothing: 'Key Vault Reader' for User"
                + " cccccccc-0000-0000-0000-000000000001 does not hold the action",
            "roleAssignment 00000000-0000-0000-0000-000000000002 nothing: 'Key Vault Secrets User' for"
                + " User bbbbbbbb-0000-0000-0000-000000000001 would grant it, but for its condition; its condition:"
                + " @Resource[Microsoft.KeyVault/vaults/secrets:name] StringEquals 'other'");
  }

  /// What could be activated is shown and grants nothing; what is active shows its end.
  @Test
  void eligibilitiesAndActivationsAreSeen() {
    World world = new World();
    world.memberOf.put(World.ANNA, Set.of(World.TEAM));
    Window ending = new Window(Optional.empty(), Optional.of(World.NOW.plusSeconds(60)));
    RoleId user = World.role("Key Vault Secrets User");
    RoleAssignment could = world.entitle(World.TEAM, user, World.SUB, ending);
    world.entitle(World.ANNA, World.role("Key Vault Reader"), World.VAULT_ID, Window.ALWAYS);
    world.entitle(World.BERT, user, World.SUB, Window.ALWAYS);
    World.Explained before = world.explain(World.caller(World.ANNA), GET, SECRET, Traits.NONE);
    assertThat(before.access().allowed()).isFalse();
    assertThat(before.seen().stream().map(Sighting::brief))
        .containsExactlyInAnyOrder(
            "networkRule nothing: the vault is open to this address",
            "elevation 00000000-0000-0003-0000-000000000001 couldGrant: 'Key Vault Secrets User' for"
                + " User cccccccc-0000-0000-0000-000000000001 grants it once it is activated"
                + " (eligible until 2026-11-24T10:01:00Z)",
            "elevation 00000000-0000-0003-0000-000000000002 nothing: 'Key Vault Reader' for User"
                + " bbbbbbbb-0000-0000-0000-000000000001 can be activated, but does not hold the action");
    world.insert(
        new RoleAssignment(
            AssignmentId.of("00000000-0000-0004-0000-000000000001"),
            World.SUB,
            new RoleAssignment.Grant(World.HOME, user, World.ANNA, PrincipalType.USER),
            new RoleAssignment.Details(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                ending,
                Optional.of(could.id())),
            could.stamps()));
    World.Explained active = world.explain(World.caller(World.ANNA), GET, SECRET, Traits.NONE);
    assertThat(active.access().allowed()).isTrue();
    assertThat(active.seen().stream().map(Sighting::brief))
        .contains(
            "roleAssignment 00000000-0000-0004-0000-000000000001 grants: 'Key Vault Secrets User' for"
                + " User bbbbbbbb-0000-0000-0000-000000000001 grants it; activated from"
                + " 00000000-0000-0003-0000-000000000001; it ends at 2026-11-24T10:01:00Z");
  }

  @Test
  void aPermittedActionIsFoundByItsPolicyPermissionToo() {
    assertThat(Permitted.byAction("microsoft.keyvault/vaults/keys/wrap/action"))
        .map(Permitted::permission)
        .contains("keys/wrapKey");
    assertThat(Permitted.byAction("Microsoft.KeyVault/vaults/read")).isEmpty();
    Set<String> granted =
        new PolicyPermissions(
                java.util.Map.of(
                    Kind.SECRETS,
                    Kind.SECRETS.names(),
                    Kind.KEYS,
                    Kind.KEYS.names(),
                    Kind.CERTIFICATES,
                    Kind.CERTIFICATES.names()))
            .granted();
    assertThat(Permitted.ALL).allMatch(one -> granted.contains(one.permission()));
    assertThat(Action.data(GET.name(), Effect.READ, "secrets/get")).isEqualTo(GET);
  }
}
