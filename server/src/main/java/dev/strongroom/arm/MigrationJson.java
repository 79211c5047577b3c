package dev.strongroom.arm;

import dev.strongroom.access.Migration;
import dev.strongroom.access.ProposeMigration.Change;
import dev.strongroom.access.ProposeMigration.Proposal;
import dev.strongroom.access.RoleAssignment;
import dev.strongroom.access.RoleDefinition;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// A proposed migration on the wire. What is to be made has the form in which it is made: the body
/// of a PUT to its id.
final class MigrationJson {
  private MigrationJson() {}

  static void write(JsonGenerator json, Proposal proposal) {
    Migration migration = proposal.migration();
    json.writeStartObject();
    json.writeBooleanProperty("usesRoles", proposal.done());
    json.writeName("roleDefinitions");
    json.writeStartArray();
    for (RoleDefinition role : migration.roles()) {
      RoleDefinitionJson.write(json, role.assignableScopes().getFirst(), role);
    }
    json.writeEndArray();
    json.writeName("roleAssignments");
    json.writeStartArray();
    for (int i = 0; i < migration.assignments().size(); i += 1) {
      assignment(json, migration.assignments().get(i), proposal.roles().get(i));
    }
    json.writeEndArray();
    left(json, migration.left());
    json.writeName("changes");
    json.writeStartArray();
    proposal.changes().forEach(change -> change(json, change));
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void assignment(JsonGenerator json, RoleAssignment assignment, String role) {
    json.writeStartObject();
    json.writeStringProperty("id", assignment.path().display());
    json.writeStringProperty("roleName", role);
    json.writeName("properties");
    json.writeStartObject();
    json.writeStringProperty(
        "roleDefinitionId",
        RoleDefinitionJson.path(assignment.scope(), assignment.grant().role()).display());
    json.writeStringProperty("principalId", assignment.grant().principal().toString());
    json.writeStringProperty("principalType", assignment.grant().type().wire());
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void left(JsonGenerator json, List<Migration.Left> left) {
    json.writeName("notCarriedOver");
    json.writeStartArray();
    for (Migration.Left one : left) {
      json.writeStartObject();
      json.writeStringProperty("principalId", one.principal().toString());
      json.writeStringProperty("why", one.why());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void change(JsonGenerator json, Change change) {
    json.writeStartObject();
    json.writeStringProperty("principalId", change.member().id().toString());
    json.writeStringProperty("principalType", change.member().type().wire());
    json.writeStringProperty("displayName", change.member().name());
    texts(json, "gains", change.gains());
    texts(json, "loses", change.losses());
    json.writeEndObject();
  }

  private static void texts(JsonGenerator json, String name, List<String> texts) {
    json.writeName(name);
    json.writeStartArray();
    texts.forEach(json::writeString);
    json.writeEndArray();
  }
}
