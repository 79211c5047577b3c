package dev.strongroom.store;

import dev.strongroom.access.DenyAssignment;
import dev.strongroom.access.DenyAssignment.Content;
import dev.strongroom.access.DenyAssignment.Subject;
import dev.strongroom.access.DenyAssignment.Whom;
import dev.strongroom.access.DenyStore;
import dev.strongroom.access.RoleCondition;
import dev.strongroom.access.RoleDefinition.Permission;
import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.AssignmentId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.TenantId;
import java.util.List;
import java.util.Optional;

/// Deny assignments in SQL. [AccessSql] reads them as a part of its table. A permission is a line
/// of lines: four lists, whether there is a condition, the condition, and an end that is never
/// empty.
public final class DenySql implements DenyStore {
  private static final String END = ".";
  private static final int LISTS = 4;

  @Override
  public void save(Tx tx, Approved<DenyAssignment> approved) {
    DenyAssignment denial = approved.value();
    Content content = denial.content();
    SqlTx session = SqlTx.of(tx);
    session.run(
        """
        INSERT INTO deny_assignment (
          tenant_id, id, scope, scope_display, name, description, permissions, principals, excluded,
          here_only, condition_text, created_on, created_by, updated_on, updated_by)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (tenant_id, id) DO UPDATE SET
          name = excluded.name, description = excluded.description,
          permissions = excluded.permissions, principals = excluded.principals,
          excluded = excluded.excluded, here_only = excluded.here_only,
          condition_text = excluded.condition_text,
          updated_on = excluded.updated_on, updated_by = excluded.updated_by
        """,
        denial.tenant().toString(),
        denial.id().toString(),
        denial.scope().canonical(),
        denial.scope().display(),
        content.name(),
        content.description(),
        Lines.of(content.permissions().stream().map(DenySql::text).toList()),
        subjects(content.whom().principals()),
        subjects(content.whom().excluded()),
        content.here(),
        content.condition().map(RoleCondition::text),
        denial.stamps().createdOn(),
        denial.stamps().createdBy(),
        denial.stamps().updatedOn(),
        denial.stamps().updatedBy());
    session.bump(AccessSql.GENERATION, AccessSql.DENIALS);
  }

  @Override
  public void remove(Tx tx, Approved<DenyAssignment> denial) {
    SqlTx session = SqlTx.of(tx);
    session.run(
        "DELETE FROM deny_assignment WHERE tenant_id = ? AND id = ?",
        denial.value().tenant().toString(),
        denial.value().id().toString());
    session.bump(AccessSql.GENERATION, AccessSql.DENIALS);
  }

  static List<DenyAssignment> all(SqlTx session) {
    return session.all(
        """
        SELECT tenant_id, id, scope_display, name, description, permissions, principals, excluded,
          here_only, condition_text, created_on, created_by, updated_on, updated_by
        FROM deny_assignment ORDER BY tenant_id, id
        """,
        DenySql::denial);
  }

  private static DenyAssignment denial(Row row) {
    Content content =
        new Content(
            row.text("name"),
            row.text("description"),
            Lines.list(row.text("permissions")).stream().map(DenySql::permission).toList(),
            new Whom(subjects(row.text("principals")), subjects(row.text("excluded"))),
            row.flag("here_only"),
            row.maybeText("condition_text").map(RoleCondition::kept));
    return new DenyAssignment(
        AssignmentId.of(row.text("id")),
        TenantId.of(row.text("tenant_id")),
        ResourceId.of(row.text("scope_display")),
        content,
        RoleSql.stamps(row));
  }

  private static String text(Permission one) {
    return Lines.of(
        List.of(
            Lines.of(one.actions()),
            Lines.of(one.notActions()),
            Lines.of(one.dataActions()),
            Lines.of(one.notDataActions()),
            one.condition().isPresent() ? "1" : "0",
            one.condition().orElse(""),
            END));
  }

  private static Permission permission(String text) {
    List<String> parts = Lines.list(text);
    List<List<String>> lists = parts.stream().limit(LISTS).map(Lines::list).toList();
    return new Permission(
        lists.get(0),
        lists.get(1),
        lists.get(2),
        lists.get(LISTS - 1),
        parts.get(LISTS).equals("1") ? Optional.of(parts.get(LISTS + 1)) : Optional.empty());
  }

  private static String subjects(List<Subject> subjects) {
    return Lines.of(subjects.stream().map(one -> one.id() + " " + one.type()).toList());
  }

  private static List<Subject> subjects(String text) {
    return Lines.list(text).stream()
        .map(line -> line.split(" ", 2))
        .map(parts -> new Subject(PrincipalId.of(parts[0]), parts[1]))
        .toList();
  }
}
