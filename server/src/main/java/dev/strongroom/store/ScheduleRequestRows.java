package dev.strongroom.store;

import dev.strongroom.access.RoleAssignment.Grant;
import dev.strongroom.access.RoleCondition;
import dev.strongroom.elevation.Level;
import dev.strongroom.elevation.RequestId;
import dev.strongroom.elevation.RequestType;
import dev.strongroom.elevation.ScheduleRequest;
import dev.strongroom.elevation.ScheduleRequest.Progress;
import dev.strongroom.elevation.ScheduleRequest.Reason;
import dev.strongroom.elevation.ScheduleRequest.Wish;
import dev.strongroom.elevation.Span;
import dev.strongroom.elevation.Stage;
import dev.strongroom.elevation.Status;
import dev.strongroom.elevation.Timing;
import dev.strongroom.elevation.Timing.Expiration;
import dev.strongroom.model.AssignmentId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Requests as rows, each with the rows of its stages.
final class ScheduleRequestRows {
  private static final String SELECT =
      """
      SELECT tenant_id, level, id, scope_display, role_id, principal_id, principal_type,
        request_type, starts_on, ends_on, duration, justification, ticket_number, ticket_system,
        condition_text, linked_id, status, requestor_id, created_on, target_id
      FROM role_schedule_request
      """;

  private ScheduleRequestRows() {}

  static Optional<ScheduleRequest> find(SqlTx session, TenantId tenant, Level level, RequestId id) {
    return session
        .one(
            SELECT + " WHERE tenant_id = ? AND level = ? AND id = ?",
            ScheduleRequestRows::request,
            tenant.toString(),
            level.name(),
            id.toString())
        .map(one -> withStages(session, one));
  }

  static List<ScheduleRequest> all(SqlTx session, TenantId tenant, Level level) {
    List<ScheduleRequest> found =
        session.all(
            SELECT + " WHERE tenant_id = ? AND level = ? ORDER BY id",
            ScheduleRequestRows::request,
            tenant.toString(),
            level.name());
    return withStages(found, StageRows.all(session, tenant, level));
  }

  static List<ScheduleRequest> pending(SqlTx session, TenantId tenant, Level level) {
    List<ScheduleRequest> found =
        session.all(
            SELECT + " WHERE tenant_id = ? AND level = ? AND status IN (?, ?) ORDER BY id",
            ScheduleRequestRows::request,
            tenant.toString(),
            level.name(),
            Status.PENDING_APPROVAL.wire(),
            Status.PENDING_ADMIN_DECISION.wire());
    return withStages(found, StageRows.pending(session, tenant, level));
  }

  private static List<ScheduleRequest> withStages(
      List<ScheduleRequest> found, Map<RequestId, List<Stage>> stages) {
    return found.stream().map(one -> with(one, stages.getOrDefault(one.id(), List.of()))).toList();
  }

  static List<ScheduleRequest> before(SqlTx session, Instant time, int max) {
    return session
        .all(
            SELECT + " WHERE created_on < ? ORDER BY created_on LIMIT ?",
            ScheduleRequestRows::request,
            time,
            max)
        .stream()
        .map(one -> withStages(session, one))
        .toList();
  }

  static void remove(SqlTx session, ScheduleRequest one) {
    String tenant = one.place().grant().tenant().toString();
    session.run(
        "DELETE FROM role_schedule_request WHERE tenant_id = ? AND level = ? AND id = ?",
        tenant,
        one.level().name(),
        one.id().toString());
    StageRows.remove(session, one);
  }

  static void insert(SqlTx session, ScheduleRequest one) {
    List<Object> binds = new ArrayList<>();
    bindPlace(binds, one);
    bindWish(binds, one.wish());
    Progress progress = one.progress();
    binds.add(progress.status().wire());
    binds.add(progress.requestor().toString());
    binds.add(progress.createdOn());
    binds.add(progress.target().map(AssignmentId::toString));
    session.run(
        """
        INSERT INTO role_schedule_request (
          tenant_id, level, id, scope, scope_display, role_id, principal_id, principal_type,
          request_type, starts_on, ends_on, duration, justification, ticket_number, ticket_system,
          condition_text, linked_id, status, requestor_id, created_on, target_id)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        binds.toArray());
    StageRows.insert(session, one);
  }

  private static void bindPlace(List<Object> binds, ScheduleRequest one) {
    Grant grant = one.place().grant();
    binds.addAll(
        List.of(
            grant.tenant().toString(),
            one.level().name(),
            one.id().toString(),
            one.place().scope().canonical(),
            one.place().scope().display(),
            grant.role().toString(),
            grant.principal().toString(),
            grant.type().wire()));
  }

  private static void bindWish(List<Object> binds, Wish wish) {
    binds.add(wish.type().wire());
    binds.add(wish.timing().start());
    binds.add(
        wish.timing().expiration() instanceof Expiration.At(Instant end)
            ? Optional.of(end)
            : Optional.empty());
    binds.add(
        wish.timing().expiration() instanceof Expiration.After(Span span)
            ? Optional.of(span.text())
            : Optional.empty());
    binds.add(wish.reason().justification());
    binds.add(wish.reason().number());
    binds.add(wish.reason().system());
    binds.add(wish.condition().map(RoleCondition::text));
    binds.add(wish.linked().map(AssignmentId::toString));
  }

  private static ScheduleRequest withStages(SqlTx session, ScheduleRequest one) {
    boolean asked =
        one.wish().type() == RequestType.SELF_ACTIVATE
            || one.wish().type() == RequestType.SELF_EXTEND
            || one.wish().type() == RequestType.SELF_RENEW;
    return asked ? with(one, StageRows.of(session, one)) : one;
  }

  private static ScheduleRequest with(ScheduleRequest one, List<Stage> stages) {
    Progress known = one.progress();
    return new ScheduleRequest(
        one.level(),
        one.id(),
        one.place(),
        one.wish(),
        new Progress(known.status(), known.requestor(), known.createdOn(), known.target(), stages));
  }

  private static ScheduleRequest request(Row row) {
    return new ScheduleRequest(
        Level.valueOf(row.text("level")),
        RequestId.of(row.text("id")),
        ScheduleRows.place(row),
        wish(row),
        new Progress(
            Status.parse(row.text("status")).orElseThrow(),
            PrincipalId.of(row.text("requestor_id")),
            row.time("created_on"),
            row.maybeText("target_id").map(AssignmentId::of),
            List.of()));
  }

  private static Wish wish(Row row) {
    Optional<Expiration> at = row.maybeTime("ends_on").map(Expiration.At::new);
    Expiration expiration =
        at.or(() -> row.maybeText("duration").map(Span::of).map(Expiration.After::new))
            .orElseGet(Expiration.Never::new);
    return new Wish(
        RequestType.parse(row.text("request_type")).orElseThrow(),
        new Timing(row.maybeTime("starts_on"), expiration),
        new Reason(
            row.maybeText("justification"),
            row.maybeText("ticket_number"),
            row.maybeText("ticket_system")),
        row.maybeText("condition_text").map(RoleCondition::kept),
        row.maybeText("linked_id").map(AssignmentId::of));
  }
}
