package dev.strongroom.store;

import dev.strongroom.elevation.ElevationStore;
import dev.strongroom.elevation.Level;
import dev.strongroom.elevation.Policies;
import dev.strongroom.elevation.Policy;
import dev.strongroom.elevation.RequestId;
import dev.strongroom.elevation.RuleText;
import dev.strongroom.elevation.Schedule;
import dev.strongroom.elevation.ScheduleRequest;
import dev.strongroom.elevation.Schedules;
import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Access for a time, in SQL. Schedules and settings are read as a whole and kept while none
/// changes; requests are read where they are asked for.
public final class ElevationSql implements ElevationStore {
  /// Of schedules and settings; the authoriser's own generation changes with each schedule.
  static final String GENERATION = "elevation";

  private static final String POLICIES = "policies";

  private final Snapshot<Schedules> schedules =
      new Snapshot<>(
          GENERATION, session -> new Schedules(ScheduleRows.all(session)), ElevationSql::renewed);
  private final Snapshot<Policies> policies =
      new Snapshot<>(
          GENERATION,
          ElevationSql::read,
          (session, before, parts) -> parts.contains(POLICIES) ? read(session) : before);

  @Override
  public Schedules schedules(Tx tx) {
    return schedules.get(tx);
  }

  @Override
  public void save(Tx tx, Approved<Schedule> schedule) {
    ScheduleRows.save(SqlTx.of(tx), schedule.value());
    changed(SqlTx.of(tx), AssignmentPart.of(schedule.value()));
  }

  @Override
  public void remove(Tx tx, Approved<Schedule> schedule) {
    Schedule one = schedule.value();
    SqlTx.of(tx)
        .run(
            "DELETE FROM role_schedule WHERE tenant_id = ? AND level = ? AND id = ?",
            one.place().grant().tenant().toString(),
            one.level().name(),
            one.id().toString());
    changed(SqlTx.of(tx), AssignmentPart.of(one));
  }

  @Override
  public Optional<ScheduleRequest> request(Tx tx, TenantId tenant, Level level, RequestId id) {
    return ScheduleRequestRows.find(SqlTx.of(tx), tenant, level, id);
  }

  @Override
  public List<ScheduleRequest> requests(Tx tx, TenantId tenant, Level level) {
    return ScheduleRequestRows.all(SqlTx.of(tx), tenant, level);
  }

  @Override
  public List<ScheduleRequest> pending(Tx tx, TenantId tenant, Level level) {
    return ScheduleRequestRows.pending(SqlTx.of(tx), tenant, level);
  }

  @Override
  public List<ScheduleRequest> requestsBefore(Tx tx, Instant time, int max) {
    return ScheduleRequestRows.before(SqlTx.of(tx), time, max);
  }

  @Override
  public void saveRequest(Tx tx, Approved<ScheduleRequest> request) {
    ScheduleRequestRows.remove(SqlTx.of(tx), request.value());
    ScheduleRequestRows.insert(SqlTx.of(tx), request.value());
  }

  @Override
  public void removeRequest(Tx tx, Approved<ScheduleRequest> request) {
    ScheduleRequestRows.remove(SqlTx.of(tx), request.value());
  }

  @Override
  public Policies policies(Tx tx) {
    return policies.get(tx);
  }

  @Override
  public void savePolicy(Tx tx, Approved<Policy> approved) {
    Policy policy = approved.value();
    SqlTx session = SqlTx.of(tx);
    delete(session, policy.key());
    Policy.Change change = policy.changed().orElseThrow();
    policy
        .rules()
        .forEach((id, rule) ->
            session.run(
                """
                INSERT INTO role_policy_rule (
                  tenant_id, scope, role_id, rule_id, scope_display, rule, changed_on, changed_by)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                policy.key().tenant().toString(),
                policy.key().scope().canonical(),
                policy.key().role().toString(),
                id.wire(),
                policy.key().scope().display(),
                RuleText.write(rule),
                change.at(),
                change.by()));
    session.bump(GENERATION, POLICIES);
  }

  @Override
  public void removePolicy(Tx tx, Approved<Policy> policy) {
    delete(SqlTx.of(tx), policy.value().key());
    SqlTx.of(tx).bump(GENERATION, POLICIES);
  }

  private static void delete(SqlTx session, Policy.Key key) {
    session.run(
        "DELETE FROM role_policy_rule WHERE tenant_id = ? AND scope = ? AND role_id = ?",
        key.tenant().toString(),
        key.scope().canonical(),
        key.role().toString());
  }

  /// A schedule is an assignment too.
  static void changed(SqlTx session, AssignmentPart part) {
    session.bump(GENERATION, part.text());
    session.bump(AccessSql.GENERATION, part.text());
  }

  private static Policies read(SqlTx session) {
    return new Policies(PolicyRows.all(session));
  }

  private static Schedules renewed(SqlTx session, Schedules before, Set<String> parts) {
    Schedules all = before;
    for (String text : parts) {
      Optional<AssignmentPart> part = AssignmentPart.parse(text);
      if (part.isPresent()) {
        AssignmentPart one = part.get();
        all = all.after(one.tenant(), one.level(), one.id(), ScheduleRows.one(session, one));
      }
    }
    return all;
  }
}
