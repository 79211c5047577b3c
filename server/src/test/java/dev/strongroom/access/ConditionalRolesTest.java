package dev.strongroom.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.access.RoleAssignment.Grant;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Caller;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Traits;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.RoleId;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Roles that count under a condition, as Azure documents them for Key Vault and for giving roles.
class ConditionalRolesTest {
  private static final Action GET = World.secretAction("getSecret/action", "secrets/get");
  private static final Action LIST = World.secretAction("readMetadata/action", "secrets/list");
  private static final Action SET = World.secretAction("setSecret/action", "secrets/set");
  private static final Action RESTORE = World.secretAction("restore/action", "secrets/restore");
  private static final Action ASSIGN =
      Action.control("Microsoft.Authorization/roleAssignments/write", Effect.WRITE);
  private static final Action TAKE =
      Action.control("Microsoft.Authorization/roleAssignments/delete", Effect.WRITE);
  private static final Target SECRETS = Target.InVault.collection(World.VAULT, "secrets");
  private static final Caller ANNA = World.caller(World.ANNA);
  private static final String NAME = "[Microsoft.KeyVault/vaults/secrets:name]";

  private final World world = new World();

  @Test
  void aPrefixHoldsForReadingOneSecretAndForNoList() {
    give("Key Vault Secrets User", "@Resource" + NAME + " StringStartsWith 'app-'");
    assertThat(may(GET, secret("app-db"))).isTrue();
    assertThat(may(GET, secret("other"))).isFalse();
    assertThat(may(LIST, secret("app-db"))).isTrue();
    assertThat(may(LIST, SECRETS)).isFalse();
    assertThat(may(GET, Target.InVault.object(World.VAULT, "deletedsecrets", "app-db"))).isTrue();
    assertThat(may(GET, Target.InVault.object(World.VAULT, "keys", "app-db"))).isFalse();
  }

  @Test
  void theSpellingInTheVaultDecidesNotTheCallers() {
    world.spelled.put("test-app", "Test-App");
    world.spelled.put("prod-db", "prod-db");
    give("Key Vault Secrets User", "@Resource" + NAME + " StringStartsWith 'test'");
    assertThat(may(GET, secret("test-app"))).isFalse();
    world.takeAll();
    give("Key Vault Secrets User", "@Resource" + NAME + " StringNotStartsWith 'prod-'");
    assertThat(may(GET, secret("PROD-db"))).isFalse();
    assertThat(may(GET, secret("other"))).isTrue();
  }

  @Test
  void whatIsMadeIsInTheRequestAndNotYetAResource() {
    give("Key Vault Secrets Officer", "@Request" + NAME + " StringStartsWith 'app-'");
    assertThat(may(SET, secret("app-new"))).isTrue();
    assertThat(may(SET, secret("new"))).isFalse();
    assertThat(may(GET, secret("app-new"))).isFalse();
    Traits blob = Traits.ofRequest(Map.of(Attributes.SECRET_NAME.canonical(), "app-old"));
    assertThat(world.judge(ANNA, RESTORE, SECRETS, blob).allowed()).isTrue();
    assertThat(world.judge(ANNA, RESTORE, SECRETS, Traits.NONE).allowed()).isFalse();
    world.takeAll();
    give("Key Vault Secrets Officer", "@Resource" + NAME + " StringStartsWith 'app-'");
    assertThat(may(SET, secret("app-new"))).isFalse();
  }

  @Test
  void aVaultsNameHoldsForListsToo() {
    give(
        "Key Vault Secrets User",
        "@Resource[Microsoft.KeyVault/vaults:name] StringStartsWith 'Cont'");
    assertThat(may(LIST, SECRETS)).isTrue();
    world.takeAll();
    give(
        "Key Vault Secrets User",
        "@Resource[Microsoft.KeyVault/vaults:name] StringStartsWith 'cont'");
    assertThat(may(LIST, SECRETS)).isFalse();
  }

  @Test
  void aTimeMayBoundARole() {
    give("Key Vault Secrets User", "@Environment[UtcNow] DateTimeLessThan '2026-11-24T10:00:01Z'");
    assertThat(may(GET, secret("db"))).isTrue();
    world.takeAll();
    give("Key Vault Secrets User", "@Environment[UtcNow] DateTimeLessThan '2026-11-24T10:00:00Z'");
    assertThat(may(GET, secret("db"))).isFalse();
  }

  @Test
  void aDataAccessAdministratorGivesAndTakesOnlyItsRoles() {
    world.give(World.ANNA, "Key Vault Data Access Administrator", World.SUB);
    Target vault = new Target.Resource(World.VAULT_ID);
    Traits user = Traits.ofRequest(traits(World.role("Key Vault Secrets User")));
    Traits owner = Traits.ofRequest(traits(World.role("Owner")));
    assertThat(world.judge(ANNA, ASSIGN, vault, user).allowed()).isTrue();
    assertThat(world.judge(ANNA, ASSIGN, vault, owner).allowed()).isFalse();
    assertThat(world.judge(ANNA, ASSIGN, vault, Traits.NONE).allowed()).isFalse();
    Traits held = Traits.ofResource(traits(World.role("Key Vault Reader")));
    assertThat(world.judge(ANNA, TAKE, vault, held).allowed()).isTrue();
    assertThat(world.judge(ANNA, TAKE, vault, user).allowed()).isFalse();
    Action read = Action.control("Microsoft.Authorization/roleAssignments/read", Effect.READ);
    assertThat(may(read, vault)).isTrue();
  }

  /// Azure wants the unrestricted right for switching a vault's permission model.
  @Test
  void aConstrainedRightIsNotTheRightAsSuch() {
    world.give(World.ANNA, "Key Vault Data Access Administrator", World.SUB);
    assertThat(holds(ASSIGN)).isFalse();
    assertThat(holds(Action.control("Microsoft.Authorization/roleAssignments/read", Effect.READ)))
        .isTrue();
    world.takeAll();
    give("Owner", "@Environment[UtcNow] DateTimeLessThan '2026-11-24T10:00:01Z'");
    assertThat(holds(ASSIGN)).isTrue();
    world.takeAll();
    give("Owner", "NOT Exists @Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId]");
    assertThat(holds(ASSIGN)).isFalse();
  }

  /// Or it would be a way around every condition: with a secret of an application, or into a group.
  @Test
  void aRoleUnderAConditionChangesNothingInTheDirectory() {
    Action join =
        Action.control("Microsoft.Authorization/directory/groups/members/write", Effect.WRITE);
    Action read = Action.control("Microsoft.Authorization/directory/read", Effect.READ);
    Target directory = new Target.Resource(ResourceId.of("/providers/Microsoft.Directory/groups"));
    Grant owner = new Grant(World.HOME, World.role("Owner"), World.ANNA, PrincipalType.USER);
    world.give(
        owner,
        ResourceId.of("/"),
        Optional.of(
            "!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'}) OR"
                + " @Request[Microsoft.Authorization/roleAssignments:PrincipalType] StringEquals"
                + " 'Group'"));
    assertThat(may(join, directory)).isFalse();
    assertThat(may(read, directory)).isTrue();
    world.give(World.ANNA, "Owner", ResourceId.of("/"));
    assertThat(may(join, directory)).isTrue();
  }

  @Test
  void aRoleWithoutConditionIsFoundBeforeOneWith() {
    give("Key Vault Secrets User", "@Resource" + NAME + " StringStartsWith 'd'");
    RoleAssignment plain = world.give(World.ANNA, World.role("Key Vault Secrets User"), World.SUB);
    assertThat(world.judge(ANNA, GET, secret("db")).grantedBy()).contains(plain.path().display());
  }

  @Test
  void permissionsShowBothConditions() {
    RoleDefinition.Permission one =
        World.control(java.util.List.of("*"), java.util.List.of()).under("a").under("b");
    assertThat(one.condition()).contains("(a) AND (b)");
  }

  @Test
  void aConditionThatCanNeverBeMetIsRefusedWithItsPlace() {
    for (String unknown :
        new String[] {
          "@Resource[Microsoft.Storage/storageAccounts:name] StringEquals 'a'",
          "@Principal[Microsoft.Directory/CustomSecurityAttributes/Id:Team] StringEquals 'a'",
          "@Request[Microsoft.KeyVault/vaults:name] StringEquals 'a'"
        }) {
      assertThatThrownBy(() -> RoleCondition.parse(unknown))
          .isInstanceOfSatisfying(
              Refused.class,
              refused ->
                  assertThat(refused.problem())
                      .isEqualTo(
                          new Problem.Invalid(
                              "InvalidCondition",
                              "The given role assignment condition is invalid. At line 1, column 1:"
                                  + " the attribute "
                                  + unknown.substring(0, unknown.indexOf(']') + 1)
                                  + " is not known.")));
    }
    assertThatThrownBy(() -> RoleCondition.parse("@Resource" + NAME + " NumericEquals 1"))
        .isInstanceOf(Refused.class);
  }

  private void give(String role, String condition) {
    Grant grant = new Grant(World.HOME, World.role(role), World.ANNA, PrincipalType.USER);
    RoleCondition.parse(condition);
    world.give(grant, World.VAULT_ID, Optional.of(condition));
  }

  private boolean may(Action action, Target target) {
    return world.judge(ANNA, action, target).allowed();
  }

  private boolean holds(Action action) {
    return world.authorizer().holds(World.TX, ANNA, action.name(), World.VAULT_ID, World.NOW);
  }

  private static Target secret(String name) {
    return Target.InVault.object(World.VAULT, "secrets", name);
  }

  private static Map<String, String> traits(RoleId role) {
    return RoleAssignment.traits(
        role, PrincipalId.of("bbbbbbbb-0000-0000-0000-000000000003"), PrincipalType.GROUP);
  }
}
