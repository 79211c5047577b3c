package dev.strongroom.elevation;

import dev.strongroom.access.AccessStore;
import dev.strongroom.access.BuiltInRoles;
import dev.strongroom.access.GivenRoles;
import dev.strongroom.access.Hierarchy;
import dev.strongroom.access.PrincipalType;
import dev.strongroom.access.Rbac;
import dev.strongroom.access.RoleAssignment;
import dev.strongroom.access.RoleAssignment.Details;
import dev.strongroom.access.RoleAssignment.Stamps;
import dev.strongroom.access.RoleTable;
import dev.strongroom.elevation.ScheduleRequest.Reason;
import dev.strongroom.elevation.ScheduleRequest.Wish;
import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Assurance;
import dev.strongroom.kernel.Caller;
import dev.strongroom.kernel.Caller.Foreign;
import dev.strongroom.kernel.Caller.Kind;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Gate;
import dev.strongroom.kernel.Knock;
import dev.strongroom.kernel.OpenGate;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Origin;
import dev.strongroom.kernel.Refused;
import dev.strongroom.kernel.TestTx;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.RoleId;
import dev.strongroom.model.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;

/// The feature over the real gate with a store in memory and a stopped clock: one role, one scope,
/// Anna who may take the role, Bert who approves, and an administrator.
final class PimWorld implements ElevationStore, Surroundings {
  static final TenantId TENANT = TenantId.of("aaaaaaaa-0000-0000-0000-000000000001");
  static final PrincipalId ANNA = PrincipalId.of("bbbbbbbb-0000-0000-0000-000000000001");
  static final PrincipalId BERT = PrincipalId.of("bbbbbbbb-0000-0000-0000-000000000002");
  static final PrincipalId ADMIN = PrincipalId.of("bbbbbbbb-0000-0000-0000-000000000003");
  static final RoleId READER = RoleId.of("acdd72a7-3385-48ef-bd42-f606fba81ae7");
  static final ResourceId SCOPE = ResourceId.of("/subscriptions/s");
  private static final Tx TX = TestTx.of(new Tx.Session() {});
  private static final BuiltInRoles BUILT_IN = BuiltInRoles.load();

  /// What is stored; a world can go back to it.
  record Memory(List<Schedule> schedules, List<ScheduleRequest> requests, Instant now, int names) {}

  private final Gate gate;
  private final Elevation elevation;
  private final Policies policies;
  private List<Schedule> schedules = List.of();
  private List<ScheduleRequest> requests = List.of();
  private Instant now = Instant.parse("2026-11-24T10:00:00Z");
  private final AccessStore roles = new GivenRoles(this::table);
  private Rbac rbac = authorizer();
  private int names;

  /// Who is eligible: Anna herself, or a group that only her token names.
  private PrincipalId holder = ANNA;

  PimWorld(Policies policies) {
    this.policies = policies;
    gate = OpenGate.of((_, knock, _) -> who(knock), () -> now, new SplittableRandom(5));
    elevation = new Elevation(this, roles, (_, _, _, _, _) -> false, this);
  }

  void eligibleThrough(PrincipalId groupOfTheToken) {
    holder = groupOfTheToken;
  }

  Memory remember() {
    return new Memory(schedules, requests, now, names);
  }

  void goBackTo(Memory memory) {
    schedules = memory.schedules();
    requests = memory.requests();
    now = memory.now();
    names = memory.names();
    rbac = authorizer();
  }

  Instant now() {
    return now;
  }

  /// Moves the clock, also back.
  void setClock(Instant time) {
    now = time;
    rbac.ratchet().observe(now);
  }

  /// Whether it was accepted.
  boolean does(Step step) {
    try {
      switch (step) {
        case Step.Grant(var length) ->
            ask(ADMIN, Level.ELIGIBILITY, RequestType.ADMIN_ASSIGN, Optional.of(length));
        case Step.Assign(var length) ->
            ask(ADMIN, Level.ASSIGNMENT, RequestType.ADMIN_ASSIGN, Optional.of(length));
        case Step.Activate(var length) ->
            ask(ANNA, Level.ASSIGNMENT, RequestType.SELF_ACTIVATE, Optional.of(length));
        case Step.Deactivate() ->
            ask(ANNA, Level.ASSIGNMENT, RequestType.SELF_DEACTIVATE, Optional.empty());
        case Step.Remove() ->
            ask(ADMIN, Level.ASSIGNMENT, RequestType.ADMIN_REMOVE, Optional.empty());
        case Step.Revoke() ->
            ask(ADMIN, Level.ELIGIBILITY, RequestType.ADMIN_REMOVE, Optional.empty());
        case Step.Approve() -> review(Stage.Result.APPROVE);
        case Step.Deny() -> review(Stage.Result.DENY);
        case Step.Cancel() ->
            perform(
                ANNA,
                new CancelRequest(elevation, Level.ASSIGNMENT, TENANT, SCOPE, waiting().id()));
        case Step.Pass(var time) -> setClock(now.plus(time));
        case Step.Sweep() -> perform(ADMIN, new EndDueSchedules(this, rbac.ratchet()));
      }
      return true;
    } catch (Refused refused) {
      return false;
    }
  }

  /// When what Anna has of the role ends.
  Instant ends(Level level) {
    return schedules.stream()
        .filter(one -> one.level() == level)
        .findFirst()
        .flatMap(one -> one.terms().end())
        .orElseThrow();
  }

  /// Whether the authoriser counts the role now.
  boolean holds() {
    Caller anna = new Caller(principal(ANNA), Origin.internal("test"));
    return rbac.holds(TX, anna, "Microsoft.KeyVault/vaults/read", SCOPE, now);
  }

  private Rbac authorizer() {
    return new Rbac(
        roles,
        (_, _) -> Optional.empty(),
        (_, _) -> Set.of(),
        (_, _) -> Optional.empty(),
        (_, _, _) -> Optional.empty());
  }

  private void ask(PrincipalId caller, Level level, RequestType type, Optional<Duration> length) {
    ask(caller, level, type, SCOPE, length.map(PimWorld::lasting).orElse(Timing.FOREVER));
  }

  static Timing lasting(Duration time) {
    return new Timing(Optional.empty(), new Timing.Expiration.After(Span.of(time.toString())));
  }

  /// Throws the refusal.
  void ask(PrincipalId caller, Level level, RequestType type, ResourceId scope, Timing timing) {
    names += 1;
    Reason reason = new Reason(Optional.of("because"), Optional.empty(), Optional.empty());
    Draft draft =
        new Draft(
            level,
            new RequestId(new UUID(1, names)),
            scope,
            new Draft.Whom(
                TENANT,
                READER,
                level == Level.ELIGIBILITY ? holder : ANNA,
                Optional.of(PrincipalType.USER)),
            new Wish(type, timing, reason, Optional.empty(), Optional.empty()));
    if (type.isSelf()) {
      perform(caller, new RequestForSelf(elevation, draft));
    } else {
      perform(caller, new AdministerSchedule(elevation, draft));
    }
  }

  private void review(Stage.Result result) {
    ScheduleRequest request = waiting();
    perform(
        BERT,
        new ReviewStage(
            elevation,
            new ApprovalPath(TENANT, Optional.empty(), request.id()),
            request.progress().stages().getFirst().id(),
            new ReviewStage.Answer(result, "because")));
  }

  /// The newest request for an approval; one that nobody made when there is none.
  private ScheduleRequest waiting() {
    return requests.stream()
        .filter(one -> !one.progress().stages().isEmpty())
        .max(Comparator.comparing(one -> one.id().value()))
        .orElseThrow(() -> Refusals.request("nothing waits"));
  }

  private <R> void perform(PrincipalId caller, Operation<R> operation) {
    Knock knock =
        new Knock(
            Origin.internal("test"),
            Optional.of(caller.toString()),
            List.of(),
            Optional.empty(),
            false);
    gate.perform(knock, _ -> operation);
  }

  private Who who(Knock knock) {
    return principal(PrincipalId.of(knock.bearer().orElseThrow()));
  }

  private Who principal(PrincipalId id) {
    boolean told = id.equals(ANNA) && !holder.equals(ANNA);
    return new Who.Principal(
        TENANT,
        id,
        Optional.empty(),
        "https://sts.windows.net/",
        Kind.USER,
        Assurance.NONE,
        told
            ? Optional.of(new Foreign("anna", Optional.empty(), Set.of(holder)))
            : Optional.empty());
  }

  @Override
  public Schedules schedules(Tx tx) {
    return new Schedules(schedules);
  }

  @Override
  public void save(Tx tx, Approved<Schedule> schedule) {
    Schedule saved = schedule.value();
    List<Schedule> all = new ArrayList<>(schedules);
    all.removeIf(one -> one.level() == saved.level() && one.id().equals(saved.id()));
    if (all.stream()
        .anyMatch(one -> one.level() == saved.level() && one.place().sameAs(saved.place()))) {
      throw new AssertionError("two schedules about one place");
    }
    all.add(saved);
    schedules = List.copyOf(all);
  }

  @Override
  public void remove(Tx tx, Approved<Schedule> schedule) {
    List<Schedule> all = new ArrayList<>(schedules);
    all.remove(schedule.value());
    schedules = List.copyOf(all);
  }

  @Override
  public Optional<ScheduleRequest> request(Tx tx, TenantId tenant, Level level, RequestId id) {
    return requests.stream().filter(one -> one.level() == level && one.id().equals(id)).findFirst();
  }

  @Override
  public List<ScheduleRequest> requests(Tx tx, TenantId tenant, Level level) {
    return requests.stream().filter(one -> one.level() == level).toList();
  }

  @Override
  public List<ScheduleRequest> pending(Tx tx, TenantId tenant, Level level) {
    return requests(tx, tenant, level).stream()
        .filter(one -> one.progress().status().isPending())
        .toList();
  }

  @Override
  public List<ScheduleRequest> requestsBefore(Tx tx, Instant time, int max) {
    return List.of();
  }

  @Override
  public void saveRequest(Tx tx, Approved<ScheduleRequest> request) {
    List<ScheduleRequest> all = new ArrayList<>(requests);
    all.removeIf(one -> one.id().equals(request.value().id()));
    all.add(request.value());
    requests = List.copyOf(all);
  }

  @Override
  public void removeRequest(Tx tx, Approved<ScheduleRequest> request) {
    throw new AssertionError("nothing is that old");
  }

  @Override
  public Policies policies(Tx tx) {
    return policies;
  }

  @Override
  public void savePolicy(Tx tx, Approved<Policy> policy) {
    throw new AssertionError("the settings stay");
  }

  @Override
  public void removePolicy(Tx tx, Approved<Policy> policy) {
    throw new AssertionError("the settings stay");
  }

  /// As the store compiles it: what has ended is no role.
  private RoleTable table() {
    return new RoleTable(
        BUILT_IN,
        new RoleTable.Rows(
            List.of(),
            given(Level.ASSIGNMENT),
            given(Level.ELIGIBILITY),
            List.of(),
            Hierarchy.EMPTY));
  }

  private List<RoleAssignment> given(Level level) {
    return schedules.stream()
        .filter(one -> one.level() == level && !one.provenance().ended())
        .map(one ->
            new RoleAssignment(
                one.id(),
                one.place().scope(),
                one.place().grant(),
                new Details(
                    Optional.empty(),
                    Optional.empty(),
                    one.terms().condition(),
                    one.terms().window(),
                    one.provenance().linked()),
                new Stamps(now, "", now, "")))
        .toList();
  }

  @Override
  public Optional<PrincipalType> typeOf(Tx tx, TenantId tenant, PrincipalId id) {
    return id.equals(holder) && !holder.equals(ANNA)
        ? Optional.empty()
        : Optional.of(PrincipalType.USER);
  }

  @Override
  public boolean isEnabled(Tx tx, PrincipalId id) {
    return true;
  }

  @Override
  public boolean canAct(Tx tx, TenantId tenant, PrincipalId id) {
    return true;
  }

  @Override
  public Set<PrincipalId> groupsOf(Tx tx, PrincipalId id) {
    return Set.of();
  }

  @Override
  public Optional<Named> principal(Tx tx, PrincipalId id) {
    return Optional.empty();
  }

  @Override
  public Named scope(Tx tx, ResourceId scope) {
    return new Named("s", "subscription", Optional.empty());
  }

  @Override
  public List<ResourceId> childrenOf(Tx tx, TenantId tenant, ResourceId scope) {
    return List.of();
  }
}
