package dev.strongroom.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.access.BuiltInRoles;
import dev.strongroom.access.PrincipalType;
import dev.strongroom.access.RoleAssignment;
import dev.strongroom.access.RoleAssignment.Details;
import dev.strongroom.access.RoleAssignment.Grant;
import dev.strongroom.access.RoleAssignment.Stamps;
import dev.strongroom.access.RoleCondition;
import dev.strongroom.access.RoleTable;
import dev.strongroom.access.ScopeRemoval;
import dev.strongroom.kernel.TestTx;
import dev.strongroom.model.AssignmentId;
import dev.strongroom.model.PrincipalId;
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

/// Role assignments in a real database, on every dialect.
@ParameterizedClass
@EnumSource
class AccessSqlContractTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  private static final TenantId TENANT = TenantId.of("aaaaaaaa-0000-0000-0000-000000000001");
  private static final TenantId OTHER_TENANT = TenantId.of("aaaaaaaa-0000-0000-0000-000000000002");
  private static final RoleId READER = RoleId.of("acdd72a7-3385-48ef-bd42-f606fba81ae7");
  private static final RoleId OWNER = RoleId.of("8e3af657-a8ff-443c-a75c-2fe8c4bcb635");
  private static final PrincipalId ANNA = PrincipalId.of("bbbbbbbb-0000-0000-0000-000000000001");
  private static final AssignmentId ONE = AssignmentId.of("00000000-0000-0000-0000-000000000001");
  private static final AssignmentId TWO = AssignmentId.of("00000000-0000-0000-0000-000000000002");
  private static final AssignmentId THREE = AssignmentId.of("00000000-0000-0000-0000-000000000003");
  private static final ResourceId VAULT =
      ResourceId.of("/subscriptions/s/resourceGroups/We_b/providers/Microsoft.KeyVault/vaults/V1");

  @Parameter Databases databases;
  @TempDir Path folder;

  private final AccessSql access = new AccessSql(BuiltInRoles.load());

  @Test
  void anAssignmentComesBackAsItWasGiven() {
    RoleAssignment given =
        new RoleAssignment(
            ONE,
            VAULT,
            new Grant(TENANT, READER, ANNA, PrincipalType.GROUP),
            new Details(
                Optional.of("for the auditors ✓"),
                Optional.of("/subscriptions/s/mi"),
                Optional.of(RoleCondition.parse("ActionMatches{'*'}"))),
            new Stamps(NOW, "maker", NOW.plusMillis(7), "editor"));
    try (TestStore store = databases.fresh(folder)) {
      assertThat(insert(store, given)).isTrue();
      assertThat(all(store)).containsExactly(given);
      RoleAssignment read = all(store).getFirst();
      assertThat(read.scope().display()).isEqualTo(VAULT.display());
      RoleTable table = store.read(access::table);
      assertThat(table.find(TENANT, ONE)).contains(given);
      assertThat(table.find(OTHER_TENANT, ONE)).isEmpty();
    }
  }

  @Test
  void aChangeIsSeenInItsOwnTransactionAndByTheNextRead() {
    try (TestStore store = databases.fresh(folder)) {
      insert(store, assignment(TENANT, ONE, VAULT, READER));
      assertThat(all(store)).hasSize(1);
      List<RoleAssignment> inside =
          store.write(tx -> {
            access.table(tx);
            access.insert(tx, TestTx.approved(assignment(TENANT, TWO, VAULT, OWNER)));
            return access.table(tx).assignments();
          });
      assertThat(inside).hasSize(2);
      assertThat(all(store)).hasSize(2);
    }
  }

  @Test
  void nothingIsCompiledTwiceWhileNothingChanges() {
    try (TestStore store = databases.fresh(folder)) {
      insert(store, assignment(TENANT, ONE, VAULT, READER));
      RoleTable first = store.read(access::table);
      RoleTable second = store.read(access::table);
      assertThat(second).isSameAs(first);
      if (databases != Databases.POSTGRES_SHARED) {
        RoleTable inMemory = store.memory(access::table);
        assertThat(inMemory).isSameAs(first);
      }
    }
  }

  @Test
  void nobodyHoldsARoleTwiceAtAScope() {
    try (TestStore store = databases.fresh(folder)) {
      assertThat(insert(store, assignment(TENANT, ONE, VAULT, READER))).isTrue();
      ResourceId shouted = ResourceId.of(VAULT.canonical());
      assertThat(insert(store, assignment(TENANT, TWO, shouted, READER))).isFalse();
      assertThat(all(store)).extracting(RoleAssignment::id).containsExactly(ONE);
    }
  }

  @Test
  void anIdIsUsedOnceInATenant() {
    try (TestStore store = databases.fresh(folder)) {
      assertThat(insert(store, assignment(TENANT, ONE, VAULT, READER))).isTrue();
      assertThat(insert(store, assignment(TENANT, ONE, ResourceId.ROOT, OWNER))).isFalse();
      assertThat(insert(store, assignment(OTHER_TENANT, ONE, ResourceId.ROOT, OWNER))).isTrue();
      assertThat(all(store)).hasSize(2);
    }
  }

  @Test
  void onlyDetailsAndTheLaterStampChange() {
    try (TestStore store = databases.fresh(folder)) {
      insert(store, assignment(TENANT, ONE, VAULT, READER));
      Details details =
          new Details(
              Optional.of("new"),
              Optional.empty(),
              Optional.of(RoleCondition.parse("Exists @Environment[UtcNow]")));
      RoleAssignment changed =
          new RoleAssignment(
              ONE,
              VAULT,
              new Grant(TENANT, READER, ANNA, PrincipalType.USER),
              details,
              new Stamps(NOW, "a", NOW.plusSeconds(60), "b"));
      store.change(tx -> access.update(tx, TestTx.approved(changed)));
      assertThat(all(store)).containsExactly(changed);
    }
  }

  @Test
  void deletingTakesOneAndNotItsNamesakeInAnotherTenant() {
    RoleAssignment kept = assignment(OTHER_TENANT, ONE, VAULT, READER);
    RoleAssignment gone = assignment(TENANT, ONE, VAULT, READER);
    try (TestStore store = databases.fresh(folder)) {
      insert(store, kept);
      insert(store, gone);
      store.change(tx -> access.delete(tx, TestTx.approved(gone)));
      assertThat(all(store)).containsExactly(kept);
    }
  }

  @Test
  void aScopeGoesWithEverythingBelowItAndNothingBeside() {
    ResourceId neighbour = ResourceId.of(VAULT.display() + "x");
    ResourceId wildcardTwin =
        ResourceId.of(
            "/subscriptions/s/resourceGroups/WeXb/providers/Microsoft.KeyVault/vaults/V1/secrets/a");
    try (TestStore store = databases.fresh(folder)) {
      insert(store, assignment(TENANT, ONE, VAULT, READER));
      insert(store, assignment(TENANT, TWO, VAULT.child("secrets/a"), READER));
      insert(store, assignment(TENANT, THREE, neighbour, READER));
      insert(store, assignment(OTHER_TENANT, TWO, wildcardTwin, READER));
      store.change(tx -> access.deleteUnder(tx, TestTx.approved(new ScopeRemoval(VAULT))));
      assertThat(all(store))
          .extracting(RoleAssignment::scope)
          .containsExactlyInAnyOrder(neighbour, wildcardTwin);
    }
  }

  @Test
  void whatFailsLeavesNothing() {
    try (TestStore store = databases.fresh(folder)) {
      try {
        store.change(tx -> {
          access.insert(tx, TestTx.approved(assignment(TENANT, ONE, VAULT, READER)));
          throw new IllegalStateException("on purpose");
        });
      } catch (IllegalStateException expected) {
        assertThat(expected).hasMessage("on purpose");
      }
      assertThat(all(store)).isEmpty();
    }
  }

  private boolean insert(TestStore store, RoleAssignment assignment) {
    return store.write(tx -> access.insert(tx, TestTx.approved(assignment)));
  }

  private List<RoleAssignment> all(TestStore store) {
    return store.read(tx -> access.table(tx).assignments());
  }

  private static RoleAssignment assignment(
      TenantId tenant, AssignmentId id, ResourceId scope, RoleId role) {
    return new RoleAssignment(
        id,
        scope,
        new Grant(tenant, role, ANNA, PrincipalType.USER),
        Details.NONE,
        new Stamps(NOW, "a", NOW, "a"));
  }
}
