package dev.strongroom.arm;

import dev.strongroom.access.PrincipalType;
import dev.strongroom.access.PutRoleAssignment.Wanted;
import dev.strongroom.access.RoleAssignment;
import dev.strongroom.access.RoleAssignment.Details;
import dev.strongroom.access.RoleCondition;
import dev.strongroom.http.Json;
import dev.strongroom.http.JsonValue;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.RoleId;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/// Role assignments on the wire, as in the specification of 2022-04-01; older versions know fewer
/// properties and ignore the others.
final class RoleAssignmentJson {
  private static final int MAX_TEXT = 1_024;
  private static final String ROLES = "/providers/microsoft.authorization/roledefinitions/";

  private RoleAssignmentJson() {}

  static Wanted read(byte[] body) {
    JsonValue properties =
        Json.parse(body)
            .member("properties")
            .orElseThrow(() -> invalid("The request has no 'properties'."));
    return new Wanted(
        role(properties), principal(properties), type(properties), details(properties));
  }

  static void write(JsonGenerator json, RoleAssignment assignment) {
    json.writeStartObject();
    json.writeName("properties");
    json.writeStartObject();
    json.writeStringProperty(
        "roleDefinitionId",
        RoleDefinitionJson.path(assignment.scope(), assignment.grant().role()).display());
    json.writeStringProperty("principalId", assignment.grant().principal().toString());
    json.writeStringProperty("principalType", assignment.grant().type().wire());
    json.writeStringProperty("scope", assignment.scope().display());
    Optional<RoleCondition> condition = assignment.details().condition();
    orNull(json, "condition", condition.map(RoleCondition::text));
    orNull(json, "conditionVersion", condition.map(_ -> RoleCondition.VERSION));
    json.writeStringProperty("createdOn", assignment.stamps().createdOn().toString());
    json.writeStringProperty("updatedOn", assignment.stamps().updatedOn().toString());
    orNull(json, "createdBy", Optional.of(assignment.stamps().createdBy()));
    orNull(json, "updatedBy", Optional.of(assignment.stamps().updatedBy()));
    orNull(json, "delegatedManagedIdentityResourceId", assignment.details().delegatedIdentity());
    orNull(json, "description", assignment.details().description());
    json.writeEndObject();
    json.writeStringProperty("id", assignment.path().display());
    json.writeStringProperty("type", "Microsoft.Authorization/roleAssignments");
    json.writeStringProperty("name", assignment.id().toString());
    json.writeEndObject();
  }

  static byte[] list(List<RoleAssignment> assignments, Optional<String> nextLink) {
    return Json.write(json -> {
      json.writeStartObject();
      json.writeName("value");
      json.writeStartArray();
      assignments.forEach(assignment -> write(json, assignment));
      json.writeEndArray();
      nextLink.ifPresent(link -> json.writeStringProperty("nextLink", link));
      json.writeEndObject();
    });
  }

  /// Clients name the role below any scope; only its GUID counts.
  static RoleId role(JsonValue properties) {
    String path =
        properties
            .text("roleDefinitionId")
            .orElseThrow(() -> invalid("The property 'roleDefinitionId' is missing."));
    ResourceId id = ResourceId.of(path);
    return Optional.of(id.lastSegment())
        .filter(guid -> id.canonical().endsWith(ROLES + guid.toLowerCase(java.util.Locale.ROOT)))
        .flatMap(RoleId::parse)
        .orElseThrow(() ->
            new Problem.Invalid(
                    "InvalidRoleDefinitionId",
                    "The role definition ID '"
                        + path
                        + "' is not valid. Write"
                        + " /subscriptions/{id}/providers/Microsoft.Authorization/roleDefinitions/{guid}.")
                .asException());
  }

  static PrincipalId principal(JsonValue properties) {
    String text =
        properties
            .text("principalId")
            .orElseThrow(() -> invalid("The property 'principalId' is missing."));
    return PrincipalId.parse(text)
        .orElseThrow(() ->
            new Problem.Invalid(
                    "InvalidPrincipalId",
                    "The principal ID '"
                        + text
                        + "' is not valid. Principal ID must be a GUID: the object id, not the name"
                        + " or the client id.")
                .asException());
  }

  static Optional<PrincipalType> type(JsonValue properties) {
    return properties
        .text("principalType")
        .filter(text -> !text.isEmpty())
        .map(text ->
            PrincipalType.parse(text)
                .orElseThrow(() ->
                    invalid(
                        "'"
                            + text
                            + "' is no principalType. Use User, Group or ServicePrincipal.")));
  }

  private static Details details(JsonValue properties) {
    return new Details(
        text(properties, "description"),
        text(properties, "delegatedManagedIdentityResourceId"),
        condition(properties));
  }

  /// A version without a condition has no meaning, and none is version 2.0, as in Azure.
  static Optional<RoleCondition> condition(JsonValue properties) {
    ArmFields fields = ArmFields.of(properties);
    Optional<String> text = fields.text("condition").filter(given -> !given.isBlank());
    String version = fields.text("conditionVersion").orElse(RoleCondition.VERSION);
    if (text.isPresent() && !version.equals(RoleCondition.VERSION)) {
      throw new Problem.Invalid(
              "InvalidCondition",
              "The given role assignment condition is invalid. Its conditionVersion is '"
                  + version
                  + "'; the only one there is is 2.0.")
          .asException();
    }
    return text.map(RoleCondition::parse);
  }

  private static Optional<String> text(JsonValue properties, String name) {
    Optional<String> text = properties.text(name);
    if (text.isPresent() && text.get().length() > MAX_TEXT) {
      throw invalid("'" + name + "' is longer than " + MAX_TEXT + " characters.");
    }
    return text;
  }

  static void orNull(JsonGenerator json, String name, Optional<String> value) {
    Optional<String> given = value.filter(text -> !text.isEmpty());
    json.writeName(name);
    given.ifPresentOrElse(json::writeString, json::writeNull);
  }

  private static Refused invalid(String message) {
    return new Problem.Invalid("InvalidCreateRoleAssignmentRequest", message).asException();
  }
}
