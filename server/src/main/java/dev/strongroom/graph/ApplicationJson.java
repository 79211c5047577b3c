package dev.strongroom.graph;

import dev.strongroom.http.Json;
import dev.strongroom.http.JsonValue;
import dev.strongroom.http.JsonValue.Str;
import dev.strongroom.http.Response;
import dev.strongroom.identity.AddFederatedCredential.Trust;
import dev.strongroom.identity.Application;
import dev.strongroom.identity.Credential;
import dev.strongroom.identity.Credential.Certificate;
import dev.strongroom.identity.Credential.ClientSecret;
import dev.strongroom.identity.Credential.Federated;
import dev.strongroom.identity.DirectoryActions;
import dev.strongroom.identity.GeneratedSecret;
import dev.strongroom.identity.ReplaceCertificates.Added;
import dev.strongroom.identity.ReplaceCertificates.Wanted;
import dev.strongroom.identity.TenantDirectory.Registration;
import dev.strongroom.model.CredentialId;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/// Applications and their credentials as Graph shows and takes them. A secret is shown only by the
/// answer to the request that made it.
final class ApplicationJson {
  static final String OWN_TENANT = "AzureADMyOrg";

  private ApplicationJson() {}

  static void members(JsonGenerator json, Registration registration) {
    Application application = registration.application();
    json.writeStringProperty("id", application.objectId().toString());
    json.writeStringProperty("appId", application.id().toString());
    json.writeStringProperty("displayName", application.displayName());
    json.writeStringProperty("createdDateTime", time(application.created()));
    json.writeStringProperty("signInAudience", OWN_TENANT);
    PrincipalJson.texts(json, "identifierUris", List.of());
    SignInJson.members(json, registration);
    json.writeArrayPropertyStart("passwordCredentials");
    for (Credential credential : registration.credentials()) {
      if (credential instanceof ClientSecret secret) {
        json.writeStartObject();
        password(json, secret);
        json.writeNullProperty("secretText");
        json.writeEndObject();
      }
    }
    json.writeEndArray();
    json.writeArrayPropertyStart("keyCredentials");
    for (Credential credential : registration.credentials()) {
      if (credential instanceof Certificate certificate) {
        certificate(json, certificate);
      }
    }
    json.writeEndArray();
  }

  /// The one answer that shows a secret.
  static Response made(GraphCall call, ClientSecret secret, GeneratedSecret made) {
    return Response.json(
        200,
        Json.write(json -> {
          json.writeStartObject();
          json.writeStringProperty(
              "@odata.context", call.base() + "$metadata#microsoft.graph.passwordCredential");
          password(json, secret);
          json.writeStringProperty("secretText", made.text());
          json.writeEndObject();
        }));
  }

  private static void password(JsonGenerator json, ClientSecret secret) {
    json.writeNullProperty("customKeyIdentifier");
    json.writeStringProperty("displayName", secret.displayName());
    json.writeStringProperty("endDateTime", time(secret.expires()));
    json.writeStringProperty("hint", secret.hint());
    json.writeStringProperty("keyId", secret.id().toString());
    json.writeStringProperty("startDateTime", time(secret.created()));
  }

  private static void certificate(JsonGenerator json, Certificate credential) {
    X509Certificate certificate = credential.certificate();
    json.writeStartObject();
    json.writeStringProperty("customKeyIdentifier", credential.thumbprints().hex());
    json.writeStringProperty("displayName", credential.displayName());
    json.writeStringProperty("endDateTime", time(certificate.getNotAfter().toInstant()));
    json.writeNullProperty("key");
    json.writeStringProperty("keyId", credential.id().toString());
    json.writeStringProperty("startDateTime", time(certificate.getNotBefore().toInstant()));
    json.writeStringProperty("type", "AsymmetricX509Cert");
    json.writeStringProperty("usage", "Verify");
    json.writeEndObject();
  }

  static void federated(JsonGenerator json, Federated credential) {
    json.writeStringProperty("id", credential.id().toString());
    json.writeStringProperty("name", credential.displayName());
    json.writeStringProperty("issuer", credential.issuer());
    json.writeStringProperty("subject", credential.subject());
    json.writeNullProperty("description");
    PrincipalJson.texts(json, "audiences", List.of(credential.audience()));
  }

  static Trust trust(JsonValue body) {
    List<JsonValue> audiences = body.items("audiences");
    if (audiences.size() != 1 || !(audiences.getFirst() instanceof Str(String audience))) {
      throw DirectoryActions.invalid("The property 'audiences' must hold exactly one audience.");
    }
    return new Trust(body.text("issuer").orElse(""), body.text("subject").orElse(""), audience);
  }

  /// A new certificate comes with its `key`; one without is a present one that stays.
  static Wanted certificates(List<JsonValue> entries) {
    List<CredentialId> kept = new ArrayList<>();
    List<Added> added = new ArrayList<>();
    for (JsonValue entry : entries) {
      Optional<String> key = entry.text("key");
      if (key.isPresent()) {
        added.add(new Added(entry.text("displayName").orElse(""), decoded(key.get())));
      } else {
        kept.add(keyId(entry));
      }
    }
    return new Wanted(kept, added);
  }

  static CredentialId keyId(JsonValue body) {
    return body.text("keyId")
        .flatMap(CredentialId::parse)
        .orElseThrow(
            () -> DirectoryActions.invalid("The property 'keyId' must be a credential's id."));
  }

  private static X509Certificate decoded(String base64) {
    try {
      byte[] der = Base64.getMimeDecoder().decode(base64);
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException | IllegalArgumentException unreadable) {
      throw DirectoryActions.invalid(
          "The property 'key' of a key credential must be an X.509 certificate in base64.");
    }
  }

  static String time(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
