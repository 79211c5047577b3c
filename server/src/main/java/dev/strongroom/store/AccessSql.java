package dev.strongroom.store;

import dev.strongroom.access.AccessStore;
import dev.strongroom.access.BuiltInRoles;
import dev.strongroom.access.PrincipalType;
import dev.strongroom.access.RoleAssignment;
import dev.strongroom.access.RoleAssignment.Details;
import dev.strongroom.access.RoleAssignment.Grant;
import dev.strongroom.access.RoleAssignment.Stamps;
import dev.strongroom.access.RoleCondition;
import dev.strongroom.access.RoleTable;
import dev.strongroom.access.ScopeRemoval;
import dev.strongroom.elevation.Level;
import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.AssignmentId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.RoleId;
import dev.strongroom.model.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Role assignments in a table, compiled once per change.
public final class AccessSql implements AccessStore {
  static final String GENERATION = "access";

  /// Custom roles, and deny assignments: each kind is one part.
  static final String ROLES = "roles";

  static final String DENIALS = "denials";

  private static final String GIVEN =
      """
      SELECT tenant_id, id, scope_display, role_id, principal_id, principal_type,
        description, delegated_identity, condition_text,
        created_on, created_by, updated_on, updated_by
      FROM role_assignment
      """;

  /// What goes with its scope.
  private static final List<String> SCOPED =
      List.of(
          "role_assignment",
          "deny_assignment",
          "role_schedule",
          "role_schedule_request",
          "role_policy_rule");

  private final Snapshot<RoleTable> table;

  public AccessSql(BuiltInRoles builtIn) {
    this.table =
        new Snapshot<>(
            GENERATION,
            session ->
                new RoleTable(
                    builtIn,
                    new RoleTable.Rows(
                        RoleSql.all(session),
                        assignments(session),
                        ScheduleRows.assignments(session, Level.ELIGIBILITY),
                        DenySql.all(session),
                        ManagementGroupSql.hierarchy(session))),
            AccessSql::renewed);
  }

  private static RoleTable renewed(SqlTx session, RoleTable before, Set<String> parts) {
    List<RoleTable.Entry> assignments = new ArrayList<>();
    List<RoleTable.Entry> eligibilities = new ArrayList<>();
    for (String text : parts) {
      AssignmentPart.parse(text)
          .ifPresent(part ->
              (part.level() == Level.ASSIGNMENT ? assignments : eligibilities)
                  .add(new RoleTable.Entry(part.tenant(), part.id(), now(session, part))));
    }
    return before.after(
        new RoleTable.Changed(
            assignments,
            eligibilities,
            parts.contains(ROLES) ? Optional.of(RoleSql.all(session)) : Optional.empty(),
            parts.contains(DENIALS) ? Optional.of(DenySql.all(session)) : Optional.empty()));
  }

  private static Optional<RoleAssignment> now(SqlTx session, AssignmentPart part) {
    return ScheduleRows.assignment(session, part)
        .or(() ->
            part.level() == Level.ASSIGNMENT
                ? session.one(
                    GIVEN + "WHERE tenant_id = ? AND id = ?",
                    AccessSql::assignment,
                    part.tenant().toString(),
                    part.id().toString())
                : Optional.empty());
  }

  @Override
  public RoleTable table(Tx tx) {
    return table.get(tx);
  }

  @Override
  public boolean insert(Tx tx, Approved<RoleAssignment> approved) {
    SqlTx session = SqlTx.of(tx);
    RoleAssignment assignment = approved.value();
    Grant grant = assignment.grant();
    Stamps stamps = assignment.stamps();
    int inserted =
        session.run(
            """
            INSERT INTO role_assignment (
              tenant_id, id, scope, scope_display, role_id, principal_id, principal_type,
              description, delegated_identity, condition_text,
              created_on, created_by, updated_on, updated_by)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """,
            grant.tenant().toString(),
            assignment.id().toString(),
            assignment.scope().canonical(),
            assignment.scope().display(),
            grant.role().toString(),
            grant.principal().toString(),
            grant.type().wire(),
            assignment.details().description(),
            assignment.details().delegatedIdentity(),
            assignment.details().condition().map(RoleCondition::text),
            stamps.createdOn(),
            stamps.createdBy(),
            stamps.updatedOn(),
            stamps.updatedBy());
    session.bump(GENERATION, part(assignment).text());
    return inserted == 1;
  }

  @Override
  public void update(Tx tx, Approved<RoleAssignment> approved) {
    SqlTx session = SqlTx.of(tx);
    RoleAssignment assignment = approved.value();
    session.run(
        """
        UPDATE role_assignment
        SET description = ?, delegated_identity = ?, condition_text = ?, updated_on = ?, updated_by = ?
        WHERE tenant_id = ? AND id = ?
        """,
        assignment.details().description(),
        assignment.details().delegatedIdentity(),
        assignment.details().condition().map(RoleCondition::text),
        assignment.stamps().updatedOn(),
        assignment.stamps().updatedBy(),
        assignment.grant().tenant().toString(),
        assignment.id().toString());
    session.bump(GENERATION, part(assignment).text());
  }

  @Override
  public void delete(Tx tx, Approved<RoleAssignment> approved) {
    SqlTx session = SqlTx.of(tx);
    String tenant = approved.value().grant().tenant().toString();
    String id = approved.value().id().toString();
    session.run("DELETE FROM role_assignment WHERE tenant_id = ? AND id = ?", tenant, id);
    session.run(
        "DELETE FROM role_schedule WHERE tenant_id = ? AND level = ? AND id = ?",
        tenant,
        Level.ASSIGNMENT.name(),
        id);
    ElevationSql.changed(session, part(approved.value()));
  }

  /// Compares the beginning by its length, because names may hold the wildcards of LIKE.
  @Override
  public void deleteUnder(Tx tx, Approved<ScopeRemoval> removal) {
    SqlTx session = SqlTx.of(tx);
    String scope = removal.value().scope().canonical();
    String below = scope + "/";
    for (String table : SCOPED) {
      session.run(
          "DELETE FROM " + table + " WHERE scope = ? OR substr(scope, 1, CAST(? AS INTEGER)) = ?",
          scope,
          below.codePointCount(0, below.length()),
          below);
    }
    StageRows.removeStray(session);
    session.bump(ElevationSql.GENERATION);
    session.bump(GENERATION);
  }

  private static AssignmentPart part(RoleAssignment one) {
    return new AssignmentPart(Level.ASSIGNMENT, one.grant().tenant(), one.id());
  }

  /// Those without end, and those for a time.
  private static List<RoleAssignment> assignments(SqlTx session) {
    List<RoleAssignment> all = new ArrayList<>(given(session));
    all.addAll(ScheduleRows.assignments(session, Level.ASSIGNMENT));
    return all;
  }

  private static List<RoleAssignment> given(SqlTx session) {
    return session.all(GIVEN, AccessSql::assignment);
  }

  private static RoleAssignment assignment(Row row) {
    Grant grant =
        new Grant(
            TenantId.of(row.text("tenant_id")),
            RoleId.of(row.text("role_id")),
            PrincipalId.of(row.text("principal_id")),
            PrincipalType.parse(row.text("principal_type")).orElseThrow());
    return new RoleAssignment(
        AssignmentId.of(row.text("id")),
        ResourceId.of(row.text("scope_display")),
        grant,
        new Details(
            row.maybeText("description"),
            row.maybeText("delegated_identity"),
            row.maybeText("condition_text").map(RoleCondition::kept)),
        RoleSql.stamps(row));
  }
}
