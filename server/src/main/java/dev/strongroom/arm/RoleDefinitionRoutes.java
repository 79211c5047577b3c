package dev.strongroom.arm;

import dev.strongroom.access.CustomRoles;
import dev.strongroom.access.DeleteRoleDefinition;
import dev.strongroom.access.GetRoleDefinition;
import dev.strongroom.access.ListRoleDefinitions;
import dev.strongroom.access.PutRoleDefinition;
import dev.strongroom.access.RoleDefinition;
import dev.strongroom.arm.AuthorizationRoutes.Asked;
import dev.strongroom.http.Bound;
import dev.strongroom.http.Json;
import dev.strongroom.http.Response;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.RoleId;

/// `roleDefinitions` (specification of 2022-04-01).
final class RoleDefinitionRoutes {
  private static final int NO_CONTENT = 204;
  private static final int CREATED = 201;

  private final CustomRoles ports;

  RoleDefinitionRoutes(CustomRoles ports) {
    this.ports = ports;
  }

  Bound<?> list(Asked asked) {
    ListRoleDefinitions.Filter filter =
        ListRoleDefinitions.Filter.parse(asked.parameter("$filter"));
    return new Bound<>(
        new ListRoleDefinitions(ports.access(), asked.tenant(), asked.scope(), filter),
        roles -> Response.json(Bound.OK, RoleDefinitionJson.list(asked.scope(), roles)));
  }

  Bound<?> get(Asked asked) {
    return new Bound<>(
        new GetRoleDefinition(
            new GetRoleDefinition.Ports(ports.access(), ports.rights()),
            asked.tenant(),
            asked.scope(),
            id(asked)),
        role -> answer(Bound.OK, asked.scope(), role));
  }

  Bound<?> put(Asked asked) {
    return new Bound<>(
        new PutRoleDefinition(
            ports,
            asked.tenant(),
            asked.scope(),
            id(asked),
            RoleDefinitionJson.read(asked.request().body())),
        role -> answer(CREATED, asked.scope(), role));
  }

  Bound<?> delete(Asked asked) {
    return new Bound<>(
        new DeleteRoleDefinition(ports, asked.tenant(), asked.scope(), id(asked)),
        deleted ->
            deleted
                .map(role -> answer(Bound.OK, asked.scope(), role))
                .orElseGet(() -> Response.of(NO_CONTENT)));
  }

  private static Response answer(int status, ResourceId scope, RoleDefinition role) {
    return Response.json(status, Json.write(json -> RoleDefinitionJson.write(json, scope, role)));
  }

  private static RoleId id(Asked asked) {
    String name = asked.match().value("id");
    return RoleId.parse(name)
        .orElseThrow(() ->
            ArmCall.refused(
                "InvalidRoleDefinitionId",
                "The role definition ID '" + name + "' is not valid. It must be a GUID."));
  }
}
