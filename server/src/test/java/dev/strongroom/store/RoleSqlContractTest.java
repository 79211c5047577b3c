package dev.strongroom.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.access.BuiltInRoles;
import dev.strongroom.access.RoleAssignment.Stamps;
import dev.strongroom.access.RoleDefinition;
import dev.strongroom.access.RoleDefinition.Maker;
import dev.strongroom.access.RoleDefinition.Permission;
import dev.strongroom.kernel.TestTx;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.RoleId;
import dev.strongroom.model.TenantId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Custom roles in a real database, on every dialect.
@ParameterizedClass
@EnumSource
class RoleSqlContractTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  private static final TenantId TENANT = TenantId.of("aaaaaaaa-0000-0000-0000-000000000001");
  private static final TenantId OTHER = TenantId.of("aaaaaaaa-0000-0000-0000-000000000002");
  private static final RoleId ROLE = RoleId.of("dddddddd-0000-0000-0000-000000000001");

  @Parameter Databases databases;
  @TempDir Path folder;

  private final AccessSql access = new AccessSql(BuiltInRoles.load());
  private final RoleSql roles = new RoleSql();

  @Test
  void aRoleComesBackAsItWasGiven() {
    RoleDefinition given =
        role(
            TENANT,
            "Röle\n✓",
            new Permission(
                List.of("*/read", "a\nb/c"), List.of("x/y"), List.of(), List.of(), none()),
            new Permission(List.of(), List.of(), List.of("d/*"), List.of("d/e"), none()));
    try (TestStore store = databases.fresh(folder)) {
      save(store, given);
      assertThat(found(store, TENANT)).contains(given);
      assertThat(found(store, TENANT).orElseThrow().assignableScopes().getFirst().display())
          .isEqualTo("/subscriptions/S");
      assertThat(found(store, OTHER)).isEmpty();
    }
  }

  @Test
  void aChangeReplacesAllOfItAndARemovalLeavesTheOtherTenants() {
    Permission one = new Permission(List.of("a/b"), List.of(), List.of(), List.of(), none());
    Permission two = new Permission(List.of("c/d"), List.of(), List.of(), List.of(), none());
    try (TestStore store = databases.fresh(folder)) {
      save(store, role(TENANT, "name", one, two));
      save(store, role(OTHER, "name", one));
      save(store, role(TENANT, "other name", two));
      assertThat(found(store, TENANT)).contains(role(TENANT, "other name", two));
      store.write(tx -> {
        roles.remove(tx, TestTx.approved(role(TENANT, "other name", two)));
        assertThat(access.table(tx).definition(TENANT, ROLE)).isEmpty();
        return 0;
      });
      assertThat(found(store, TENANT)).isEmpty();
      assertThat(found(store, OTHER)).contains(role(OTHER, "name", one));
      save(store, role(TENANT, "name"));
      assertThat(found(store, TENANT).orElseThrow().permissions()).isEmpty();
    }
  }

  private void save(TestStore store, RoleDefinition role) {
    store.write(tx -> {
      roles.save(tx, TestTx.approved(role));
      return 0;
    });
  }

  private Optional<RoleDefinition> found(TestStore store, TenantId tenant) {
    return store.read(tx -> access.table(tx).definition(tenant, ROLE));
  }

  private static RoleDefinition role(TenantId tenant, String name, Permission... permissions) {
    return new RoleDefinition(
        ROLE,
        new Maker.Tenant(tenant, new Stamps(NOW, "maker", NOW.plusMillis(7), "editor")),
        name,
        "about\nit",
        List.of(permissions),
        List.of(ResourceId.of("/subscriptions/S"), ResourceId.of("/subscriptions/t")));
  }

  private static Optional<String> none() {
    return Optional.empty();
  }
}
