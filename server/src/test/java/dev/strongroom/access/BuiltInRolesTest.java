package dev.strongroom.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.access.RoleDefinition.Permission;
import dev.strongroom.condition.Condition;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BuiltInRolesTest {
  private final List<RoleDefinition> roles = BuiltInRoles.load().definitions();

  @Test
  void thirtyFiveRolesOfAzureAndOneOfOursEachWithItsOwnIdAndName() {
    assertThat(roles).hasSize(36);
    assertThat(roles).extracting(RoleDefinition::id).doesNotHaveDuplicates();
    assertThat(roles).extracting(RoleDefinition::name).doesNotHaveDuplicates();
    assertThat(roles).allMatch(RoleDefinition::builtIn);
    assertThat(roles).allMatch(role -> !role.description().isBlank());
    assertThat(roles).allMatch(role -> !role.permissions().isEmpty());
  }

  @Test
  void secretsUserIsAzures() {
    RoleDefinition role = named("Key Vault Secrets User");
    assertThat(role.id().toString()).isEqualTo("4633458b-17de-408a-b874-0445c86b69e6");
    assertThat(role.description())
        .isEqualTo(
            "Read secret contents. Only works for key vaults that use the 'Azure role-based access"
                + " control' permission model.");
    assertThat(role.permissions())
        .containsExactly(
            new Permission(
                List.of(),
                List.of(),
                List.of(
                    "Microsoft.KeyVault/vaults/secrets/getSecret/action",
                    "Microsoft.KeyVault/vaults/secrets/readMetadata/action"),
                List.of(),
                Optional.empty()));
  }

  @Test
  void notActionsAndConditionsAreRead() {
    assertThat(named("Contributor").permissions().getFirst().notActions())
        .contains("Microsoft.Authorization/*/Write")
        .hasSize(11);
    List<String> conditional =
        roles.stream()
            .filter(role -> role.permissions().getFirst().condition().isPresent())
            .map(RoleDefinition::name)
            .toList();
    assertThat(conditional)
        .containsExactlyInAnyOrder(
            "Key Vault Data Access Administrator", "Privileged Monitoring Data Reader");
    for (String name : conditional) {
      String condition = named(name).permissions().getFirst().condition().orElseThrow();
      assertThat(RoleCondition.kept(condition).meaning())
          .as(name)
          .isNotEqualTo(Condition.UNREADABLE);
    }
  }

  private RoleDefinition named(String name) {
    return roles.stream().filter(role -> role.name().equals(name)).findFirst().orElseThrow();
  }
}
