package dev.strongroom.store;

import dev.strongroom.access.RoleAssignment.Stamps;
import dev.strongroom.access.RoleDefinition;
import dev.strongroom.access.RoleDefinition.Maker;
import dev.strongroom.access.RoleDefinition.Permission;
import dev.strongroom.access.RoleStore;
import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Check;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.RoleId;
import dev.strongroom.model.TenantId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Custom roles in SQL. [AccessSql] reads them as a part of its table.
public final class RoleSql implements RoleStore {
  private record Key(String tenant, String role) {
    static Key of(Row row, String role) {
      return new Key(row.text("tenant_id"), row.text(role));
    }
  }

  private record Placed(Key role, Permission permission) {}

  @Override
  public void save(Tx tx, Approved<RoleDefinition> approved) {
    RoleDefinition role = approved.value();
    Maker.Tenant maker = maker(role);
    SqlTx session = SqlTx.of(tx);
    session.run(
        """
        INSERT INTO role_definition (
          tenant_id, id, name, name_display, description, assignable_scopes,
          created_on, created_by, updated_on, updated_by)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (tenant_id, id) DO UPDATE SET
          name = excluded.name, name_display = excluded.name_display,
          description = excluded.description, assignable_scopes = excluded.assignable_scopes,
          updated_on = excluded.updated_on, updated_by = excluded.updated_by
        """,
        maker.tenant().toString(),
        role.id().toString(),
        role.name().toLowerCase(Locale.ROOT),
        role.name(),
        role.description(),
        Lines.of(role.assignableScopes().stream().map(ResourceId::display).toList()),
        maker.stamps().createdOn(),
        maker.stamps().createdBy(),
        maker.stamps().updatedOn(),
        maker.stamps().updatedBy());
    replacePermissions(session, maker.tenant(), role);
    session.bump(AccessSql.GENERATION, AccessSql.ROLES);
  }

  @Override
  public void remove(Tx tx, Approved<RoleDefinition> approved) {
    RoleDefinition role = approved.value();
    TenantId tenant = maker(role).tenant();
    SqlTx session = SqlTx.of(tx);
    removePermissions(session, tenant, role);
    session.run(
        "DELETE FROM role_definition WHERE tenant_id = ? AND id = ?",
        tenant.toString(),
        role.id().toString());
    session.bump(AccessSql.GENERATION, AccessSql.ROLES);
  }

  private static void replacePermissions(SqlTx session, TenantId tenant, RoleDefinition role) {
    removePermissions(session, tenant, role);
    int place = 0;
    for (Permission permission : role.permissions()) {
      session.run(
          """
          INSERT INTO role_permission (
            tenant_id, role_id, place, actions, not_actions, data_actions, not_data_actions)
          VALUES (?, ?, ?, ?, ?, ?, ?)
          """,
          tenant.toString(),
          role.id().toString(),
          place,
          Lines.of(permission.actions()),
          Lines.of(permission.notActions()),
          Lines.of(permission.dataActions()),
          Lines.of(permission.notDataActions()));
      place += 1;
    }
  }

  private static void removePermissions(SqlTx session, TenantId tenant, RoleDefinition role) {
    session.run(
        "DELETE FROM role_permission WHERE tenant_id = ? AND role_id = ?",
        tenant.toString(),
        role.id().toString());
  }

  static List<RoleDefinition> all(SqlTx session) {
    Map<Key, List<Permission>> permissions = new HashMap<>();
    session
        .all(
            """
            SELECT tenant_id, role_id, place, actions, not_actions, data_actions, not_data_actions
            FROM role_permission ORDER BY tenant_id, role_id, place
            """,
            row -> new Placed(Key.of(row, "role_id"), permission(row)))
        .forEach(one ->
            permissions.computeIfAbsent(one.role(), _ -> new ArrayList<>()).add(one.permission()));
    return session.all(
        """
        SELECT tenant_id, id, name_display, description, assignable_scopes,
          created_on, created_by, updated_on, updated_by
        FROM role_definition ORDER BY tenant_id, name
        """,
        row -> role(row, permissions.getOrDefault(Key.of(row, "id"), List.of())));
  }

  private static Permission permission(Row row) {
    return new Permission(
        Lines.list(row.text("actions")),
        Lines.list(row.text("not_actions")),
        Lines.list(row.text("data_actions")),
        Lines.list(row.text("not_data_actions")),
        Optional.empty());
  }

  private static RoleDefinition role(Row row, List<Permission> permissions) {
    return new RoleDefinition(
        RoleId.of(row.text("id")),
        new Maker.Tenant(TenantId.of(row.text("tenant_id")), stamps(row)),
        row.text("name_display"),
        row.text("description"),
        permissions,
        Lines.list(row.text("assignable_scopes")).stream().map(ResourceId::of).toList());
  }

  /// When and by whom something was made and changed, in the columns that all of them have.
  static Stamps stamps(Row row) {
    return new Stamps(
        row.time("created_on"),
        row.text("created_by"),
        row.time("updated_on"),
        row.text("updated_by"));
  }

  private static Maker.Tenant maker(RoleDefinition role) {
    Check.that(role.maker() instanceof Maker.Tenant, "built-in roles are not stored");
    return (Maker.Tenant) role.maker();
  }
}
