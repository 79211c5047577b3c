package dev.strongroom.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.access.BuiltInRoles;
import dev.strongroom.access.DenyAssignment;
import dev.strongroom.access.DenyAssignment.Content;
import dev.strongroom.access.DenyAssignment.Subject;
import dev.strongroom.access.DenyAssignment.Whom;
import dev.strongroom.access.RoleAssignment.Stamps;
import dev.strongroom.access.RoleCondition;
import dev.strongroom.access.RoleDefinition.Permission;
import dev.strongroom.access.ScopeRemoval;
import dev.strongroom.kernel.TestTx;
import dev.strongroom.model.AssignmentId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
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

/// Deny assignments in a real database, on every dialect.
@ParameterizedClass
@EnumSource
class DenySqlContractTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  private static final TenantId TENANT = TenantId.of("aaaaaaaa-0000-0000-0000-000000000001");
  private static final AssignmentId ONE = AssignmentId.of("00000000-0000-0000-0000-000000000001");
  private static final Subject ANNA =
      new Subject(PrincipalId.of("bbbbbbbb-0000-0000-0000-000000000001"), "User");
  private static final Subject UNTYPED = new Subject(Subject.EVERYONE, "");
  private static final Whom EVERYBODY_ELSE = new Whom(List.of(UNTYPED), List.of(ANNA, ANNA));

  @Parameter Databases databases;
  @TempDir Path folder;

  private final AccessSql access = new AccessSql(BuiltInRoles.load());
  private final DenySql denials = new DenySql();

  @Test
  void aDenialComesBackAsItWasGiven() {
    Permission conditional =
        new Permission(
            List.of("*", "a\nb/c"),
            List.of(),
            List.of(),
            List.of("d/e"),
            Optional.of("ActionMatches{'*'}"));
    Permission bare = new Permission(List.of(), List.of(), List.of(), List.of(), Optional.empty());
    DenyAssignment given =
        denial(
            new Content(
                "näme\n",
                "",
                List.of(conditional, bare),
                EVERYBODY_ELSE,
                true,
                Optional.of(RoleCondition.parse("ActionMatches{'*'}"))));
    try (TestStore store = databases.fresh(folder)) {
      save(store, given);
      assertThat(all(store)).containsExactly(given);
    }
  }

  @Test
  void aChangeReplacesItAndARemovedScopeTakesItAway() {
    Content before =
        new Content("before", "about", List.of(), EVERYBODY_ELSE, true, Optional.empty());
    Content after =
        new Content(
            "after", "", List.of(), new Whom(List.of(ANNA), List.of()), false, Optional.empty());
    try (TestStore store = databases.fresh(folder)) {
      save(store, denial(before));
      save(store, denial(after));
      assertThat(all(store)).containsExactly(denial(after));
      ScopeRemoval beside = new ScopeRemoval(ResourceId.of("/subscriptions/s/resourceGroups/w"));
      store.change(tx -> access.deleteUnder(tx, TestTx.approved(beside)));
      assertThat(all(store)).hasSize(1);
      ScopeRemoval above = new ScopeRemoval(ResourceId.of("/subscriptions/S"));
      store.change(tx -> access.deleteUnder(tx, TestTx.approved(above)));
      assertThat(all(store)).isEmpty();
      save(store, denial(after));
      store.change(tx -> denials.remove(tx, TestTx.approved(denial(after))));
      assertThat(all(store)).isEmpty();
    }
  }

  private void save(TestStore store, DenyAssignment denial) {
    store.change(tx -> denials.save(tx, TestTx.approved(denial)));
  }

  private List<DenyAssignment> all(TestStore store) {
    return store.read(access::table).denials();
  }

  private static DenyAssignment denial(Content content) {
    return new DenyAssignment(
        ONE,
        TENANT,
        ResourceId.of("/subscriptions/s/resourceGroups/web"),
        content,
        new Stamps(NOW, "maker", NOW.plusMillis(7), "editor"));
  }
}
