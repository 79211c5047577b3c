package dev.strongroom.arm;

import dev.strongroom.access.RoleAssignment.Stamps;
import dev.strongroom.access.RoleCondition;
import dev.strongroom.access.RoleDefinition;
import dev.strongroom.access.RoleDefinition.Maker;
import dev.strongroom.access.RoleDefinition.Permission;
import dev.strongroom.access.RoleDraft;
import dev.strongroom.http.Json;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.RoleId;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// Role definitions and permissions on the wire.
final class RoleDefinitionJson {
  private RoleDefinitionJson() {}

  static RoleDraft read(byte[] body) {
    ArmFields properties =
        ArmFields.of(Json.parse(body))
            .object("properties")
            .orElseThrow(
                () -> ArmCall.refused("InvalidRoleDefinition", "The request has no 'properties'."));
    return new RoleDraft(
        properties.text("roleName").orElse(""),
        properties.text("description").orElse(""),
        properties.objects("permissions").orElse(List.of()).stream()
            .map(RoleDefinitionJson::permission)
            .toList(),
        properties.texts("assignableScopes").stream().map(ResourceId::of).toList());
  }

  static Permission permission(ArmFields fields) {
    return new Permission(
        fields.texts("actions"),
        fields.texts("notActions"),
        fields.texts("dataActions"),
        fields.texts("notDataActions"),
        fields.text("condition").filter(text -> !text.isBlank()));
  }

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
    stamps(json, role);
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

  private static void stamps(JsonGenerator json, RoleDefinition role) {
    switch (role.maker()) {
      case Maker.Azure() -> {}
      case Maker.Tenant(_, Stamps stamps) -> {
        json.writeStringProperty("createdOn", stamps.createdOn().toString());
        json.writeStringProperty("updatedOn", stamps.updatedOn().toString());
        json.writeStringProperty("createdBy", stamps.createdBy());
        json.writeStringProperty("updatedBy", stamps.updatedBy());
      }
    }
  }

  static void write(JsonGenerator json, Permission permission) {
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
