package dev.strongroom.arm;

import dev.strongroom.access.RoleCondition;
import dev.strongroom.access.RoleDefinition;
import dev.strongroom.access.RoleDefinition.Permission;
import dev.strongroom.http.Json;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.RoleId;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// Role definitions and permissions on the wire.
final class RoleDefinitionJson {
  private RoleDefinitionJson() {}

  /// A role's path as seen from a scope: below its subscription, or below the root.
  static ResourceId path(ResourceId scope, RoleId role) {
    String above =
        scope
            .segment("subscriptions")
            .map(subscription -> "/subscriptions/" + subscription)
            .orElse("");
    return ResourceId.of(above + "/providers/Microsoft.Authorization/roleDefinitions/" + role);
  }

  static void write(JsonGenerator json, ResourceId scope, RoleDefinition role) {
    json.writeStartObject();
    json.writeName("properties");
    json.writeStartObject();
    json.writeStringProperty("roleName", role.name());
    json.writeStringProperty("type", role.builtIn() ? "BuiltInRole" : "CustomRole");
    json.writeStringProperty("description", role.description());
    texts(
        json,
        "assignableScopes",
        role.assignableScopes().stream().map(ResourceId::display).toList());
    json.writeName("permissions");
    json.writeStartArray();
    role.permissions().forEach(permission -> write(json, permission));
    json.writeEndArray();
    json.writeEndObject();
    json.writeStringProperty("id", path(scope, role.id()).display());
    json.writeStringProperty("type", "Microsoft.Authorization/roleDefinitions");
    json.writeStringProperty("name", role.id().toString());
    json.writeEndObject();
  }

  static byte[] list(ResourceId scope, List<RoleDefinition> roles) {
    return Json.write(json -> {
      json.writeStartObject();
      json.writeName("value");
      json.writeStartArray();
      roles.forEach(role -> write(json, scope, role));
      json.writeEndArray();
      json.writeEndObject();
    });
  }

  static byte[] permissions(List<Permission> permissions) {
    return Json.write(json -> {
      json.writeStartObject();
      json.writeName("value");
      json.writeStartArray();
      permissions.forEach(permission -> write(json, permission));
      json.writeEndArray();
      json.writeEndObject();
    });
  }

  private static void write(JsonGenerator json, Permission permission) {
    json.writeStartObject();
    texts(json, "actions", permission.actions());
    texts(json, "notActions", permission.notActions());
    texts(json, "dataActions", permission.dataActions());
    texts(json, "notDataActions", permission.notDataActions());
    permission
        .condition()
        .ifPresent(condition -> {
          json.writeStringProperty("condition", condition);
          json.writeStringProperty("conditionVersion", RoleCondition.VERSION);
        });
    json.writeEndObject();
  }

  private static void texts(JsonGenerator json, String name, List<String> texts) {
    json.writeName(name);
    json.writeStartArray();
    texts.forEach(json::writeString);
    json.writeEndArray();
  }
}
