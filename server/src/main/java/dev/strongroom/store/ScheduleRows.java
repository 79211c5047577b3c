package dev.strongroom.store;

import dev.strongroom.access.PrincipalType;
import dev.strongroom.access.RoleAssignment;
import dev.strongroom.access.RoleAssignment.Details;
import dev.strongroom.access.RoleAssignment.Grant;
import dev.strongroom.access.RoleAssignment.Stamps;
import dev.strongroom.access.RoleCondition;
import dev.strongroom.elevation.Level;
import dev.strongroom.elevation.Place;
import dev.strongroom.elevation.RequestId;
import dev.strongroom.elevation.Schedule;
import dev.strongroom.elevation.Schedule.Provenance;
import dev.strongroom.elevation.Schedule.Terms;
import dev.strongroom.model.AssignmentId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.RoleId;
import dev.strongroom.model.TenantId;
import java.util.List;
import java.util.Optional;

/// Schedules as rows, and as the role assignments that they are.
final class ScheduleRows {
  private static final String ALL =
      """
      SELECT tenant_id, level, id, scope_display, role_id, principal_id, principal_type,
        starts_on, begins_later, ends_on, condition_text, request_id, linked_id,
        created_on, updated_on, ended
      FROM role_schedule
      """;

  private ScheduleRows() {}

  static List<Schedule> all(SqlTx session) {
    return session.all(ALL, ScheduleRows::schedule);
  }

  static Optional<Schedule> one(SqlTx session, AssignmentPart part) {
    return session.one(
        ALL + "WHERE tenant_id = ? AND level = ? AND id = ?",
        ScheduleRows::schedule,
        part.tenant().toString(),
        part.level().name(),
        part.id().toString());
  }

  /// Those of a level as role assignments, but not what has ended.
  static List<RoleAssignment> assignments(SqlTx session, Level level) {
    return session
        .all(ALL + "WHERE level = ? AND ended = 0", ScheduleRows::schedule, level.name())
        .stream()
        .map(ScheduleRows::assignment)
        .toList();
  }

  static Optional<RoleAssignment> assignment(SqlTx session, AssignmentPart part) {
    return one(session, part)
        .filter(found -> !found.provenance().ended())
        .map(ScheduleRows::assignment);
  }

  static void save(SqlTx session, Schedule one) {
    Grant grant = one.place().grant();
    Terms terms = one.terms();
    Provenance provenance = one.provenance();
    session.run(
        """
        INSERT INTO role_schedule (
          tenant_id, level, id, scope, scope_display, role_id, principal_id, principal_type,
          starts_on, begins_later, ends_on, condition_text, request_id, linked_id,
          created_on, updated_on, ended)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (tenant_id, level, id) DO UPDATE SET
          starts_on = excluded.starts_on, begins_later = excluded.begins_later,
          ends_on = excluded.ends_on, condition_text = excluded.condition_text,
          updated_on = excluded.updated_on, ended = excluded.ended
        """,
        grant.tenant().toString(),
        one.level().name(),
        one.id().toString(),
        one.place().scope().canonical(),
        one.place().scope().display(),
        grant.role().toString(),
        grant.principal().toString(),
        grant.type().wire(),
        terms.start(),
        terms.later() ? 1 : 0,
        terms.end(),
        terms.condition().map(RoleCondition::text),
        provenance.request().map(RequestId::toString),
        provenance.linked().map(AssignmentId::toString),
        provenance.createdOn(),
        provenance.updatedOn(),
        provenance.ended() ? 1 : 0);
  }

  private static Schedule schedule(Row row) {
    return new Schedule(
        Level.valueOf(row.text("level")),
        AssignmentId.of(row.text("id")),
        place(row),
        new Terms(
            row.time("starts_on"),
            row.flag("begins_later"),
            row.maybeTime("ends_on"),
            row.maybeText("condition_text").map(RoleCondition::kept)),
        new Provenance(
            row.maybeText("request_id").map(RequestId::of),
            row.maybeText("linked_id").map(AssignmentId::of),
            row.time("created_on"),
            row.time("updated_on"),
            row.flag("ended")));
  }

  static Place place(Row row) {
    return new Place(
        ResourceId.of(row.text("scope_display")),
        new Grant(
            TenantId.of(row.text("tenant_id")),
            RoleId.of(row.text("role_id")),
            PrincipalId.of(row.text("principal_id")),
            PrincipalType.parse(row.text("principal_type")).orElseThrow()));
  }

  private static RoleAssignment assignment(Schedule one) {
    return new RoleAssignment(
        one.id(),
        one.place().scope(),
        one.place().grant(),
        new Details(
            Optional.empty(),
            Optional.empty(),
            one.terms().condition(),
            one.terms().window(),
            one.provenance().linked()),
        new Stamps(one.provenance().createdOn(), "", one.provenance().updatedOn(), ""));
  }
}
