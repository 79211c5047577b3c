package dev.strongroom.graph;

import dev.strongroom.http.Json;
import dev.strongroom.http.Response;
import dev.strongroom.people.Factor;
import dev.strongroom.people.ListFactors;
import dev.strongroom.people.SealBreakGlass;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/// The ways in which a user signs in, as Graph shows them (`authenticationMethod`); recovery codes
/// and sealed credentials are our own.
final class MethodJson {
  /// Sets of methods by the kind of factor in them.
  static final Map<String, String> KINDS =
      Map.of(
          "fido2Methods", Factor.Passkey.KIND,
          "softwareOathMethods", Factor.Totp.KIND,
          "recoveryCodeMethods", Factor.RecoveryCode.KIND,
          "sealedMethods", Factor.Sealed.KIND);

  /// The id that every password has in Graph.
  private static final String PASSWORD_ID = "28c10230-6103-485e-b985-444c60001490";

  private static final int CREATED = 201;

  private MethodJson() {}

  static Response list(GraphCall call, ListFactors.Found found) {
    return Response.json(
        200,
        Json.write(json -> {
          json.writeStartObject();
          json.writeStringProperty(
              "@odata.context",
              call.base() + "$metadata#users('" + call.id() + "')/authentication/methods");
          json.writeArrayPropertyStart("value");
          found
              .password()
              .ifPresent(password -> {
                start(json, "microsoft.graph.password", PASSWORD_ID, password.changed());
                json.writeNullProperty("password");
                json.writeEndObject();
              });
          found.factors().forEach(factor -> one(json, factor, found.factors()));
          json.writeEndArray();
          json.writeEndObject();
        }));
  }

  /// Recovery codes are one method, by the id of the first of them.
  private static void one(JsonGenerator json, Factor factor, List<Factor> all) {
    List<Factor> codes = all.stream().filter(Factor.RecoveryCode.class::isInstance).toList();
    if (factor instanceof Factor.RecoveryCode && !factor.equals(codes.getFirst())) {
      return;
    }
    start(json, type(factor), factor.id().toString(), factor.created());
    json.writeStringProperty("displayName", factor.displayName());
    if (factor instanceof Factor.RecoveryCode) {
      json.writeNumberProperty("remaining", codes.size());
    }
    json.writeEndObject();
  }

  private static String type(Factor factor) {
    return switch (factor) {
      case Factor.Passkey _ -> "microsoft.graph.fido2";
      case Factor.Totp _ -> "microsoft.graph.softwareOath";
      case Factor.RecoveryCode _ -> "strongroom.recoveryCode";
      case Factor.Sealed _ -> "strongroom.sealed";
    };
  }

  private static void start(JsonGenerator json, String type, String id, Instant created) {
    json.writeStartObject();
    json.writeStringProperty("@odata.type", "#" + type + "AuthenticationMethod");
    json.writeStringProperty("id", id);
    json.writeStringProperty("createdDateTime", created.truncatedTo(ChronoUnit.SECONDS).toString());
  }

  /// The one answer that shows the credential.
  static Response sealed(GraphCall call, SealBreakGlass.Made made) {
    return call.one(
        CREATED,
        "users('" + call.id() + "')/authentication/sealedMethods",
        json -> {
          json.writeStringProperty("id", made.id().toString());
          json.writeStringProperty("sealedCredential", made.text());
        });
  }
}
