package dev.strongroom.dataplane;

import dev.strongroom.http.Json;
import dev.strongroom.http.JsonValue;
import dev.strongroom.kernel.Problem;
import dev.strongroom.localroles.LocalAssignment;
import dev.strongroom.localroles.LocalRole;
import dev.strongroom.localroles.PutLocalAssignment.Wanted;
import dev.strongroom.localroles.PutLocalRole;
import dev.strongroom.model.AssignmentId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.RoleId;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import tools.jackson.core.JsonGenerator;

/// Local roles and assignments on the wire, as Azure's service was recorded: ids of definitions
/// begin with `Microsoft.KeyVault`, those of assignments with the scope.
final class LocalRoleJson {
  private static final String DEFINITIONS = "/providers/Microsoft.Authorization/roleDefinitions/";

  private LocalRoleJson() {}

  static PutLocalRole.Draft draft(byte[] body) {
    JsonValue properties = properties(body);
    return new PutLocalRole.Draft(
        text(properties, "roleName").orElse(""),
        text(properties, "description").orElse(""),
        items(properties, "permissions").stream().map(LocalRoleJson::permission).toList());
  }

  static Wanted wanted(AssignmentId id, byte[] body) {
    JsonValue properties = properties(body);
    String role =
        text(properties, "roleDefinitionId")
            .orElseThrow(() -> refused("The property 'roleDefinitionId' is missing."));
    String principal =
        text(properties, "principalId")
            .orElseThrow(() -> refused("The property 'principalId' is missing."));
    return new Wanted(
        id,
        RoleId.parse(role.substring(role.lastIndexOf('/') + 1))
            .orElseThrow(() -> refused("'" + role + "' is not the id of a role definition.")),
        PrincipalId.parse(principal)
            .orElseThrow(() -> refused("The principal ID '" + principal + "' is not a GUID.")));
  }

  static byte[] role(LocalRole role) {
    return Json.write(json -> write(json, role));
  }

  static byte[] assignment(LocalAssignment assignment) {
    return Json.write(json -> write(json, assignment));
  }

  static byte[] roles(List<LocalRole> roles) {
    return list(roles, LocalRoleJson::write);
  }

  static byte[] assignments(List<LocalAssignment> assignments) {
    return list(assignments, LocalRoleJson::write);
  }

  private static <T> byte[] list(List<T> items, BiConsumer<JsonGenerator, T> write) {
    return Json.write(json -> {
      json.writeStartObject();
      json.writeName("value");
      json.writeStartArray();
      items.forEach(item -> write.accept(json, item));
      json.writeEndArray();
      json.writeEndObject();
    });
  }

  private static void write(JsonGenerator json, LocalRole role) {
    json.writeStartObject();
    json.writeStringProperty("id", path(role.id()));
    json.writeStringProperty("name", role.id().toString());
    json.writeName("properties");
    json.writeStartObject();
    texts(json, "assignableScopes", List.of("/"));
    json.writeStringProperty("description", role.description());
    json.writeName("permissions");
    json.writeStartArray();
    for (LocalRole.Permission permission : role.permissions()) {
      json.writeStartObject();
      texts(json, "actions", permission.actions());
      texts(json, "dataActions", permission.dataActions());
      texts(json, "notActions", permission.notActions());
      texts(json, "notDataActions", permission.notDataActions());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeStringProperty("roleName", role.name());
    json.writeStringProperty("type", role.builtIn() ? "AKVBuiltInRole" : "CustomRole");
    json.writeEndObject();
    json.writeStringProperty("type", "Microsoft.Authorization/roleDefinitions");
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, LocalAssignment assignment) {
    json.writeStartObject();
    json.writeStringProperty("id", assignment.path());
    json.writeStringProperty("name", assignment.id().toString());
    json.writeName("properties");
    json.writeStartObject();
    json.writeStringProperty("principalId", assignment.principal().toString());
    json.writeStringProperty("roleDefinitionId", path(assignment.role()));
    json.writeStringProperty("scope", assignment.scope().display());
    json.writeEndObject();
    json.writeStringProperty("type", "Microsoft.Authorization/roleAssignments");
    json.writeEndObject();
  }

  private static String path(RoleId role) {
    return "Microsoft.KeyVault" + DEFINITIONS + role;
  }

  private static void texts(JsonGenerator json, String name, List<String> texts) {
    json.writeName(name);
    json.writeStartArray();
    texts.forEach(json::writeString);
    json.writeEndArray();
  }

  private static LocalRole.Permission permission(JsonValue item) {
    return new LocalRole.Permission(
        actions(item, "actions"),
        actions(item, "notActions"),
        actions(item, "dataActions"),
        actions(item, "notDataActions"));
  }

  private static List<String> actions(JsonValue permission, String name) {
    return items(permission, name).stream()
        .map(item -> {
          if (item instanceof JsonValue.Str(String text)) {
            return text;
          }
          throw refused("The member \"" + name + "\" must be an array of strings.");
        })
        .toList();
  }

  private static JsonValue properties(byte[] body) {
    return Json.parse(body)
        .member("properties")
        .orElseThrow(() -> refused("The request has no 'properties'."));
  }

  /// What is there but no array is refused, not taken for nothing.
  private static List<JsonValue> items(JsonValue object, String name) {
    return object
        .member(name)
        .map(value -> {
          if (value instanceof JsonValue.Arr(var items)) {
            return items;
          }
          throw refused("The member \"" + name + "\" must be an array.");
        })
        .orElse(List.of());
  }

  private static Optional<String> text(JsonValue object, String name) {
    return object
        .member(name)
        .map(value -> {
          if (value instanceof JsonValue.Str(String text)) {
            return text;
          }
          throw refused("The member \"" + name + "\" must hold text.");
        });
  }

  private static RuntimeException refused(String message) {
    return new Problem.Malformed(message).asException();
  }
}
