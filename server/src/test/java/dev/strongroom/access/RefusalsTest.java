package dev.strongroom.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.access.NetworkRules.Bypass;
import dev.strongroom.access.NetworkRules.DefaultAction;
import dev.strongroom.access.NetworkRules.PublicAccess;
import dev.strongroom.kernel.Access;
import dev.strongroom.kernel.Access.Model;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Caller;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Origin;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Question;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Traits;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.VaultName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What a refused caller is told, and who is never refused.
class RefusalsTest {
  private static final Action GET = World.secretAction("getSecret/action", "secrets/get");
  private static final Action LIST = World.secretAction("readMetadata/action", "secrets/list");
  private static final Action WRITE_VAULT =
      Action.control("Microsoft.KeyVault/vaults/write", Effect.WRITE);
  private static final Target SECRET = Target.InVault.object(World.VAULT, "secrets", "Db");
  private static final Target SECRETS = Target.InVault.collection(World.VAULT, "secrets");
  private static final Caller ANNA = World.caller(World.ANNA);
  private static final String CALLER =
      "appid=dddddddd-0000-0000-0000-000000000001;oid=bbbbbbbb-0000-0000-0000-000000000001;";
  private static final String ISSUER =
      "iss=https://sts.windows.net/aaaaaaaa-0000-0000-0000-000000000001/";

  private final World world = new World();

  @Test
  void anRbacVaultNamesCallerActionAndObject() {
    Access access = world.judge(ANNA, GET, SECRET);
    assertThat(access.model()).isEqualTo(Model.RBAC);
    assertThat(access.resource()).contains(World.VAULT_ID);
    assertThat(access.objection())
        .contains(
            new Problem.ForbiddenByRbac(
                CALLER + ISSUER,
                "Microsoft.KeyVault/vaults/secrets/getSecret/action",
                World.VAULT_ID.child("secrets/db"),
                Optional.empty(),
                "Contoso;location=westeurope"));
  }

  @Test
  void aListIsJudgedAtTheVaultAndADeletedObjectAtItsOldScope() {
    world.give(World.ANNA, "Key Vault Secrets User", World.VAULT_ID.child("secrets/db"));
    assertThat(world.judge(ANNA, GET, SECRET).allowed()).isTrue();
    assertThat(world.judge(ANNA, LIST, SECRETS).objection())
        .hasValueSatisfying(problem ->
            assertThat(((Problem.ForbiddenByRbac) problem).resource()).isEqualTo(World.VAULT_ID));
    Target deleted = Target.InVault.object(World.VAULT, "deletedsecrets", "DB");
    assertThat(world.judge(ANNA, LIST, deleted).allowed()).isTrue();
    assertThat(world.judge(ANNA, LIST, Target.InVault.object(World.VAULT, "keys", "db")).allowed())
        .isFalse();
  }

  @Test
  void aPolicyVaultNamesCallerGroupsAndPermission() {
    world.rbac = false;
    world.memberOf.put(World.ANNA, Set.of(World.TEAM));
    Access access = world.judge(ANNA, GET, SECRET);
    assertThat(access.model()).isEqualTo(Model.ACCESS_POLICY);
    assertThat(access.objection())
        .contains(
            new Problem.ForbiddenByAccessPolicy(
                CALLER + "numgroups=1;" + ISSUER, "secrets get", "Contoso;location=westeurope"));
  }

  @Test
  void rolesDoNotCountOnAPolicyVaultNorPoliciesOnAnRbacVault() {
    world.give(World.ANNA, "Key Vault Administrator", ResourceId.ROOT);
    world.rbac = false;
    assertThat(world.judge(ANNA, GET, SECRET).allowed()).isFalse();
    world.takeAll();
    world.policies =
        AccessPolicies.of(
            List.of(
                new AccessPolicy(
                    World.HOME,
                    World.ANNA,
                    Optional.empty(),
                    PolicyPermissions.of(PolicyPermissions.Kind.SECRETS, "all"))));
    assertThat(world.judge(ANNA, GET, SECRET).allowed()).isTrue();
    world.rbac = true;
    assertThat(world.judge(ANNA, GET, SECRET).allowed()).isFalse();
  }

  @Test
  void theFirewallComesBeforeRightsAndOnlyOnTheDataPlane() {
    world.give(World.ANNA, "Key Vault Administrator", World.VAULT_ID);
    world.give(World.ANNA, "Owner", World.SUB);
    world.network =
        new NetworkRules(
            DefaultAction.DENY, Bypass.NONE, IpRules.NONE, List.of(), PublicAccess.ENABLED);
    assertThat(world.judge(ANNA, GET, SECRET).objection())
        .contains(
            new Problem.ForbiddenByFirewall(
                CALLER + ISSUER, "203.0.113.7", "Contoso;location=westeurope"));
    assertThat(world.judge(ANNA, WRITE_VAULT, new Target.Resource(World.VAULT_ID)).allowed())
        .isTrue();
  }

  @Test
  void aVaultWithoutPublicAccessSaysSo() {
    world.network =
        new NetworkRules(
            DefaultAction.ALLOW, Bypass.NONE, IpRules.NONE, List.of(), PublicAccess.DISABLED);
    assertThat(world.judge(ANNA, GET, SECRET).objection())
        .contains(
            new Problem.ForbiddenByConnection(CALLER + ISSUER, "Contoso;location=westeurope"));
  }

  @Test
  void theControlPlaneNamesClientActionAndScope() {
    assertThat(world.judge(ANNA, WRITE_VAULT, new Target.Resource(World.VAULT_ID)).objection())
        .contains(
            new Problem.AuthorizationFailed(
                World.CLIENT.toString(),
                World.ANNA.toString(),
                "Microsoft.KeyVault/vaults/write",
                World.VAULT_ID));
    Who.Principal user =
        new Who.Principal(World.HOME, World.ANNA, Optional.of(World.CLIENT), "i", Caller.Kind.USER);
    assertThat(
            world
                .judge(
                    new Caller(user, ANNA.origin()),
                    WRITE_VAULT,
                    new Target.Resource(World.VAULT_ID))
                .objection())
        .hasValueSatisfying(problem ->
            assertThat(((Problem.AuthorizationFailed) problem).client())
                .isEqualTo(World.ANNA.toString()));
  }

  @Test
  void aCallerOfAnotherTenantHasNoTokenForThisVault() {
    world.give(World.ANNA, "Key Vault Administrator", ResourceId.ROOT);
    Caller stranger =
        World.caller(World.ABROAD, World.ANNA, Optional.of(World.CLIENT), "203.0.113.7");
    assertThat(world.judge(stranger, GET, SECRET).objection())
        .contains(
            new Problem.Unauthenticated(
                "AKV10032: Invalid issuer. Expected one of"
                    + " https://sts.windows.net/aaaaaaaa-0000-0000-0000-000000000001/, found"
                    + " https://sts.windows.net/aaaaaaaa-0000-0000-0000-000000000002/.",
                Optional.empty()));
  }

  @Test
  void aRoleAtTheRootReachesNoSubscriptionOfAnotherTenant() {
    world.give(World.ANNA, "Owner", ResourceId.ROOT);
    Target vault = new Target.Resource(World.VAULT_ID);
    Caller stranger =
        World.caller(World.ABROAD, World.ANNA, Optional.of(World.CLIENT), "203.0.113.7");
    assertThat(world.judge(ANNA, WRITE_VAULT, vault).allowed()).isTrue();
    assertThat(world.judge(stranger, WRITE_VAULT, vault).allowed()).isFalse();
    assertThat(
            world
                .authorizer()
                .holds(
                    World.TX,
                    stranger,
                    "Microsoft.KeyVault/vaults/write",
                    World.VAULT_ID,
                    World.NOW))
        .isFalse();
  }

  @Test
  void aRoleGivenByOneTenantIsWorthNothingToACallerOfAnother() {
    world.give(World.ANNA, "Owner", ResourceId.ROOT);
    Target elsewhere =
        new Target.Resource(ResourceId.of("/subscriptions/eeeeeeee-0000-0000-0000-000000000009"));
    Caller stranger =
        World.caller(World.ABROAD, World.ANNA, Optional.of(World.CLIENT), "203.0.113.7");
    assertThat(world.judge(ANNA, WRITE_VAULT, elsewhere).allowed()).isTrue();
    assertThat(world.judge(stranger, WRITE_VAULT, elsewhere).allowed()).isFalse();
    assertThat(world.judge(ANNA, WRITE_VAULT, elsewhere).allowed()).isTrue();
  }

  @Test
  void aRootRoleOfOneTenantEndsWhereAnothersSubscriptionsBegin() {
    world.give(World.ABROAD, World.BERT, World.role("Owner"), ResourceId.ROOT);
    Caller bert = World.caller(World.ABROAD, World.BERT, Optional.of(World.CLIENT), "203.0.113.7");
    ResourceId unclaimed = ResourceId.of("/subscriptions/eeeeeeee-0000-0000-0000-000000000009");
    assertThat(world.judge(bert, WRITE_VAULT, new Target.Resource(unclaimed)).allowed()).isTrue();
    assertThat(world.judge(bert, WRITE_VAULT, new Target.Resource(World.VAULT_ID)).allowed())
        .isFalse();
    assertThat(world.authorizer().reaches(World.TX, bert, World.SUB, World.NOW)).isFalse();
  }

  @Test
  void aScopeIsVisibleToWhoHoldsARoleAboveAtOrBelowIt() {
    world.give(World.ANNA, "Reader", World.VAULT_ID);
    assertThat(seen(ResourceId.ROOT)).isTrue();
    assertThat(seen(World.SUB)).isTrue();
    assertThat(seen(World.VAULT_ID)).isTrue();
    assertThat(seen(World.VAULT_ID.child("secrets/db"))).isTrue();
    assertThat(seen(ResourceId.resourceGroup(World.SUBSCRIPTION, "Wide"))).isFalse();
    assertThat(seen(ResourceId.of(World.GROUP + "x"))).isFalse();
    Caller stranger =
        World.caller(World.ABROAD, World.ANNA, Optional.of(World.CLIENT), "203.0.113.7");
    assertThat(world.authorizer().reaches(World.TX, stranger, World.SUB, World.NOW)).isFalse();
    Caller nobody = Caller.nobody(ANNA.origin());
    assertThat(world.authorizer().reaches(World.TX, nobody, World.SUB, World.NOW)).isFalse();
    Caller job = new Caller(new Who.Job("purge"), Origin.internal("1"));
    assertThat(world.authorizer().reaches(World.TX, job, World.SUB, World.NOW)).isTrue();
  }

  private boolean seen(ResourceId scope) {
    return world.authorizer().reaches(World.TX, ANNA, scope, World.NOW);
  }

  @Test
  void aHostWithoutAVaultIsNotFound() {
    Target nowhere = Target.InVault.object(VaultName.of("nowhere"), "secrets", "Db");
    assertThat(world.judge(ANNA, GET, nowhere).objection())
        .contains(new Problem.VaultNotFound("contoso.vault.test"));
  }

  @Test
  void nobodyMayDoOnlyWhatIsOpen() {
    Caller nobody = Caller.nobody(ANNA.origin());
    Action open = Action.open("Token", Effect.READ);
    assertThat(world.judge(nobody, open, new Target.Server()).allowed()).isTrue();
    assertThat(world.judge(nobody, GET, SECRET).objection())
        .containsInstanceOf(Problem.Unauthenticated.class);
    assertThat(world.judge(nobody, WRITE_VAULT, new Target.Resource(World.SUB)).objection())
        .containsInstanceOf(Problem.Unauthenticated.class);
    assertThat(world.authorizer().holds(World.TX, nobody, "x/read", World.SUB, World.NOW))
        .isFalse();
  }

  @Test
  void theServersOwnJobsPassEverything() {
    world.network =
        new NetworkRules(
            DefaultAction.DENY, Bypass.NONE, IpRules.NONE, List.of(), PublicAccess.DISABLED);
    Caller job = new Caller(new Who.Job("purge"), Origin.internal("1"));
    Access access = world.judge(job, GET, SECRET);
    assertThat(access.allowed()).isTrue();
    assertThat(access.model()).isEqualTo(Model.NONE);
    assertThat(access.resource()).contains(World.VAULT_ID);
    assertThat(world.authorizer().holds(World.TX, job, "x/write", World.SUB, World.NOW)).isTrue();
  }

  @Test
  void theRecordNamesTheAssignmentThatAllowed() {
    RoleAssignment given =
        world.give(World.ANNA, World.role("Key Vault Secrets User"), World.GROUP);
    Access access = world.judge(ANNA, GET, SECRET);
    assertThat(access.grantedBy()).contains(given.path().display());
    assertThat(access.resource()).contains(World.VAULT_ID);
  }

  @Test
  void aChangeBitesAtTheNextRequest() {
    Rbac authorizer = world.authorizer();
    assertThat(allowed(authorizer)).isFalse();
    world.memberOf.put(World.ANNA, Set.of(World.TEAM));
    assertThat(allowed(authorizer)).isFalse();
    world.give(World.TEAM, "Key Vault Secrets User", World.VAULT_ID.child("secrets/db"));
    assertThat(allowed(authorizer)).isTrue();
    world.memberOf.put(World.ANNA, Set.of());
    assertThat(allowed(authorizer)).isFalse();
    world.memberOf.put(World.ANNA, Set.of(PrincipalId.of("cccccccc-0000-0000-0000-000000000009")));
    assertThat(allowed(authorizer)).isFalse();
    world.memberOf.put(World.ANNA, Set.of(World.TEAM));
    assertThat(allowed(authorizer)).isTrue();
    world.takeAll();
    assertThat(allowed(authorizer)).isFalse();
  }

  private static boolean allowed(Rbac authorizer) {
    return authorizer
        .judge(World.TX, new Question(ANNA, GET, SECRET, _ -> Traits.NONE, World.NOW))
        .allowed();
  }
}
