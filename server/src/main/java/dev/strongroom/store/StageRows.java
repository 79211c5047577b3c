package dev.strongroom.store;

import dev.strongroom.elevation.Level;
import dev.strongroom.elevation.RequestId;
import dev.strongroom.elevation.ScheduleRequest;
import dev.strongroom.elevation.Stage;
import dev.strongroom.elevation.Stage.Limits;
import dev.strongroom.elevation.Stage.Result;
import dev.strongroom.elevation.Stage.Review;
import dev.strongroom.elevation.Stage.Voters;
import dev.strongroom.elevation.Status;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/// The stages of a request's approval as rows, in their order.
final class StageRows {
  private static final String ALL =
      """
      SELECT s.request_id, s.id, s.approvers, s.escalation_approvers, s.timeout_ms,
        s.escalate_after_ms, s.reasons, s.opened_on, s.result, s.reviewed_by, s.reviewed_on,
        s.justification
      FROM role_approval_stage s
      """;

  private record Placed(RequestId request, Stage stage) {}

  private StageRows() {}

  /// Of every request of a tenant.
  static Map<RequestId, List<Stage>> all(SqlTx session, TenantId tenant, Level level) {
    return byRequest(
        session.all(
            ALL + " WHERE s.tenant_id = ? AND s.level = ? ORDER BY s.position",
            StageRows::placed,
            tenant.toString(),
            level.name()));
  }

  /// Of those that wait for an approver.
  static Map<RequestId, List<Stage>> pending(SqlTx session, TenantId tenant, Level level) {
    return byRequest(
        session.all(
            ALL
                + """
                JOIN role_schedule_request r
                  ON r.tenant_id = s.tenant_id AND r.level = s.level AND r.id = s.request_id
                WHERE r.tenant_id = ? AND r.level = ? AND r.status = ? ORDER BY s.position
                """,
            StageRows::placed,
            tenant.toString(),
            level.name(),
            Status.PENDING_APPROVAL.wire()));
  }

  private static Map<RequestId, List<Stage>> byRequest(List<Placed> rows) {
    Map<RequestId, List<Stage>> found = new HashMap<>();
    for (Placed row : rows) {
      found.computeIfAbsent(row.request(), _ -> new ArrayList<>()).add(row.stage());
    }
    return found;
  }

  private static Placed placed(Row row) {
    return new Placed(RequestId.of(row.text("request_id")), stage(row));
  }

  static List<Stage> of(SqlTx session, ScheduleRequest request) {
    return session.all(
        """
        SELECT id, approvers, escalation_approvers, timeout_ms, escalate_after_ms, reasons,
          opened_on, result, reviewed_by, reviewed_on, justification
        FROM role_approval_stage
        WHERE tenant_id = ? AND level = ? AND request_id = ? ORDER BY position
        """,
        StageRows::stage,
        key(request));
  }

  static void remove(SqlTx session, ScheduleRequest request) {
    session.run(
        "DELETE FROM role_approval_stage WHERE tenant_id = ? AND level = ? AND request_id = ?",
        key(request));
  }

  /// Those whose request has gone with its scope.
  static void removeStray(SqlTx session) {
    session.run(
        """
        DELETE FROM role_approval_stage WHERE NOT EXISTS (
          SELECT 1 FROM role_schedule_request r
          WHERE r.tenant_id = role_approval_stage.tenant_id
            AND r.level = role_approval_stage.level AND r.id = role_approval_stage.request_id)
        """);
  }

  static void insert(SqlTx session, ScheduleRequest request) {
    int position = 0;
    for (Stage stage : request.progress().stages()) {
      position += 1;
      Review review = stage.review();
      session.run(
          """
          INSERT INTO role_approval_stage (
            tenant_id, level, request_id, position, id, approvers, escalation_approvers,
            timeout_ms, escalate_after_ms, reasons, opened_on, result, reviewed_by, reviewed_on,
            justification)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """,
          request.place().grant().tenant().toString(),
          request.level().name(),
          request.id().toString(),
          position,
          stage.id().toString(),
          text(stage.voters().primary()),
          text(stage.voters().escalation()),
          stage.limits().timeout().toMillis(),
          stage.limits().escalateAfter().map(Duration::toMillis),
          stage.limits().justificationRequired() ? 1 : 0,
          stage.opened(),
          review.result().wire(),
          review.by().map(PrincipalId::toString),
          review.at(),
          review.justification());
    }
  }

  private static Object[] key(ScheduleRequest request) {
    return new Object[] {
      request.place().grant().tenant().toString(), request.level().name(), request.id().toString()
    };
  }

  private static Stage stage(Row row) {
    return new Stage(
        UUID.fromString(row.text("id")),
        new Voters(ids(row.text("approvers")), ids(row.text("escalation_approvers"))),
        new Limits(
            Duration.ofMillis(row.number("timeout_ms")),
            row.maybeNumber("escalate_after_ms").map(Duration::ofMillis),
            row.flag("reasons")),
        row.maybeTime("opened_on"),
        new Review(
            Result.parse(row.text("result")).orElseThrow(),
            row.maybeText("reviewed_by").map(PrincipalId::of),
            row.maybeTime("reviewed_on"),
            row.text("justification")));
  }

  private static String text(List<PrincipalId> ids) {
    return ids.stream().map(PrincipalId::toString).collect(Collectors.joining(" "));
  }

  private static List<PrincipalId> ids(String text) {
    return text.isEmpty()
        ? List.of()
        : List.of(text.split(" ")).stream().map(PrincipalId::of).toList();
  }
}
