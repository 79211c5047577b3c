package dev.strongroom.store;

import dev.strongroom.elevation.ScheduleRequest;
import dev.strongroom.elevation.Stage;
import dev.strongroom.elevation.Stage.Limits;
import dev.strongroom.elevation.Stage.Result;
import dev.strongroom.elevation.Stage.Review;
import dev.strongroom.elevation.Stage.Voters;
import dev.strongroom.model.PrincipalId;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/// The stages of a request's approval as rows, in their order.
final class StageRows {
  private StageRows() {}

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
