package dev.strongroom.arm;

import dev.strongroom.access.CheckAccess;
import dev.strongroom.access.ExplainWho;
import dev.strongroom.access.ExplainWho.How;
import dev.strongroom.access.Inquiry;
import dev.strongroom.access.Inquiry.Answer;
import dev.strongroom.access.Inquiry.Subject;
import dev.strongroom.access.PrincipalType;
import dev.strongroom.http.WireErrors;
import dev.strongroom.kernel.Caller.Kind;
import dev.strongroom.kernel.Sighting;
import dev.strongroom.kernel.Sighting.Bearing;
import dev.strongroom.kernel.Traits;
import dev.strongroom.model.AppId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.RoleId;
import dev.strongroom.model.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/// Questions about rights, and their answers, on the wire.
final class InquiryJson {
  private static final int MAX_ACTION = 256;
  private static final int TTL_MS = 0;

  private InquiryJson() {}

  /// `action`, and when it matters `isDataAction`, `address` and `roleAssignment`.
  static Inquiry inquiry(ResourceId scope, ArmFields body) {
    String action =
        body.text("action")
            .filter(text -> !text.isBlank() && text.length() <= MAX_ACTION)
            .orElseThrow(() ->
                body.invalid(
                    "action", "an action as Microsoft.KeyVault/vaults/secrets/getSecret/action"));
    boolean data = body.flag("isDataAction").orElseGet(() -> Inquiry.isData(action));
    Traits traits =
        body.object("roleAssignment").map(role -> aboutRole(action, role)).orElse(Traits.NONE);
    return new Inquiry(scope, action, data, body.text("address"), traits);
  }

  /// For questions as "may X give this role to Y?".
  private static Traits aboutRole(String action, ArmFields role) {
    return Inquiry.aboutRole(
        action,
        role.text("roleDefinitionId", RoleId::parse, "the GUID of a role")
            .orElseThrow(() -> role.invalid("roleDefinitionId", "the GUID of a role")),
        role.text("principalId", PrincipalId::parse, "an object id")
            .orElseThrow(() -> role.invalid("principalId", "an object id")),
        role.text("principalType", PrincipalType::parse, "User, Group or ServicePrincipal")
            .orElse(PrincipalType.SERVICE_PRINCIPAL));
  }

  static Subject subject(TenantId tenant, PrincipalId principal, ArmFields body) {
    return new Subject(
        tenant,
        principal,
        body.text("applicationId", AppId::parse, "a client id"),
        body.text("principalType").filter("User"::equalsIgnoreCase).isPresent()
            ? Kind.USER
            : Kind.APP);
  }

  static void answer(JsonGenerator json, Inquiry inquiry, Subject subject, Answer answer) {
    json.writeStartObject();
    head(json, inquiry, answer.address());
    json.writeStringProperty("principalId", subject.id().toString());
    json.writeBooleanProperty("allowed", answer.access().allowed());
    json.writeStringProperty("decidedBy", answer.access().model().name());
    answer.access().grantedBy().ifPresent(path -> json.writeStringProperty("grantedBy", path));
    answer
        .access()
        .objection()
        .ifPresent(
            problem -> json.writeStringProperty("refusal", WireErrors.of(problem).message()));
    sightings(json, "lookedAt", answer.seen().seen());
    if (answer.seen().more() > 0) {
      json.writeNumberProperty("more", answer.seen().more());
    }
    json.writeEndObject();
  }

  static void holders(JsonGenerator json, Inquiry inquiry, List<ExplainWho.Holder> holders) {
    json.writeStartObject();
    head(json, inquiry, holders.stream().findFirst().map(ExplainWho.Holder::address).orElse(""));
    holders(json, "principals", holders, How.NOW);
    holders(json, "withSecondPerson", holders, How.WITH_SECOND_PERSON);
    holders(json, "afterActivation", holders, How.AFTER_ACTIVATION);
    json.writeEndObject();
  }

  private static void holders(
      JsonGenerator json, String name, List<ExplainWho.Holder> holders, How how) {
    json.writeName(name);
    json.writeStartArray();
    for (ExplainWho.Holder holder : holders) {
      if (holder.how() != how) {
        continue;
      }
      json.writeStartObject();
      json.writeStringProperty("principalId", holder.member().id().toString());
      json.writeStringProperty("principalType", holder.member().type().wire());
      json.writeStringProperty("displayName", holder.member().name());
      sightings(json, "by", holder.by());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void head(JsonGenerator json, Inquiry inquiry, String address) {
    json.writeStringProperty("scope", inquiry.scope().display());
    json.writeStringProperty("action", inquiry.action());
    json.writeBooleanProperty("isDataAction", inquiry.data());
    if (!address.isEmpty()) {
      json.writeStringProperty(
          inquiry.address().isPresent() ? "address" : "assumedAddress", address);
    }
  }

  private static void sightings(JsonGenerator json, String name, List<Sighting> sightings) {
    json.writeName(name);
    json.writeStartArray();
    for (Sighting sighting : sightings) {
      json.writeStartObject();
      json.writeStringProperty("kind", sighting.kind().wire());
      if (!sighting.what().isEmpty()) {
        json.writeStringProperty("id", sighting.what());
      }
      json.writeStringProperty("bearing", sighting.bearing().wire());
      json.writeStringProperty("why", sighting.why());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /// `Subject.Attributes.ObjectId`.
  static PrincipalId checked(ArmFields body) {
    return member(body, "Subject")
        .flatMap(subject -> member(subject, "Attributes"))
        .flatMap(attributes ->
            attributes
                .text("ObjectId", PrincipalId::parse, "the object id of a principal")
                .or(() ->
                    attributes.text(
                        "objectId", PrincipalId::parse, "the object id of a principal")))
        .orElseThrow(() -> body.invalid("Subject.Attributes.ObjectId", "an object id"));
  }

  static List<Inquiry> actions(ResourceId scope, ArmFields body) {
    List<ArmFields> actions =
        body.objects("Actions").or(() -> body.objects("actions")).orElse(List.of());
    if (actions.isEmpty() || actions.size() > CheckAccess.MAX_ACTIONS) {
      throw body.invalid("Actions", "1 to " + CheckAccess.MAX_ACTIONS + " actions");
    }
    List<Inquiry> inquiries = new ArrayList<>();
    for (ArmFields action : actions) {
      String id =
          action
              .text("Id")
              .or(() -> action.text("id"))
              .filter(text -> !text.isBlank() && text.length() <= MAX_ACTION)
              .orElseThrow(() -> action.invalid("Id", "the name of an action"));
      boolean data =
          action.flag("IsDataAction").or(() -> action.flag("isDataAction")).orElse(false);
      inquiries.add(new Inquiry(scope, id, data, Optional.empty(), Traits.NONE));
    }
    return List.copyOf(inquiries);
  }

  private static Optional<ArmFields> member(ArmFields fields, String name) {
    String small = Character.toLowerCase(name.charAt(0)) + name.substring(1);
    return fields.object(name).or(() -> fields.object(small));
  }

  /// The decision holds for this moment only: roles change at the next request.
  static void decisions(JsonGenerator json, List<CheckAccess.Decision> decisions) {
    json.writeStartArray();
    for (CheckAccess.Decision decision : decisions) {
      Answer answer = decision.answer();
      Optional<Sighting> denial =
          answer.seen().seen().stream()
              .filter(one ->
                  one.kind() == Sighting.Kind.DENY_ASSIGNMENT && one.bearing() == Bearing.FORBIDS)
              .findFirst();
      json.writeStartObject();
      json.writeStringProperty("actionId", decision.inquiry().action());
      json.writeStringProperty("accessDecision", verdict(answer, denial));
      json.writeBooleanProperty("isDataAction", decision.inquiry().data());
      by(json, "roleAssignment", answer.access().grantedBy());
      by(json, "denyAssignment", denial.map(Sighting::what));
      json.writeNumberProperty("timeToLiveInMs", TTL_MS);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static String verdict(Answer answer, Optional<Sighting> denial) {
    if (answer.access().allowed()) {
      return "Allowed";
    }
    return denial.isPresent() ? "Denied" : "NotAllowed";
  }

  private static void by(JsonGenerator json, String name, Optional<String> path) {
    json.writeName(name);
    if (path.isEmpty()) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    json.writeStringProperty("id", path.get());
    json.writeEndObject();
  }
}
