package dev.strongroom.arm;

import dev.strongroom.access.RoleCondition;
import dev.strongroom.elevation.Described;
import dev.strongroom.elevation.Draft;
import dev.strongroom.elevation.Level;
import dev.strongroom.elevation.Named;
import dev.strongroom.elevation.Place;
import dev.strongroom.elevation.RequestId;
import dev.strongroom.elevation.RequestType;
import dev.strongroom.elevation.ScheduleRequest;
import dev.strongroom.elevation.ScheduleRequest.Progress;
import dev.strongroom.elevation.ScheduleRequest.Reason;
import dev.strongroom.elevation.ScheduleRequest.Wish;
import dev.strongroom.elevation.Span;
import dev.strongroom.elevation.Timing;
import dev.strongroom.elevation.Timing.Expiration;
import dev.strongroom.http.Json;
import dev.strongroom.http.JsonValue;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.model.AssignmentId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.TenantId;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/// Requests for access for a time on the wire, as in the specification of 2020-10-01.
final class ScheduleRequestJson {
  private static final int MAX_TEXT = 1_024;

  private ScheduleRequestJson() {}

  /// Where the request stands.
  record Spot(Level level, TenantId tenant, ResourceId scope, RequestId id) {}

  static Draft read(Spot spot, byte[] body) {
    JsonValue properties =
        Json.parse(body)
            .member("properties")
            .orElseThrow(() -> invalid("The request has no 'properties'."));
    ArmFields fields = ArmFields.of(properties);
    RequestType type =
        fields
            .text("requestType", RequestType::parse, "a requestType, as AdminAssign")
            .orElseThrow(() -> invalid("The property 'requestType' is missing."));
    Wish wish =
        new Wish(
            type,
            timing(fields),
            reason(fields),
            RoleAssignmentJson.condition(properties),
            fields.text("linkedRoleEligibilityScheduleId").flatMap(ScheduleRequestJson::linked));
    return new Draft(
        spot.level(),
        spot.id(),
        spot.scope(),
        new Draft.Whom(
            spot.tenant(),
            RoleAssignmentJson.role(properties),
            RoleAssignmentJson.principal(properties),
            RoleAssignmentJson.type(properties)),
        wish);
  }

  static void write(JsonGenerator json, Described<ScheduleRequest> described) {
    ScheduleRequest request = described.item();
    String path = path(request.level(), request.place().scope(), request.id());
    json.writeStartObject();
    json.writeName("properties");
    json.writeStartObject();
    String kind = request.level().wire();
    Progress progress = request.progress();
    orNull(json, "targetRole" + kind + "ScheduleId", progress.target().map(AssignmentId::toString));
    json.writeNullProperty("targetRole" + kind + "ScheduleInstanceId");
    request
        .wish()
        .linked()
        .ifPresent(
            id -> json.writeStringProperty("linkedRoleEligibilityScheduleId", id.toString()));
    writePlace(json, request.place());
    json.writeStringProperty("requestType", request.wish().type().wire());
    json.writeStringProperty("status", progress.status().wire());
    orNull(
        json,
        "approvalId",
        Optional.of(request)
            .filter(one -> !one.progress().stages().isEmpty())
            .map(one -> ApprovalJson.path(Optional.empty(), one.id())));
    writeTiming(json, request);
    writeReason(json, request.wish().reason());
    json.writeStringProperty("requestorId", progress.requestor().toString());
    json.writeStringProperty("createdOn", progress.createdOn().toString());
    writeCondition(json, request.wish().condition());
    writeNames(json, request.place(), described);
    json.writeEndObject();
    json.writeStringProperty("name", request.id().toString());
    json.writeStringProperty("id", path);
    json.writeStringProperty("type", "Microsoft.Authorization/Role" + kind + "ScheduleRequests");
    json.writeEndObject();
  }

  /// In the case of the path it is asked for under: Terraform takes it apart with that.
  static String path(Level level, ResourceId scope, RequestId id) {
    return scope
        .child("providers/Microsoft.Authorization/" + level.prefix() + "ScheduleRequests/" + id)
        .display();
  }

  static void writePlace(JsonGenerator json, Place place) {
    json.writeStringProperty("scope", place.scope().display());
    json.writeStringProperty(
        "roleDefinitionId", RoleDefinitionJson.path(place.scope(), place.grant().role()).display());
    json.writeStringProperty("principalId", place.grant().principal().toString());
    json.writeStringProperty("principalType", place.grant().type().wire());
  }

  static void writeCondition(JsonGenerator json, Optional<RoleCondition> condition) {
    orNull(json, "condition", condition.map(RoleCondition::text));
    orNull(json, "conditionVersion", condition.map(_ -> RoleCondition.VERSION));
  }

  static void writeNames(JsonGenerator json, Place place, Described<?> described) {
    json.writeName("expandedProperties");
    json.writeStartObject();
    writeName(json, "scope", place.scope().display(), described.scope());
    writeName(
        json,
        "roleDefinition",
        RoleDefinitionJson.path(place.scope(), place.grant().role()).display(),
        described.role());
    writeName(json, "principal", place.grant().principal().toString(), described.principal());
    json.writeEndObject();
  }

  static void writeName(JsonGenerator json, String member, String id, Named named) {
    json.writeName(member);
    json.writeStartObject();
    json.writeStringProperty("id", id);
    json.writeStringProperty("displayName", named.displayName());
    named.email().ifPresent(mail -> json.writeStringProperty("email", mail));
    json.writeStringProperty("type", named.type());
    json.writeEndObject();
  }

  static void orNull(JsonGenerator json, String name, Optional<String> value) {
    json.writeName(name);
    value.ifPresentOrElse(json::writeString, json::writeNull);
  }

  private static void writeTiming(JsonGenerator json, ScheduleRequest request) {
    Timing timing = request.wish().timing();
    json.writeName("scheduleInfo");
    json.writeStartObject();
    json.writeStringProperty(
        "startDateTime", timing.start().orElse(request.progress().createdOn()).toString());
    json.writeName("expiration");
    json.writeStartObject();
    switch (timing.expiration()) {
      case Expiration.Never() -> writeExpiration(json, "NoExpiration", "", "");
      case Expiration.At(Instant end) -> writeExpiration(json, "AfterDateTime", end.toString(), "");
      case Expiration.After(Span span) -> writeExpiration(json, "AfterDuration", "", span.text());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void writeExpiration(
      JsonGenerator json, String type, String end, String duration) {
    json.writeStringProperty("type", type);
    orNull(json, "endDateTime", Optional.of(end).filter(text -> !text.isEmpty()));
    orNull(json, "duration", Optional.of(duration).filter(text -> !text.isEmpty()));
  }

  private static void writeReason(JsonGenerator json, Reason reason) {
    json.writeName("ticketInfo");
    json.writeStartObject();
    orNull(json, "ticketNumber", reason.number());
    orNull(json, "ticketSystem", reason.system());
    json.writeEndObject();
    orNull(json, "justification", reason.justification());
  }

  private static Timing timing(ArmFields fields) {
    Optional<ArmFields> info = fields.object("scheduleInfo");
    Optional<Instant> start =
        info.flatMap(one -> one.text("startDateTime", ScheduleRequestJson::time, "a time"));
    return new Timing(
        start,
        info.flatMap(one -> one.object("expiration"))
            .map(ScheduleRequestJson::expiration)
            .orElseGet(Expiration.Never::new));
  }

  private static Expiration expiration(ArmFields fields) {
    return switch (fields.text("type").orElse("NoExpiration").toLowerCase(java.util.Locale.ROOT)) {
      case "noexpiration" -> new Expiration.Never();
      case "afterdatetime" ->
          fields
              .text("endDateTime", ScheduleRequestJson::time, "a time")
              .map(Expiration.At::new)
              .orElseThrow(() -> fields.invalid("endDateTime", "a time"));
      case "afterduration" ->
          fields
              .text("duration", Span::parse, "an ISO 8601 duration, as PT8H")
              .map(Expiration.After::new)
              .orElseThrow(() -> fields.invalid("duration", "an ISO 8601 duration, as PT8H"));
      default -> throw fields.invalid("type", "NoExpiration, AfterDateTime or AfterDuration");
    };
  }

  /// With any offset, and also with none, which is UTC.
  private static Optional<Instant> time(String text) {
    try {
      boolean bare = text.matches("\\d{4}-\\d{2}-\\d{2}T[0-9:.]+");
      Instant read = OffsetDateTime.parse(bare ? text + "Z" : text).toInstant();
      return Optional.of(Instant.ofEpochMilli(read.toEpochMilli()));
    } catch (DateTimeException | ArithmeticException unreadable) {
      return Optional.empty();
    }
  }

  private static Reason reason(ArmFields fields) {
    Optional<ArmFields> ticket = fields.object("ticketInfo");
    return new Reason(
        words(fields, "justification"),
        ticket.flatMap(one -> words(one, "ticketNumber")),
        ticket.flatMap(one -> words(one, "ticketSystem")));
  }

  private static Optional<String> words(ArmFields fields, String name) {
    Optional<String> text = fields.text(name);
    if (text.map(String::length).orElse(0) > MAX_TEXT) {
      throw fields.invalid(name, "at most " + MAX_TEXT + " characters");
    }
    return text;
  }

  /// A GUID, or the path that ends in it.
  private static Optional<AssignmentId> linked(String text) {
    if (text.isBlank()) {
      return Optional.empty();
    }
    return Optional.of(
        AssignmentId.parse(text.substring(text.lastIndexOf('/') + 1))
            .orElseThrow(
                () -> invalid("The linkedRoleEligibilityScheduleId '" + text + "' is no GUID.")));
  }

  static Refused invalid(String message) {
    return new Problem.Invalid("InvalidRoleAssignmentRequest", message).asException();
  }
}
