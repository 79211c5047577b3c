package dev.strongroom.access;

import static dev.strongroom.kernel.AssertRefused.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.access.RoleDefinition.Permission;
import dev.strongroom.model.ResourceId;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a custom role can be: each limit at, below and above.
class RoleDraftTest {
  private static final Permission READ = World.control(List.of("*/read"), List.of());
  private static final List<ResourceId> SUB = List.of(World.SUB);

  @Test
  void theNameHasOneTo512Characters() {
    assertThat(draft("n", "", 1, 1).name()).isEqualTo("n");
    assertThat(draft("n".repeat(512), "", 1, 1).name()).hasSize(512);
    assertRefused("InvalidRoleDefinition", () -> draft("n".repeat(513), "", 1, 1));
    assertRefused("InvalidRoleDefinition", () -> draft(" ", "", 1, 1));
  }

  @Test
  void theDescriptionHasAtMost2048Characters() {
    assertThat(draft("n", "d".repeat(2_048), 1, 1).description()).hasSize(2_048);
    assertRefused("InvalidRoleDefinition", () -> draft("n", "d".repeat(2_049), 1, 1));
  }

  @Test
  void itNamesAtMost2000Actions() {
    assertThat(draft("n", "", 2_000, 1).permissions().getFirst().actions()).hasSize(2_000);
    assertRefused("InvalidRoleDefinition", () -> draft("n", "", 2_001, 1));
  }

  @Test
  void itHasAtMost2000Scopes() {
    assertThat(draft("n", "", 1, 2_000).assignableScopes()).hasSize(2_000);
    assertRefused("InvalidRoleDefinition", () -> draft("n", "", 1, 2_001));
    assertRefused("InvalidRoleDefinition", () -> draft("n", "", 1, 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "*/read",
        "Microsoft.KeyVault/*",
        "Microsoft.KeyVault/vaults/*/read",
        "a-b/c_d/E.f"
      })
  void actions(String action) {
    assertThat(of(World.data(List.of(action), List.of()), SUB).permissions()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "read", "Microsoft.KeyVault", "/read", "a//b", "a/", "a b/c", "a/b?", "**"})
  void notActions(String action) {
    assertRefused(
        "InvalidActionOrNotAction", () -> of(World.control(List.of("*"), List.of(action)), SUB));
  }

  @Test
  void anActionHasAtMost256Characters() {
    String longest = "a/" + "b".repeat(254);
    assertThat(of(World.control(List.of(longest), List.of()), SUB).permissions()).hasSize(1);
    assertRefused(
        "InvalidActionOrNotAction",
        () -> of(World.control(List.of(longest + "b"), List.of()), SUB));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/subscriptions/s",
        "/subscriptions/s/resourceGroups/g",
        "/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/v",
        "/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/v/secrets/x"
      })
  void scopes(String scope) {
    assertThat(of(READ, List.of(ResourceId.of(scope))).assignableScopes()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/subscriptions",
        "/subscriptions/*",
        "/subscriptions/s/resourceGroups",
        "/subscriptions/s/resourceGroups/*",
        "/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults",
        "/tenants/t"
      })
  void noScopes(String scope) {
    assertRefused("InvalidAssignableScope", () -> of(READ, List.of(ResourceId.of(scope))));
  }

  @Test
  void aScopeMayLieAsDeepAsItWants() {
    scopes("/subscriptions/s/resourceGroups/g/providers/p" + "/a/b".repeat(50_000));
  }

  private static RoleDraft draft(String name, String description, int actions, int scopes) {
    return new RoleDraft(
        name,
        description,
        List.of(World.control(Collections.nCopies(actions, "*/read"), List.of())),
        Collections.nCopies(scopes, World.SUB));
  }

  private static RoleDraft of(Permission permission, List<ResourceId> scopes) {
    return new RoleDraft("n", "", List.of(permission), scopes);
  }
}
