package dev.strongroom.arm;

import dev.strongroom.elevation.Described;
import dev.strongroom.elevation.Level;
import dev.strongroom.elevation.Schedule;
import dev.strongroom.elevation.Schedule.Provenance;
import dev.strongroom.model.AssignmentId;
import dev.strongroom.model.ResourceId;
import java.time.Instant;
import tools.jackson.core.JsonGenerator;

/// Schedules and their instances on the wire, as in the specification of 2020-10-01.
final class ScheduleJson {
  private ScheduleJson() {}

  static void write(JsonGenerator json, Described<Schedule> described, String member) {
    begin(json, described);
    Schedule one = described.item();
    Provenance provenance = one.provenance();
    ScheduleRequestJson.orNull(
        json,
        one.level().prefix() + "ScheduleRequestId",
        provenance
            .request()
            .map(id -> ScheduleRequestJson.path(one.level(), one.place().scope(), id)));
    rest(json, described, member);
    json.writeStringProperty("updatedOn", provenance.updatedOn().toString());
    end(json, described, "Schedules");
  }

  static void writeInstance(JsonGenerator json, Described<Schedule> described, String member) {
    begin(json, described);
    Schedule one = described.item();
    json.writeStringProperty(
        one.level().prefix() + "ScheduleId", path(one.level(), one, "Schedules"));
    if (one.level() == Level.ASSIGNMENT) {
      json.writeStringProperty(
          "originRoleAssignmentId",
          one.place()
              .scope()
              .child("providers/Microsoft.Authorization/roleAssignments/" + one.id())
              .display());
      ScheduleRequestJson.orNull(
          json,
          "linkedRoleEligibilityScheduleInstanceId",
          one.provenance().linked().map(AssignmentId::toString));
    }
    rest(json, described, member);
    end(json, described, "ScheduleInstances");
  }

  private static void begin(JsonGenerator json, Described<Schedule> described) {
    Schedule one = described.item();
    json.writeStartObject();
    json.writeName("properties");
    json.writeStartObject();
    if (one.level() == Level.ASSIGNMENT) {
      ScheduleRequestJson.orNull(
          json,
          "linkedRoleEligibilityScheduleId",
          one.provenance().linked().map(AssignmentId::toString));
      json.writeStringProperty("assignmentType", one.isActivation() ? "Activated" : "Assigned");
    }
    ScheduleRequestJson.writePlace(json, one.place());
  }

  private static void rest(JsonGenerator json, Described<Schedule> described, String member) {
    Schedule one = described.item();
    json.writeStringProperty("status", one.status().wire());
    json.writeStringProperty("startDateTime", one.terms().start().toString());
    ScheduleRequestJson.orNull(json, "endDateTime", one.terms().end().map(Instant::toString));
    json.writeStringProperty("memberType", member);
    json.writeStringProperty("createdOn", one.provenance().createdOn().toString());
  }

  private static void end(JsonGenerator json, Described<Schedule> described, String collection) {
    Schedule one = described.item();
    ScheduleRequestJson.writeCondition(json, one.terms().condition());
    ScheduleRequestJson.writeNames(json, one.place(), described);
    json.writeEndObject();
    String kind = "Role" + one.level().wire() + collection;
    json.writeStringProperty("name", one.id().toString());
    json.writeStringProperty("id", path(one.level(), one, collection));
    json.writeStringProperty("type", "Microsoft.Authorization/" + kind);
    json.writeEndObject();
  }

  private static String path(Level level, Schedule one, String collection) {
    ResourceId scope = one.place().scope();
    return scope
        .child("providers/Microsoft.Authorization/" + level.prefix() + collection + "/" + one.id())
        .display();
  }
}
