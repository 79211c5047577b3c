package dev.strongroom.store;

import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Tx;
import dev.strongroom.localroles.LocalAssignment;
import dev.strongroom.localroles.LocalRole;
import dev.strongroom.localroles.LocalRoleStore;
import dev.strongroom.localroles.LocalRoleTable;
import dev.strongroom.localroles.LocalScope;
import dev.strongroom.model.AssignmentId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.RoleId;
import dev.strongroom.model.VaultId;
import java.util.List;
import java.util.Optional;

/// The local roles of managed HSMs in SQL, those of one HSM compiled once per change.
public final class LocalRoleSql implements LocalRoleStore {
  private final KeyedSnapshot<VaultId, LocalRoleTable> tables;

  public LocalRoleSql(int maxKept) {
    tables = new KeyedSnapshot<>(LocalRoleSql::generation, LocalRoleSql::load, maxKept);
  }

  @Override
  public LocalRoleTable table(Tx tx, VaultId hsm) {
    return tables.get(tx, hsm);
  }

  /// An update that changes nothing takes the row's lock in every database.
  @Override
  public LocalRoleTable lock(Tx tx, VaultId hsm) {
    SqlTx session = SqlTx.of(tx);
    session.run("UPDATE managed_hsm SET purging = purging WHERE id = ?", hsm.toString());
    return load(session, hsm);
  }

  @Override
  public void save(Tx tx, Approved<LocalRole> approved) {
    LocalRole role = approved.value();
    VaultId hsm = role.hsm().orElseThrow();
    SqlTx.of(tx)
        .run(
            """
            INSERT INTO local_role (hsm_id, id, name, description, permissions)
            VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (hsm_id, id) DO UPDATE SET name = excluded.name,
              description = excluded.description, permissions = excluded.permissions
            """,
            hsm.toString(),
            role.id().toString(),
            role.name(),
            role.description(),
            Lines.of(role.permissions().stream().map(LocalRoleSql::text).toList()));
    SqlTx.of(tx).bump(generation(hsm));
  }

  @Override
  public void remove(Tx tx, Approved<LocalRole> role) {
    VaultId hsm = role.value().hsm().orElseThrow();
    SqlTx.of(tx)
        .run(
            "DELETE FROM local_role WHERE hsm_id = ? AND id = ?",
            hsm.toString(),
            role.value().id().toString());
    SqlTx.of(tx).bump(generation(hsm));
  }

  @Override
  public void insert(Tx tx, Approved<LocalAssignment> approved) {
    LocalAssignment one = approved.value();
    SqlTx.of(tx)
        .run(
            """
            INSERT INTO local_assignment (hsm_id, id, scope, role_id, principal)
            VALUES (?, ?, ?, ?, ?)
            """,
            one.hsm().toString(),
            one.id().toString(),
            one.scope().display(),
            one.role().toString(),
            one.principal().toString());
    SqlTx.of(tx).bump(generation(one.hsm()));
  }

  @Override
  public void delete(Tx tx, Approved<LocalAssignment> assignment) {
    VaultId hsm = assignment.value().hsm();
    SqlTx.of(tx)
        .run(
            "DELETE FROM local_assignment WHERE hsm_id = ? AND id = ?",
            hsm.toString(),
            assignment.value().id().toString());
    SqlTx.of(tx).bump(generation(hsm));
  }

  static String generation(VaultId hsm) {
    return "local-roles:" + hsm;
  }

  private static LocalRoleTable load(SqlTx session, VaultId hsm) {
    List<LocalRole> custom =
        session.all(
            "SELECT id, name, description, permissions FROM local_role WHERE hsm_id = ?"
                + " ORDER BY id",
            row -> role(hsm, row),
            hsm.toString());
    List<LocalAssignment> assignments =
        session.all(
            "SELECT id, scope, role_id, principal FROM local_assignment WHERE hsm_id = ?"
                + " ORDER BY id",
            row -> assignment(hsm, row),
            hsm.toString());
    return new LocalRoleTable(custom, assignments);
  }

  private static LocalRole role(VaultId hsm, Row row) {
    return new LocalRole(
        Optional.of(hsm),
        RoleId.of(row.text("id")),
        row.text("name"),
        row.text("description"),
        Lines.list(row.text("permissions")).stream().map(LocalRoleSql::permission).toList());
  }

  private static LocalAssignment assignment(VaultId hsm, Row row) {
    return new LocalAssignment(
        hsm,
        AssignmentId.of(row.text("id")),
        LocalScope.parse(row.text("scope")).orElseThrow(),
        RoleId.of(row.text("role_id")),
        PrincipalId.of(row.text("principal")));
  }

  private static String text(LocalRole.Permission permission) {
    return Lines.of(
        List.of(Lines.of(permission.dataActions()), Lines.of(permission.notDataActions()), "end"));
  }

  private static LocalRole.Permission permission(String text) {
    List<String> lists = Lines.list(text);
    return new LocalRole.Permission(
        List.of(), List.of(), Lines.list(lists.get(0)), Lines.list(lists.get(1)));
  }
}
