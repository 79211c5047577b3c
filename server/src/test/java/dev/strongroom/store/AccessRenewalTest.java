package dev.strongroom.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.access.BuiltInRoles;
import dev.strongroom.access.DenyAssignment;
import dev.strongroom.access.DenyAssignment.Content;
import dev.strongroom.access.DenyAssignment.Whom;
import dev.strongroom.access.PrincipalType;
import dev.strongroom.access.RoleAssignment;
import dev.strongroom.access.RoleAssignment.Details;
import dev.strongroom.access.RoleAssignment.Grant;
import dev.strongroom.access.RoleAssignment.Stamps;
import dev.strongroom.access.RoleDefinition;
import dev.strongroom.access.RoleDefinition.Maker;
import dev.strongroom.access.RoleTable;
import dev.strongroom.access.ScopeRemoval;
import dev.strongroom.elevation.Level;
import dev.strongroom.elevation.Place;
import dev.strongroom.elevation.Policies;
import dev.strongroom.elevation.Policy;
import dev.strongroom.elevation.Schedule;
import dev.strongroom.elevation.Schedule.Provenance;
import dev.strongroom.elevation.Schedule.Terms;
import dev.strongroom.kernel.TestTx;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.AssignmentId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.RoleId;
import dev.strongroom.model.TenantId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who keeps the roles and schedules and follows each change has what who reads all rows has: in
/// the transaction, after it, and on another node.
class AccessRenewalTest {
  private static final int STEPS = 60;
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  private static final Stamps STAMPS = new Stamps(NOW, "a", NOW, "a");
  private static final TenantId TENANT = TenantId.of("aaaaaaaa-0000-0000-0000-000000000001");
  private static final RoleId READER = RoleId.of("acdd72a7-3385-48ef-bd42-f606fba81ae7");
  private static final RoleId OWN = new RoleId(new UUID(7, 7));
  private static final List<ResourceId> SCOPES =
      List.of(
          ResourceId.of("/subscriptions/s"),
          ResourceId.of("/subscriptions/s/resourceGroups/web"),
          ResourceId.of("/subscriptions/t"));

  /// What a node keeps.
  private record Kept(AccessSql access, ElevationSql elevation) {
    static Kept nothing() {
      return new Kept(new AccessSql(BuiltInRoles.load()), new ElevationSql());
    }

    /// Of all that is kept, in no order.
    List<Set<Object>> picture(Tx tx) {
      RoleTable table = access.table(tx);
      return List.of(
          new HashSet<>(table.assignments()),
          new HashSet<>(table.eligibilities()),
          new HashSet<>(table.definitions(TENANT)),
          new HashSet<>(table.denials()),
          new HashSet<>(elevation.schedules(tx).all()),
          Set.of(elevation.policies(tx).of(key()).changed()));
    }
  }

  @TempDir Path folder;
  private final long seed = System.nanoTime();
  private final SplittableRandom random = new SplittableRandom(seed);

  @Test
  void onOneNode() {
    try (TestStore node = Databases.SQLITE.fresh(folder)) {
      follow(node, node);
    }
  }

  @Test
  void onTheOtherOfTwoNodes() {
    String url = PostgresFixture.server().freshDatabase();
    try (TestStore writing = node(url, 1);
        TestStore reading = node(url, 2)) {
      follow(writing, reading);
    }
  }

  private void follow(TestStore writing, TestStore reading) {
    Kept there = Kept.nothing();
    Kept here = Kept.nothing();
    for (int step = 0; step < STEPS; step += 1) {
      List<Set<Object>> inside =
          writing.write(tx -> {
            change(there, tx);
            assertThat(there.picture(tx)).as("seed " + seed).isEqualTo(Kept.nothing().picture(tx));
            change(there, tx);
            return there.picture(tx);
          });
      List<Set<Object>> outside = reading.read(here::picture);
      List<Set<Object>> fresh = reading.read(tx -> Kept.nothing().picture(tx));
      assertThat(outside).as("seed " + seed).isEqualTo(fresh);
      assertThat(outside).as("seed " + seed).isEqualTo(inside);
    }
  }

  private void change(Kept kept, Tx tx) {
    AccessSql access = kept.access();
    switch (random.nextInt(10)) {
      case 0, 1 -> access.insert(tx, TestTx.approved(given()));
      case 2 -> access.update(tx, TestTx.approved(given()));
      case 3 ->
          access.table(tx).assignments().stream()
              .skip(random.nextInt(3))
              .findFirst()
              .ifPresent(one -> access.delete(tx, TestTx.approved(one)));
      case 4, 5 -> save(kept, tx, schedule());
      case 6 ->
          kept.elevation().schedules(tx).all().stream()
              .findAny()
              .ifPresent(one -> kept.elevation().remove(tx, TestTx.approved(one)));
      case 7 -> changeRole(tx);
      case 8 -> changeDenial(tx);
      default -> changeRarely(kept, tx);
    }
  }

  /// A place has one schedule: whoever saves another has removed it, or has been refused.
  private static void save(Kept kept, Tx tx, Schedule schedule) {
    boolean taken =
        kept.elevation().schedules(tx).all().stream()
            .filter(one -> one.level() == schedule.level() && !one.id().equals(schedule.id()))
            .anyMatch(one -> one.place().sameAs(schedule.place()));
    if (!taken) {
      kept.elevation().save(tx, TestTx.approved(schedule));
    }
  }

  private void changeRole(Tx tx) {
    RoleDefinition role =
        new RoleDefinition(
            OWN,
            new Maker.Tenant(TENANT, STAMPS),
            "own",
            "about " + random.nextInt(9),
            List.of(),
            List.of(SCOPES.getFirst()));
    if (random.nextBoolean()) {
      new RoleSql().save(tx, TestTx.approved(role));
    } else {
      new RoleSql().remove(tx, TestTx.approved(role));
    }
  }

  private void changeDenial(Tx tx) {
    DenyAssignment denial =
        new DenyAssignment(
            new AssignmentId(new UUID(9, 9)),
            TENANT,
            SCOPES.getFirst(),
            new Content(
                "no " + random.nextInt(9),
                "",
                List.of(),
                new Whom(List.of(), List.of()),
                false,
                Optional.empty()),
            STAMPS);
    if (random.nextBoolean()) {
      new DenySql().save(tx, TestTx.approved(denial));
    } else {
      new DenySql().remove(tx, TestTx.approved(denial));
    }
  }

  private void changeRarely(Kept kept, Tx tx) {
    switch (random.nextInt(3)) {
      case 0 -> kept.access().deleteUnder(tx, TestTx.approved(new ScopeRemoval(scope())));
      case 1 -> kept.elevation().savePolicy(tx, TestTx.approved(policy()));
      default -> kept.elevation().removePolicy(tx, TestTx.approved(policy()));
    }
  }

  private RoleAssignment given() {
    return new RoleAssignment(
        new AssignmentId(new UUID(1, random.nextInt(12))),
        scope(),
        grant(),
        new Details(Optional.of("" + random.nextInt(9)), Optional.empty(), Optional.empty()),
        STAMPS);
  }

  private Schedule schedule() {
    return new Schedule(
        random.nextBoolean() ? Level.ASSIGNMENT : Level.ELIGIBILITY,
        new AssignmentId(new UUID(2, random.nextInt(12))),
        new Place(scope(), grant()),
        new Terms(NOW, false, Optional.of(NOW.plusSeconds(random.nextInt(9))), Optional.empty()),
        new Provenance(Optional.empty(), Optional.empty(), NOW, NOW, random.nextInt(3) == 0));
  }

  private Grant grant() {
    return new Grant(
        TENANT,
        random.nextBoolean() ? READER : OWN,
        new PrincipalId(new UUID(3, random.nextInt(4))),
        PrincipalType.USER);
  }

  private ResourceId scope() {
    return SCOPES.get(random.nextInt(SCOPES.size()));
  }

  private static Policy.Key key() {
    return new Policy.Key(TENANT, SCOPES.getFirst(), READER);
  }

  private Policy policy() {
    return new Policy(
        key(),
        new Policies(List.of()).of(key()).rules(),
        Optional.of(new Policy.Change(NOW.plusSeconds(random.nextInt(99)), "a")));
  }

  private static TestStore node(String url, int number) {
    return new TestStore(
        Database.open(
            new Postgres(PostgresFixture.address(url, true), new SplittableRandom(number))));
  }
}
