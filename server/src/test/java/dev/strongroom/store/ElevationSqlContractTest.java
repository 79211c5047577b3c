package dev.strongroom.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.access.BuiltInRoles;
import dev.strongroom.access.PrincipalType;
import dev.strongroom.access.RoleAssignment;
import dev.strongroom.access.RoleAssignment.Grant;
import dev.strongroom.access.RoleCondition;
import dev.strongroom.access.RoleTable;
import dev.strongroom.access.ScopeRemoval;
import dev.strongroom.access.Window;
import dev.strongroom.elevation.Level;
import dev.strongroom.elevation.Place;
import dev.strongroom.elevation.Policy;
import dev.strongroom.elevation.RequestId;
import dev.strongroom.elevation.RequestType;
import dev.strongroom.elevation.Rule;
import dev.strongroom.elevation.RuleId;
import dev.strongroom.elevation.Schedule;
import dev.strongroom.elevation.Schedule.Provenance;
import dev.strongroom.elevation.Schedule.Terms;
import dev.strongroom.elevation.ScheduleRequest;
import dev.strongroom.elevation.ScheduleRequest.Progress;
import dev.strongroom.elevation.ScheduleRequest.Reason;
import dev.strongroom.elevation.ScheduleRequest.Wish;
import dev.strongroom.elevation.Span;
import dev.strongroom.elevation.Stage;
import dev.strongroom.elevation.Status;
import dev.strongroom.elevation.Timing;
import dev.strongroom.kernel.TestTx;
import dev.strongroom.model.AssignmentId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.RoleId;
import dev.strongroom.model.TenantId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Schedules, requests and settings in a real database, on every dialect.
@ParameterizedClass
@EnumSource
class ElevationSqlContractTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  private static final TenantId TENANT = TenantId.of("aaaaaaaa-0000-0000-0000-000000000001");
  private static final PrincipalId ANNA = PrincipalId.of("bbbbbbbb-0000-0000-0000-000000000001");
  private static final PrincipalId BERT = PrincipalId.of("bbbbbbbb-0000-0000-0000-000000000002");
  private static final RoleId READER = RoleId.of("acdd72a7-3385-48ef-bd42-f606fba81ae7");
  private static final AssignmentId ONE = AssignmentId.of("00000000-0000-0000-0000-000000000001");
  private static final AssignmentId TWO = AssignmentId.of("00000000-0000-0000-0000-000000000002");
  private static final RequestId ASKED = RequestId.of("00000000-0000-0000-0000-000000000009");
  private static final ResourceId GROUP = ResourceId.of("/subscriptions/s/resourceGroups/Web");
  private static final Place PLACE =
      new Place(GROUP, new Grant(TENANT, READER, ANNA, PrincipalType.USER));

  @Parameter Databases databases;
  @TempDir Path folder;

  private final ElevationSql elevation = new ElevationSql();
  private final AccessSql access = new AccessSql(BuiltInRoles.load());

  @Test
  void aScheduleComesBackAsItWasGivenAndIsARoleAssignment() {
    Schedule given = schedule(Level.ASSIGNMENT, ONE, false);
    try (TestStore store = databases.fresh(folder)) {
      save(store, given);
      assertThat(store.read(elevation::schedules).all()).containsExactly(given);
      RoleAssignment role = store.read(access::table).assignments().getFirst();
      assertThat(role.id()).isEqualTo(ONE);
      assertThat(role.details().window())
          .isEqualTo(new Window(Optional.of(NOW), Optional.of(NOW.plusSeconds(60))));
      assertThat(role.details().condition()).isEqualTo(given.terms().condition());
    }
  }

  @Test
  void whatHasEndedIsNoRoleAndAnEligibilityIsNone() {
    try (TestStore store = databases.fresh(folder)) {
      save(store, schedule(Level.ELIGIBILITY, ONE, false));
      save(store, schedule(Level.ASSIGNMENT, TWO, true));
      assertThat(store.read(elevation::schedules).all()).hasSize(2);
      assertThat(store.read(access::table).assignments()).isEmpty();
    }
  }

  @Test
  void savingAgainChangesIt() {
    try (TestStore store = databases.fresh(folder)) {
      save(store, schedule(Level.ASSIGNMENT, ONE, false));
      Schedule over = schedule(Level.ASSIGNMENT, ONE, true);
      save(store, over);
      assertThat(store.read(elevation::schedules).all()).containsExactly(over);
    }
  }

  @Test
  void takingTheRoleAwayTakesTheSchedule() {
    try (TestStore store = databases.fresh(folder)) {
      save(store, schedule(Level.ASSIGNMENT, ONE, false));
      RoleAssignment role = store.read(access::table).assignments().getFirst();
      store.write(tx -> {
        access.delete(tx, TestTx.approved(role));
        return null;
      });
      assertThat(store.read(elevation::schedules).all()).isEmpty();
    }
  }

  @Test
  void everythingGoesWithItsScope() {
    try (TestStore store = databases.fresh(folder)) {
      save(store, schedule(Level.ELIGIBILITY, ONE, false));
      store.write(tx -> {
        elevation.saveRequest(tx, TestTx.approved(request()));
        elevation.savePolicy(tx, TestTx.approved(policy()));
        access.deleteUnder(
            tx, TestTx.approved(new ScopeRemoval(ResourceId.of("/subscriptions/S"))));
        return null;
      });
      assertThat(store.read(elevation::schedules).all()).isEmpty();
      assertThat(requests(store)).isEmpty();
      assertThat(store.read(elevation::policies).of(policy().key()).changed()).isEmpty();
    }
  }

  @Test
  void aRequestComesBackWithItsStages() {
    ScheduleRequest given = request();
    try (TestStore store = databases.fresh(folder)) {
      store.write(tx -> {
        elevation.saveRequest(tx, TestTx.approved(given));
        elevation.saveRequest(tx, TestTx.approved(given));
        return null;
      });
      assertThat(find(store, Level.ASSIGNMENT)).contains(given);
      assertThat(find(store, Level.ELIGIBILITY)).isEmpty();
      assertThat(before(store, NOW)).isEmpty();
      assertThat(before(store, NOW.plusMillis(1))).containsExactly(given);
      store.write(tx -> {
        elevation.removeRequest(tx, TestTx.approved(given));
        return null;
      });
      assertThat(requests(store)).isEmpty();
    }
  }

  /// What is decided is not asked for again and again.
  @Test
  void onlyUndecidedRequestsWait() {
    ScheduleRequest open = request();
    ScheduleRequest done =
        new ScheduleRequest(
            open.level(),
            RequestId.of("00000000-0000-0000-0000-00000000000a"),
            open.place(),
            open.wish(),
            new Progress(
                Status.DENIED,
                ANNA,
                NOW,
                Optional.empty(),
                List.of(open.progress().stages().getFirst())));
    try (TestStore store = databases.fresh(folder)) {
      store.write(tx -> {
        elevation.saveRequest(tx, TestTx.approved(open));
        elevation.saveRequest(tx, TestTx.approved(done));
        return null;
      });
      assertThat(
              store.<List<ScheduleRequest>>read(
                  tx -> elevation.pending(tx, TENANT, Level.ASSIGNMENT)))
          .containsExactly(open);
      assertThat(
              store.<List<ScheduleRequest>>read(
                  tx -> elevation.pending(tx, TENANT, Level.ELIGIBILITY)))
          .isEmpty();
      assertThat(requests(store)).containsExactly(open, done);
    }
  }

  @Test
  void anActivationCountsOnlyWithItsEligibility() {
    Schedule eligibility = schedule(Level.ELIGIBILITY, TWO, false);
    try (TestStore store = databases.fresh(folder)) {
      save(store, schedule(Level.ASSIGNMENT, ONE, false));
      save(store, eligibility);
      RoleTable table = store.read(access::table);
      assertThat(table.eligibilities()).extracting(RoleAssignment::id).containsExactly(TWO);
      assertThat(table.assignments().getFirst().details().activated()).contains(TWO);
      store.write(tx -> {
        elevation.remove(tx, TestTx.approved(eligibility));
        return null;
      });
      assertThat(store.read(access::table).eligibilities()).isEmpty();
    }
  }

  @Test
  void settingsComeBackAndGoBackToTheDefaultOnes() {
    Policy given = policy();
    try (TestStore store = databases.fresh(folder)) {
      store.write(tx -> {
        elevation.savePolicy(tx, TestTx.approved(given));
        return null;
      });
      assertThat(store.read(elevation::policies).of(given.key())).isEqualTo(given);
      store.write(tx -> {
        elevation.removePolicy(tx, TestTx.approved(given));
        return null;
      });
      assertThat(store.read(elevation::policies).of(given.key()).changed()).isEmpty();
    }
  }

  private List<ScheduleRequest> requests(TestStore store) {
    return store.read(tx -> elevation.requests(tx, TENANT, Level.ASSIGNMENT));
  }

  private Optional<ScheduleRequest> find(TestStore store, Level level) {
    return store.read(tx -> elevation.request(tx, TENANT, level, ASKED));
  }

  private List<ScheduleRequest> before(TestStore store, Instant time) {
    return store.read(tx -> elevation.requestsBefore(tx, time, 9));
  }

  private void save(TestStore store, Schedule schedule) {
    store.write(tx -> {
      elevation.save(tx, TestTx.approved(schedule));
      return null;
    });
  }

  private static Schedule schedule(Level level, AssignmentId id, boolean ended) {
    return new Schedule(
        level,
        id,
        PLACE,
        new Terms(
            NOW,
            true,
            Optional.of(NOW.plusSeconds(60)),
            Optional.of(RoleCondition.parse("ActionMatches{'*'}"))),
        new Provenance(Optional.of(ASKED), Optional.of(TWO), NOW, NOW.plusMillis(3), ended));
  }

  private static ScheduleRequest request() {
    Stage reviewed =
        new Stage(
            new UUID(4, 4),
            new Stage.Voters(List.of(ANNA, BERT), List.of()),
            new Stage.Limits(Duration.ofDays(2), Optional.empty(), true),
            Optional.of(NOW),
            new Stage.Review(
                Stage.Result.APPROVE, Optional.of(BERT), Optional.of(NOW), "it's ✓ \n"));
    Stage next =
        new Stage(
            new UUID(3, 3),
            new Stage.Voters(List.of(BERT), List.of(ANNA)),
            new Stage.Limits(Duration.ofDays(1), Optional.of(Duration.ofMinutes(7)), false),
            Optional.empty(),
            Stage.Review.NONE);
    return new ScheduleRequest(
        Level.ASSIGNMENT,
        ASKED,
        PLACE,
        new Wish(
            RequestType.SELF_ACTIVATE,
            new Timing(Optional.of(NOW), new Timing.Expiration.After(Span.of("PT8H"))),
            new Reason(Optional.of("pager"), Optional.of("7"), Optional.of("jira")),
            Optional.empty(),
            Optional.of(ONE)),
        new Progress(
            Status.PENDING_APPROVAL, ANNA, NOW, Optional.empty(), List.of(reviewed, next)));
  }

  /// One of each kind of rule, with text that could be mistaken for the form.
  private static Policy policy() {
    Policy.Key key = new Policy.Key(TENANT, GROUP, READER);
    Map<RuleId, Rule> rules =
        new EnumMap<>(new dev.strongroom.elevation.Policies(List.of()).of(key).rules());
    rules.put(
        RuleId.NOTIFICATION_ADMIN_ADMIN_ASSIGNMENT,
        new Rule.Notification(
            false, Rule.NotificationLevel.CRITICAL, List.of("a b@corp.test", "c,d;e/f")));
    rules.put(
        RuleId.AUTHENTICATIONCONTEXT_ENDUSER_ASSIGNMENT,
        new Rule.AuthenticationContext(true, "c1"));
    rules.put(
        RuleId.ENABLEMENT_ENDUSER_ASSIGNMENT,
        new Rule.Enablement(List.of(Rule.Requirement.MFA, Rule.Requirement.TICKETING)));
    rules.put(
        RuleId.APPROVAL_ENDUSER_ASSIGNMENT,
        new Rule.Approval(
            true,
            true,
            false,
            Rule.Mode.PARALLEL,
            List.of(
                new Rule.ApprovalStage(
                    3,
                    true,
                    Optional.of(60),
                    List.of(new Rule.Approver(ANNA, true, false, "the team; all of it, / -")),
                    List.of(new Rule.Approver(BERT, false, true, ""))),
                new Rule.ApprovalStage(1, false, Optional.empty(), List.of(), List.of()))));
    return new Policy(key, rules, Optional.of(new Policy.Change(NOW, ANNA.toString())));
  }
}
