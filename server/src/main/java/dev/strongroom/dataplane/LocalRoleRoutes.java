package dev.strongroom.dataplane;

import dev.strongroom.http.Bound;
import dev.strongroom.http.Response;
import dev.strongroom.http.Routes;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.localroles.DeleteLocalAssignment;
import dev.strongroom.localroles.DeleteLocalRole;
import dev.strongroom.localroles.GetLocalAssignment;
import dev.strongroom.localroles.GetLocalRole;
import dev.strongroom.localroles.ListLocalAssignments;
import dev.strongroom.localroles.ListLocalRoles;
import dev.strongroom.localroles.LocalFilter;
import dev.strongroom.localroles.LocalRoles;
import dev.strongroom.localroles.LocalScope;
import dev.strongroom.localroles.PutLocalAssignment;
import dev.strongroom.localroles.PutLocalRole;
import dev.strongroom.model.AssignmentId;
import dev.strongroom.model.ObjectName;
import dev.strongroom.model.RoleId;
import java.util.List;
import java.util.function.Function;

/// `{scope}/providers/Microsoft.Authorization/role{Definitions|Assignments}` of a managed HSM; the
/// scope is `/`, `/keys` or `/keys/{key}`. Clients write any number of slashes.
final class LocalRoleRoutes {
  private static final String DEFINITIONS = "/providers/Microsoft.Authorization/roleDefinitions";
  private static final String ASSIGNMENTS = "/providers/Microsoft.Authorization/roleAssignments";
  private static final String KEY = "/keys/{key}";
  private static final String ONE = "/{id}";
  private static final String GET = "GET";
  private static final int CREATED = 201;

  private final LocalRoles roles;

  LocalRoleRoutes(LocalRoles roles) {
    this.roles = roles;
  }

  void addTo(Routes.Builder<Function<Asked, Operation<Response>>> table) {
    for (String scope : List.of("", "/keys", KEY)) {
      table.add(GET, scope + DEFINITIONS, this::listRoles);
      table.add(GET, scope + DEFINITIONS + ONE, this::getRole);
      table.add("PUT", scope + DEFINITIONS + ONE, this::putRole);
      table.add("DELETE", scope + DEFINITIONS + ONE, this::deleteRole);
    }
    assignments(table, "", _ -> LocalScope.ROOT);
    assignments(table, "/keys", _ -> LocalScope.KEYS);
    assignments(table, KEY, LocalRoleRoutes::key);
  }

  private void assignments(
      Routes.Builder<Function<Asked, Operation<Response>>> table,
      String prefix,
      Function<Asked, LocalScope> scope) {
    table.add(GET, prefix + ASSIGNMENTS, asked -> list(asked, scope.apply(asked)));
    table.add(GET, prefix + ASSIGNMENTS + ONE, asked -> get(asked, scope.apply(asked)));
    table.add("PUT", prefix + ASSIGNMENTS + ONE, asked -> put(asked, scope.apply(asked)));
    table.add("DELETE", prefix + ASSIGNMENTS + ONE, asked -> delete(asked, scope.apply(asked)));
  }

  private Operation<Response> listRoles(Asked asked) {
    return new Bound<>(
        new ListLocalRoles(roles, asked.vault(), LocalFilter.roleName(filter(asked))),
        found -> Response.json(Bound.OK, LocalRoleJson.roles(found)));
  }

  private Operation<Response> getRole(Asked asked) {
    return new Bound<>(
        new GetLocalRole(roles, asked.vault(), role(asked)),
        role -> Response.json(Bound.OK, LocalRoleJson.role(role)));
  }

  private Operation<Response> putRole(Asked asked) {
    return new Bound<>(
        new PutLocalRole(
            roles, asked.vault(), role(asked), LocalRoleJson.draft(asked.call().request().body())),
        role -> Response.json(CREATED, LocalRoleJson.role(role)));
  }

  private Operation<Response> deleteRole(Asked asked) {
    return new Bound<>(
        new DeleteLocalRole(roles, asked.vault(), role(asked)),
        role -> Response.json(Bound.OK, LocalRoleJson.role(role)));
  }

  private Operation<Response> list(Asked asked, LocalScope scope) {
    return new Bound<>(
        new ListLocalAssignments(roles, asked.vault(), scope, LocalFilter.principal(filter(asked))),
        found -> Response.json(Bound.OK, LocalRoleJson.assignments(found)));
  }

  private Operation<Response> get(Asked asked, LocalScope scope) {
    return new Bound<>(
        new GetLocalAssignment(roles, asked.vault(), scope, id(asked)),
        found -> Response.json(Bound.OK, LocalRoleJson.assignment(found)));
  }

  private Operation<Response> put(Asked asked, LocalScope scope) {
    return new Bound<>(
        new PutLocalAssignment(
            roles,
            asked.vault(),
            scope,
            LocalRoleJson.wanted(id(asked), asked.call().request().body())),
        made -> Response.json(CREATED, LocalRoleJson.assignment(made)));
  }

  private Operation<Response> delete(Asked asked, LocalScope scope) {
    return new Bound<>(
        new DeleteLocalAssignment(roles, asked.vault(), scope, id(asked)),
        old -> Response.json(Bound.OK, LocalRoleJson.assignment(old)));
  }

  private static LocalScope key(Asked asked) {
    String name = asked.match().value("key");
    return ObjectName.parse(name)
        .map(parsed -> LocalScope.key(parsed.display()))
        .orElseThrow(() -> refused("'" + name + "' is not the name of a key."));
  }

  private static String filter(Asked asked) {
    return asked.call().query("$filter").orElse("");
  }

  private static RoleId role(Asked asked) {
    String id = asked.match().value("id");
    return RoleId.parse(id)
        .orElseThrow(
            () -> refused("The name of a role definition is a GUID; '" + id + "' is not."));
  }

  private static AssignmentId id(Asked asked) {
    String id = asked.match().value("id");
    return AssignmentId.parse(id)
        .orElseThrow(
            () -> refused("The name of a role assignment is a GUID; '" + id + "' is not."));
  }

  private static RuntimeException refused(String message) {
    return new Problem.Malformed(message).asException();
  }
}
