package dev.strongroom.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.strongroom.access.PolicyPermissions.Kind;
import dev.strongroom.kernel.Caller;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.kernel.Target;
import dev.strongroom.model.AppId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.TenantId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Access policies: who they let in, and how requests change them.
class AccessPoliciesTest {
  private static final Target SECRET = Target.InVault.object(World.VAULT, "secrets", "db");

  @Test
  void everySmallWorldAnswersAsTheRulesSay() {
    List<AccessPolicy> possible = new ArrayList<>();
    for (PrincipalId id : List.of(World.ANNA, World.BERT, World.TEAM)) {
      for (TenantId tenant : List.of(World.HOME, World.ABROAD)) {
        for (Optional<AppId> app : apps()) {
          for (String names : List.of("", "get", "GET list", "all", "all purge", "purge")) {
            possible.add(policy(tenant, id, app, names));
          }
        }
      }
    }
    for (Set<PrincipalId> groups : List.of(Set.<PrincipalId>of(), Set.of(World.TEAM))) {
      for (int first = 0; first < possible.size(); first += 1) {
        for (int second = first; second < possible.size(); second += 1) {
          compare(List.of(possible.get(first), possible.get(second)), groups);
        }
      }
    }
  }

  private static void compare(List<AccessPolicy> entries, Set<PrincipalId> groups) {
    World world = new World();
    world.rbac = false;
    world.policies = AccessPolicies.of(entries);
    world.memberOf.put(World.ANNA, groups);
    for (Optional<AppId> app : apps()) {
      Caller anna = World.caller(World.HOME, World.ANNA, app, "203.0.113.7");
      for (String name : List.of("get", "list", "purge")) {
        boolean allowed =
            world
                .judge(anna, World.secretAction("any/action", "secrets/" + name), SECRET)
                .allowed();
        assertThat(allowed)
            .as("%s through %s in %s with %s", name, app, groups, entries)
            .isEqualTo(referenceAllows(entries, groups, app, name));
      }
    }
  }

  /// The rules as plainly as they can be written, for Anna of the home tenant.
  private static boolean referenceAllows(
      List<AccessPolicy> entries, Set<PrincipalId> groups, Optional<AppId> app, String name) {
    for (AccessPolicy entry : entries) {
      boolean hers = entry.objectId().equals(World.ANNA) || groups.contains(entry.objectId());
      boolean here = entry.tenant().equals(World.HOME);
      boolean through =
          entry.application().isEmpty()
              || (app.isPresent() && app.get().equals(entry.application().get()));
      List<String> names = entry.permissions().of(Kind.SECRETS);
      boolean named = names.contains(name) || (names.contains("all") && !name.equals("purge"));
      if (hers && here && through && named) {
        return true;
      }
    }
    return false;
  }

  @Test
  void aMemberOfManyGroupsIsFoundToo() {
    World world = new World();
    world.rbac = false;
    world.policies = AccessPolicies.of(List.of(secrets(World.TEAM, "get")));
    world.memberOf.put(
        World.ANNA, Set.of(World.TEAM, PrincipalId.of("cccccccc-0000-0000-0000-000000000002")));
    Caller anna = World.caller(World.ANNA);
    assertThat(world.judge(anna, World.secretAction("x", "secrets/get"), SECRET).allowed())
        .isTrue();
    assertThat(world.judge(anna, World.secretAction("x", "secrets/set"), SECRET).allowed())
        .isFalse();
  }

  @Test
  void namesAreUnderstoodInAnyCaseAndAnsweredInAzures() {
    PolicyPermissions given =
        new PolicyPermissions(
            java.util.Map.of(
                Kind.KEYS, List.of("UNWRAPKEY", "get", "Get"), Kind.SECRETS, List.of("All")));
    assertThat(given.of(Kind.KEYS)).containsExactly("unwrapKey", "get");
    assertThat(given.of(Kind.SECRETS)).containsExactly("all");
    assertThat(given.granted())
        .contains("keys/unwrapKey", "keys/unwrapkey", "secrets/set")
        .doesNotContain("secrets/purge", "keys/list", "certificates/get");
  }

  @Test
  void policiesAreTheSameWhenTheirEntriesAre() {
    AccessPolicies one = AccessPolicies.of(List.of(secrets(World.ANNA, "get")));
    assertThat(one)
        .isEqualTo(AccessPolicies.of(List.of(secrets(World.ANNA, "Get"))))
        .hasSameHashCodeAs(AccessPolicies.of(List.of(secrets(World.ANNA, "get"))))
        .isNotEqualTo(AccessPolicies.of(List.of(secrets(World.BERT, "get"))))
        .isNotEqualTo("policies");
  }

  @Test
  void anUnknownNameIsRefusedWithTheNamesThatExist() {
    Problem problem = refusal(() -> PolicyPermissions.of(Kind.SECRETS, "get", "wrapKey"));
    assertThat(problem)
        .isEqualTo(
            new Problem.Invalid(
                "BadRequest",
                "Invalid value found at accessPolicies.permissions.secrets: 'wrapKey'. Use one of:"
                    + " all, get, list, set, delete, recover, backup, restore, purge."));
  }

  @Test
  void addMergesIntoTheEntryOfTheSameIdentity() {
    AccessPolicies before = AccessPolicies.of(List.of(secrets(World.ANNA, "get")));
    AccessPolicy compound = policy(World.HOME, World.ANNA, Optional.of(World.CLIENT), "set");
    AccessPolicies after = before.add(List.of(secrets(World.ANNA, "list get"), compound));
    assertThat(after.entries()).containsExactly(secrets(World.ANNA, "get list"), compound);
    assertThat(before.entries()).containsExactly(secrets(World.ANNA, "get"));
  }

  @Test
  void replaceExchangesTheEntryOfTheSameIdentityAndAppendsOthers() {
    AccessPolicies before =
        AccessPolicies.of(List.of(secrets(World.ANNA, "get list"), secrets(World.BERT, "get")));
    AccessPolicies after =
        before.replace(List.of(secrets(World.ANNA, "set"), secrets(World.TEAM, "get")));
    assertThat(after.entries())
        .containsExactly(
            secrets(World.ANNA, "set"), secrets(World.BERT, "get"), secrets(World.TEAM, "get"));
  }

  @Test
  void removeTakesNamedPermissionsAndDropsAnEntryWithoutAny() {
    AccessPolicies before =
        AccessPolicies.of(List.of(secrets(World.ANNA, "get list"), secrets(World.BERT, "get")));
    assertThat(before.remove(List.of(secrets(World.ANNA, "get"))).entries())
        .containsExactly(secrets(World.ANNA, "list"), secrets(World.BERT, "get"));
    assertThat(before.remove(List.of(secrets(World.BERT, "get"))).entries())
        .containsExactly(secrets(World.ANNA, "get list"));
    assertThat(before.remove(List.of(secrets(World.ANNA, ""))).entries())
        .containsExactly(secrets(World.BERT, "get"));
    assertThat(before.remove(List.of(secrets(World.TEAM, "get")))).isEqualTo(before);
  }

  @Test
  void removingFromAllLeavesTheOthersByName() {
    AccessPolicies before = AccessPolicies.of(List.of(secrets(World.ANNA, "all")));
    assertThat(before.remove(List.of(secrets(World.ANNA, "get set"))).entries())
        .containsExactly(secrets(World.ANNA, "list delete recover backup restore"));
    AccessPolicies withPurge = AccessPolicies.of(List.of(secrets(World.ANNA, "all purge")));
    assertThat(withPurge.remove(List.of(secrets(World.ANNA, "all"))).entries())
        .containsExactly(secrets(World.ANNA, "purge"));
  }

  @Test
  void aVaultHolds1024EntriesAndNotOneMore() {
    List<AccessPolicy> most = Collections.nCopies(1_024, secrets(World.ANNA, "get"));
    assertThat(AccessPolicies.of(most).entries()).hasSize(1_024);
    Problem problem =
        refusal(() -> AccessPolicies.of(most).add(List.of(secrets(World.BERT, "get"))));
    assertThat(problem.toString()).contains("BadRequest", "at most 1024", "1025");
  }

  private static Problem refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return catchThrowableOfType(Refused.class, call).problem();
  }

  private static List<Optional<AppId>> apps() {
    return List.of(Optional.empty(), Optional.of(World.CLIENT), Optional.of(World.OTHER_CLIENT));
  }

  private static AccessPolicy secrets(PrincipalId id, String names) {
    return policy(World.HOME, id, Optional.empty(), names);
  }

  private static AccessPolicy policy(
      TenantId tenant, PrincipalId id, Optional<AppId> app, String names) {
    PolicyPermissions permissions =
        names.isEmpty()
            ? PolicyPermissions.NONE
            : PolicyPermissions.of(Kind.SECRETS, names.split(" "));
    return new AccessPolicy(tenant, id, app, permissions);
  }
}
