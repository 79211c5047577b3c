package dev.strongroom.whole;

import static dev.strongroom.kernel.AssertRefused.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.access.AccessStore;
import dev.strongroom.access.BuiltInRoles;
import dev.strongroom.access.CustomRoles;
import dev.strongroom.access.DenyAssignment;
import dev.strongroom.access.DenyStore;
import dev.strongroom.access.ExplainWho;
import dev.strongroom.access.GivenRoles;
import dev.strongroom.access.Hierarchy;
import dev.strongroom.access.Inquiry;
import dev.strongroom.access.Population.Member;
import dev.strongroom.access.PrincipalType;
import dev.strongroom.access.PutDenyAssignment;
import dev.strongroom.access.PutRoleDefinition;
import dev.strongroom.access.RoleAssignment.Stamps;
import dev.strongroom.access.RoleDefinition;
import dev.strongroom.access.RoleDefinition.Maker;
import dev.strongroom.access.RoleDefinition.Permission;
import dev.strongroom.access.RoleDraft;
import dev.strongroom.access.RoleStore;
import dev.strongroom.access.RoleTable;
import dev.strongroom.groups.GroupId;
import dev.strongroom.groups.GroupStore;
import dev.strongroom.groups.Groups;
import dev.strongroom.groups.ManagementGroup;
import dev.strongroom.groups.ManagementGroup.Change;
import dev.strongroom.groups.SaveManagementGroup;
import dev.strongroom.groups.SaveManagementGroup.Wanted;
import dev.strongroom.groups.SubscriptionPlace;
import dev.strongroom.groups.Tree;
import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Caller;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Gate;
import dev.strongroom.kernel.Knock;
import dev.strongroom.kernel.OpenGate;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Origin;
import dev.strongroom.kernel.Traits;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.AssignmentId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.RoleId;
import dev.strongroom.model.TenantId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// The limits of roles, denials, management groups and explanations: at, below and above each. The
/// stores are lists in memory; whoever asks may do everything.
class AccessLimitsTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  private static final TenantId TENANT = TenantId.of("aaaaaaaa-0000-0000-0000-000000000001");
  private static final PrincipalId ANNA = PrincipalId.of("bbbbbbbb-0000-0000-0000-000000000001");
  private static final BuiltInRoles BUILT_IN = BuiltInRoles.load();
  private static final ResourceId SCOPE = ResourceId.of("/subscriptions/s");
  private static final Permission READ =
      new Permission(List.of("*/read"), List.of(), List.of(), List.of(), Optional.empty());
  private static final Stamps STAMPS = new Stamps(NOW, "", NOW, "");

  private final List<RoleDefinition> roles = new ArrayList<>();
  private final List<DenyAssignment> denials = new ArrayList<>();
  private final List<ManagementGroup> groups = new ArrayList<>();
  private final AccessStore store = new GivenRoles(this::table);

  @Test
  void aTenantHas5000CustomRoles() {
    for (int i = 0; i < 4_999; i += 1) {
      roles.add(role(i));
    }
    put(4_999);
    assertThat(roles).hasSize(5_000);
    assertRefused("RoleDefinitionLimitExceeded", () -> put(5_000));
    put(17);
    assertThat(roles).as("a change is no new role").hasSize(5_000);
  }

  @Test
  void thereAre2000DenyAssignments() {
    for (int i = 0; i < 1_999; i += 1) {
      denials.add(denial(i));
    }
    deny(1_999);
    assertThat(denials).hasSize(2_000);
    assertRefused("DenyAssignmentLimitExceeded", () -> deny(2_000));
    deny(17);
    assertThat(denials).hasSize(2_000);
  }

  @Test
  void aTenantHas10000ManagementGroups() {
    for (int i = 0; i < 9_999; i += 1) {
      groups.add(group("g" + i, Optional.of(rootGroup())));
    }
    save("last", Optional.empty());
    assertThat(groups).hasSize(10_000);
    assertRefused("ManagementGroupLimitExceeded", () -> save("more", Optional.empty()));
    save("g17", Optional.empty());
    assertThat(groups).hasSize(10_000);
  }

  @Test
  void thereAreSixLevelsBelowTheRootGroup() {
    save("l1", Optional.empty());
    for (int level = 2; level <= 6; level += 1) {
      save("l" + level, Optional.of("l" + (level - 1)));
    }
    assertRefused("ManagementGroupHierarchyTooDeep", () -> save("l7", Optional.of("l6")));
    save("a", Optional.empty());
    save("b", Optional.of("a"));
    assertRefused("ManagementGroupHierarchyTooDeep", () -> save("a", Optional.of("l5")));
    save("a", Optional.of("l4"));
    assertThat(groups).hasSize(8);
  }

  @Test
  void theNamesOfAGroupHaveAtMost90Characters() {
    assertThat(GroupId.parse("n".repeat(90))).isPresent();
    assertThat(GroupId.parse("n".repeat(91))).isEmpty();
    assertThat(GroupId.parse("")).isEmpty();
    assertThat(GroupId.parse("ends.")).isEmpty();
    assertThat(wanted("d".repeat(90)).displayName()).isPresent();
    assertRefused("InvalidDisplayName", () -> wanted("d".repeat(91)));
    assertRefused("InvalidDisplayName", () -> wanted(" "));
  }

  @Test
  void whoCanDoSomethingIsAskedOf10000Principals() {
    assertThat(who(10_000)).hasSize(10_000);
    assertRefused("TooManyPrincipals", () -> who(10_001));
  }

  private List<ExplainWho.Holder> who(int members) {
    List<Member> directory = new ArrayList<>();
    for (int i = 0; i < members; i += 1) {
      directory.add(new Member(new PrincipalId(new UUID(3, i)), PrincipalType.USER, ""));
    }
    Inquiry.Seams seams =
        new Inquiry.Seams((_, _) -> OpenGate.allowed(), (_, _) -> Optional.empty());
    Inquiry inquiry = new Inquiry(SCOPE, "a/read", false, Optional.empty(), Traits.NONE);
    return perform(new ExplainWho(seams, (_, _) -> directory, TENANT, inquiry));
  }

  private void put(int number) {
    RoleDefinition role = role(number);
    perform(
        new PutRoleDefinition(
            new CustomRoles(store, new Roles(), (_, _, _, _, _) -> true),
            TENANT,
            SCOPE,
            role.id(),
            new RoleDraft(role.name(), "", List.of(READ), List.of(SCOPE))));
  }

  private void deny(int number) {
    DenyAssignment denial = denial(number);
    perform(
        new PutDenyAssignment(
            new PutDenyAssignment.Ports(store, new Denials(), (_, _) -> Set.of()),
            TENANT,
            SCOPE,
            denial.id(),
            denial.content()));
  }

  private void save(String name, Optional<String> parent) {
    perform(
        new SaveManagementGroup(
            new Groups(new Forest(), store, (_, _, _, _, _) -> true, (_, _, _, _) -> true),
            GroupId.of(name),
            new Wanted(Optional.empty(), parent.map(GroupId::of), false)));
  }

  private static Wanted wanted(String displayName) {
    return new Wanted(Optional.of(displayName), Optional.empty(), false);
  }

  private static RoleDefinition role(int number) {
    return new RoleDefinition(
        new RoleId(new UUID(1, number)),
        new Maker.Tenant(TENANT, STAMPS),
        "role " + number,
        "",
        List.of(READ),
        List.of(SCOPE));
  }

  private static DenyAssignment denial(int number) {
    DenyAssignment.Subject bert =
        new DenyAssignment.Subject(new PrincipalId(new UUID(2, 2)), "User");
    return new DenyAssignment(
        new AssignmentId(new UUID(2, number)),
        TENANT,
        SCOPE,
        new DenyAssignment.Content(
            "denial",
            "",
            List.of(READ),
            new DenyAssignment.Whom(List.of(bert), List.of()),
            false,
            Optional.empty()),
        STAMPS);
  }

  private static ManagementGroup group(String name, Optional<GroupId> parent) {
    return new ManagementGroup(GroupId.of(name), TENANT, name, parent, new Change(1, NOW, ""));
  }

  private static GroupId rootGroup() {
    return GroupId.of(TENANT.toString());
  }

  private static <R> R perform(Operation<R> operation) {
    Gate gate =
        OpenGate.of(
            (_, _, _) -> new Who.Principal(TENANT, ANNA, Optional.empty(), "", Caller.Kind.USER),
            InstantSource.fixed(NOW),
            new Random(3));
    Knock knock =
        new Knock(Origin.internal("r"), Optional.of("token"), List.of(), Optional.empty(), false);
    return gate.perform(knock, _ -> operation);
  }

  private RoleTable table() {
    return new RoleTable(
        BUILT_IN, new RoleTable.Rows(roles, List.of(), List.of(), denials, Hierarchy.EMPTY));
  }

  private final class Roles implements RoleStore {
    @Override
    public void save(Tx tx, Approved<RoleDefinition> role) {
      roles.removeIf(old -> old.id().equals(role.value().id()));
      roles.add(role.value());
    }

    @Override
    public void remove(Tx tx, Approved<RoleDefinition> role) {
      roles.remove(role.value());
    }
  }

  private final class Denials implements DenyStore {
    @Override
    public void save(Tx tx, Approved<DenyAssignment> denial) {
      denials.removeIf(old -> old.id().equals(denial.value().id()));
      denials.add(denial.value());
    }

    @Override
    public void remove(Tx tx, Approved<DenyAssignment> denial) {
      denials.remove(denial.value());
    }
  }

  private final class Forest implements GroupStore {
    @Override
    public Tree tree(Tx tx) {
      return new Tree(groups, Map.of(), List.of());
    }

    @Override
    public void save(Tx tx, Approved<ManagementGroup> group) {
      groups.removeIf(old -> old.id().equals(group.value().id()));
      groups.add(group.value());
    }

    @Override
    public void remove(Tx tx, Approved<ManagementGroup> group) {
      groups.remove(group.value());
    }

    @Override
    public void place(Tx tx, Approved<SubscriptionPlace> place) {
      throw new AssertionError("no subscription is moved here");
    }
  }
}
