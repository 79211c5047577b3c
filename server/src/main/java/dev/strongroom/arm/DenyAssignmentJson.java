package dev.strongroom.arm;

import dev.strongroom.access.DenyAssignment;
import dev.strongroom.access.DenyAssignment.Content;
import dev.strongroom.access.DenyAssignment.Subject;
import dev.strongroom.access.DenyAssignment.Whom;
import dev.strongroom.access.RoleCondition;
import dev.strongroom.access.RoleDefinition.Permission;
import dev.strongroom.access.RoleDraft;
import dev.strongroom.http.Json;
import dev.strongroom.model.PrincipalId;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/// Deny assignments on the wire, as in the specification of 2022-04-01.
final class DenyAssignmentJson {
  private static final int MAX_TEXT = 1_024;
  private static final int MAX_SUBJECTS = 1_000;
  private static final String INVALID = "InvalidDenyAssignment";
  private static final String SYSTEM = "SystemDefined";

  private DenyAssignmentJson() {}

  static Content read(byte[] body) {
    ArmFields fields =
        ArmFields.of(Json.parse(body))
            .object("properties")
            .orElseThrow(() -> ArmCall.refused(INVALID, "The request has no 'properties'."));
    String name = fields.text("denyAssignmentName").orElse("");
    String description = fields.text("description").orElse("");
    check(
        !name.isBlank() && name.length() <= MAX_TEXT && description.length() <= MAX_TEXT,
        "A deny assignment has a 'denyAssignmentName' of at most "
            + MAX_TEXT
            + " characters; so may have the description.");
    Whom whom = new Whom(subjects(fields, "principals"), subjects(fields, "excludePrincipals"));
    check(!whom.principals().isEmpty(), "A deny assignment names 'principals'.");
    check(
        !fields.flag("isSystemProtected").orElse(false),
        "Nothing here is system protected: whoever may delete deny assignments may delete this one.");
    return new Content(
        name,
        description,
        permissions(fields),
        whom,
        fields.flag("doNotApplyToChildScopes").orElse(false),
        condition(fields).map(RoleCondition::parse));
  }

  private static List<Permission> permissions(ArmFields fields) {
    List<Permission> permissions =
        fields.objects("permissions").orElse(List.of()).stream()
            .map(RoleDefinitionJson::permission)
            .toList();
    RoleDraft.checkPermissions(permissions);
    permissions.forEach(one -> one.condition().ifPresent(RoleCondition::parse));
    return permissions;
  }

  private static Optional<String> condition(ArmFields fields) {
    Optional<String> text = fields.text("condition").filter(given -> !given.isBlank());
    String version = fields.text("conditionVersion").orElse(RoleCondition.VERSION);
    check(
        text.isEmpty() || version.equals(RoleCondition.VERSION),
        "The only conditionVersion there is is " + RoleCondition.VERSION + ".");
    return text;
  }

  private static List<Subject> subjects(ArmFields fields, String name) {
    List<ArmFields> items = fields.objects(name).orElse(List.of());
    check(items.size() <= MAX_SUBJECTS, "'" + name + "' has at most " + MAX_SUBJECTS + " items.");
    return items.stream().map(DenyAssignmentJson::subject).toList();
  }

  private static Subject subject(ArmFields fields) {
    PrincipalId id =
        fields
            .text("id", PrincipalId::parse, "the object id of a principal")
            .orElseThrow(() -> fields.invalid("id", "the object id of a principal"));
    String type = fields.text("type").orElse("");
    boolean all = id.equals(Subject.EVERYONE);
    check(
        type.length() <= SYSTEM.length() * 2 && type.chars().allMatch(Character::isLetter),
        "The 'type' of a principal is a word as User, Group or ServicePrincipal.");
    return new Subject(id, all ? SYSTEM : type);
  }

  static void write(JsonGenerator json, DenyAssignment denial) {
    Content content = denial.content();
    json.writeStartObject();
    json.writeName("properties");
    json.writeStartObject();
    json.writeStringProperty("denyAssignmentName", content.name());
    json.writeStringProperty("description", content.description());
    json.writeName("permissions");
    json.writeStartArray();
    content.permissions().forEach(one -> RoleDefinitionJson.write(json, one));
    json.writeEndArray();
    json.writeStringProperty("scope", denial.scope().display());
    json.writeBooleanProperty("doNotApplyToChildScopes", content.here());
    subjects(json, "principals", content.whom().principals());
    subjects(json, "excludePrincipals", content.whom().excluded());
    json.writeBooleanProperty("isSystemProtected", false);
    RoleAssignmentJson.orNull(json, "condition", content.condition().map(RoleCondition::text));
    RoleAssignmentJson.orNull(
        json, "conditionVersion", content.condition().map(_ -> RoleCondition.VERSION));
    json.writeStringProperty("createdOn", denial.stamps().createdOn().toString());
    json.writeStringProperty("updatedOn", denial.stamps().updatedOn().toString());
    json.writeStringProperty("createdBy", denial.stamps().createdBy());
    json.writeStringProperty("updatedBy", denial.stamps().updatedBy());
    json.writeEndObject();
    json.writeStringProperty("id", denial.path().display());
    json.writeStringProperty("type", "Microsoft.Authorization/denyAssignments");
    json.writeStringProperty("name", denial.id().toString());
    json.writeEndObject();
  }

  private static void subjects(JsonGenerator json, String name, List<Subject> subjects) {
    json.writeName(name);
    json.writeStartArray();
    for (Subject subject : subjects) {
      json.writeStartObject();
      json.writeStringProperty("id", subject.id().toString());
      json.writeStringProperty("type", subject.type());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void check(boolean holds, String rule) {
    if (!holds) {
      throw ArmCall.refused(INVALID, rule);
    }
  }
}
