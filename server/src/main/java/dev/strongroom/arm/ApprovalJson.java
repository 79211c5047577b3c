package dev.strongroom.arm;

import dev.strongroom.elevation.ApprovalView;
import dev.strongroom.elevation.ApprovalView.StageView;
import dev.strongroom.elevation.RequestId;
import dev.strongroom.elevation.ReviewStage;
import dev.strongroom.elevation.Stage;
import dev.strongroom.http.Json;
import dev.strongroom.http.JsonValue;
import dev.strongroom.model.ResourceId;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/// Approvals on the wire, as in the specification of 2021-01-01-preview.
final class ApprovalJson {
  private static final String TYPE = "Microsoft.Authorization/roleAssignmentApprovals";

  private ApprovalJson() {}

  static ReviewStage.Answer read(byte[] body) {
    JsonValue properties =
        Json.parse(body)
            .member("properties")
            .orElseThrow(() -> ScheduleRequestJson.invalid("The request has no 'properties'."));
    ArmFields fields = ArmFields.of(properties);
    Stage.Result result =
        fields
            .text("reviewResult", Stage.Result::parse, "Approve or Deny")
            .orElseThrow(() -> fields.invalid("reviewResult", "Approve or Deny"));
    return new ReviewStage.Answer(result, fields.text("justification").orElse(""));
  }

  static String path(Optional<ResourceId> scope, RequestId id) {
    return scope.orElse(ResourceId.ROOT).child("providers/" + TYPE + "/" + id).display();
  }

  static void write(JsonGenerator json, Optional<ResourceId> scope, ApprovalView view) {
    json.writeStartObject();
    json.writeStringProperty("id", path(scope, view.request().id()));
    json.writeStringProperty("type", TYPE);
    json.writeStringProperty("name", view.request().id().toString());
    json.writeName("properties");
    json.writeStartObject();
    json.writeName("stages");
    stages(json, scope, view);
    json.writeEndObject();
    json.writeEndObject();
  }

  static void list(JsonGenerator json, Optional<ResourceId> scope, ApprovalView view) {
    json.writeStartObject();
    json.writeName("value");
    stages(json, scope, view);
    json.writeEndObject();
  }

  static void write(
      JsonGenerator json, Optional<ResourceId> scope, ApprovalView view, StageView stage) {
    json.writeStartObject();
    json.writeStringProperty(
        "id", path(scope, view.request().id()) + "/stages/" + stage.stage().id());
    json.writeStringProperty("type", TYPE + "/stages");
    json.writeStringProperty("name", stage.stage().id().toString());
    json.writeName("properties");
    json.writeStartObject();
    json.writeStringProperty("displayName", "Approval");
    json.writeStringProperty("status", stage.status());
    json.writeBooleanProperty("assignedToMe", stage.mine());
    json.writeName("reviewedBy");
    stage.reviewer().ifPresentOrElse(by -> reviewer(json, by), json::writeNull);
    Stage.Review review = stage.stage().review();
    ScheduleRequestJson.orNull(json, "reviewedDateTime", review.at().map(Instant::toString));
    json.writeStringProperty("reviewResult", review.result().wire());
    json.writeStringProperty("justification", review.justification());
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void stages(JsonGenerator json, Optional<ResourceId> scope, ApprovalView view) {
    json.writeStartArray();
    view.stages().forEach(stage -> write(json, scope, view, stage));
    json.writeEndArray();
  }

  private static void reviewer(JsonGenerator json, ApprovalView.Reviewer by) {
    String type = by.named().type();
    json.writeStartObject();
    json.writeStringProperty(
        "principalType", type.substring(0, 1).toLowerCase(Locale.ROOT) + type.substring(1));
    json.writeStringProperty("principalId", by.id().toString());
    json.writeStringProperty("principalName", by.named().displayName());
    ScheduleRequestJson.orNull(json, "userPrincipalName", by.named().email());
    json.writeEndObject();
  }
}
