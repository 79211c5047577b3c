package dev.strongroom.arm;

import dev.strongroom.keys.KeyOperation;
import dev.strongroom.keys.KeyProperties;
import dev.strongroom.keys.KeyResource;
import dev.strongroom.keys.RotationDraft;
import dev.strongroom.keys.RotationPolicy;
import dev.strongroom.keys.Span;
import dev.strongroom.model.Cloud;
import dev.strongroom.objects.Found;
import dev.strongroom.trust.KeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/// How keys are written as resources. Nothing of the key itself: who wants its public half asks the
/// vault.
record KeyResourceJson(Cloud cloud) {
  static KeyResourceJson of(ArmCall call) {
    return new KeyResourceJson(call.cloud());
  }

  void resource(JsonGenerator json, Found<KeyResource> found) {
    KeyResource resource = found.what();
    write(
        json,
        new Found<>(found.vault(), resource.key()),
        Optional.empty(),
        () -> {
          resource.rotation().ifPresent(policy -> rotation(json, policy));
          resource
              .key()
              .release()
              .policy()
              .ifPresent(policy -> {
                json.writeName("release_policy");
                json.writeStartObject();
                json.writeStringProperty("contentType", policy.contentType());
                json.writeStringProperty(
                    "data", Base64.getUrlEncoder().withoutPadding().encodeToString(policy.data()));
                json.writeEndObject();
              });
        });
  }

  void key(JsonGenerator json, Found<KeyProperties> found) {
    write(json, found, Optional.empty(), () -> {});
  }

  void version(JsonGenerator json, Found<KeyProperties> found) {
    write(json, found, Optional.of(found.what().version().hex()), () -> {});
  }

  private void write(
      JsonGenerator json, Found<KeyProperties> found, Optional<String> version, Runnable more) {
    KeyProperties key = found.what();
    String name = key.name().display();
    String uri = cloud.vaultUri(found.vault().name()) + "/keys/" + name;
    String place = "keys/" + name + version.map(one -> "/versions/" + one).orElse("");
    json.writeStartObject();
    json.writeStringProperty("id", found.vault().resource().child(place).display());
    json.writeStringProperty("name", version.orElse(name));
    String type = found.vault().name().type() + "/keys";
    json.writeStringProperty("type", version.isPresent() ? type + "/versions" : type);
    if (!found.vault().name().isHsm()) {
      json.writeStringProperty("location", found.vault().location());
    }
    VaultJson.tags(json, key.tags());
    json.writeName("properties");
    json.writeStartObject();
    attributes(json, found);
    material(json, key);
    json.writeStringProperty("keyUri", uri);
    json.writeStringProperty("keyUriWithVersion", uri + "/" + key.version().hex());
    more.run();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void attributes(JsonGenerator json, Found<KeyProperties> found) {
    KeyProperties key = found.what();
    json.writeName("attributes");
    json.writeStartObject();
    json.writeBooleanProperty("enabled", key.attributes().enabled());
    key.attributes().notBefore().ifPresent(at -> seconds(json, "nbf", at));
    key.attributes().expires().ifPresent(at -> seconds(json, "exp", at));
    seconds(json, "created", key.created());
    seconds(json, "updated", key.updated());
    json.writeStringProperty("recoveryLevel", found.vault().recoveryLevel());
    json.writeBooleanProperty("exportable", key.release().exportable());
    json.writeEndObject();
  }

  private static void material(JsonGenerator json, KeyProperties key) {
    json.writeStringProperty("kty", key.face().type().wire());
    json.writeName("keyOps");
    json.writeStartArray();
    key.operations().forEach(operation -> json.writeString(word(operation)));
    json.writeEndArray();
    switch (key.face().spec()) {
      case KeySpec.Rsa rsa -> json.writeNumberProperty("keySize", rsa.bits());
      case KeySpec.Oct oct -> json.writeNumberProperty("keySize", oct.bits());
      case KeySpec.Ec ec -> json.writeStringProperty("curveName", ec.label());
      case KeySpec.MlDsa set -> json.writeStringProperty("alg", set.label());
    }
  }

  /// The control plane's word for what the vault calls `export`.
  private static String word(KeyOperation operation) {
    return operation == KeyOperation.EXPORT ? KeyResourceBody.RELEASE : operation.wire();
  }

  private static void rotation(JsonGenerator json, RotationPolicy policy) {
    json.writeName("rotationPolicy");
    json.writeStartObject();
    json.writeName("attributes");
    json.writeStartObject();
    policy.stamps().created().ifPresent(at -> seconds(json, "created", at));
    policy.stamps().updated().ifPresent(at -> seconds(json, "updated", at));
    policy.expiry().ifPresent(span -> json.writeStringProperty("expiryTime", span.text()));
    json.writeEndObject();
    json.writeName("lifetimeActions");
    json.writeStartArray();
    policy.afterCreate().ifPresent(span -> action(json, RotationDraft.AFTER, span, "rotate"));
    policy.beforeExpiry().ifPresent(span -> action(json, RotationDraft.BEFORE, span, "rotate"));
    action(json, RotationDraft.BEFORE, policy.notice(), "notify");
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void action(JsonGenerator json, String trigger, Span span, String type) {
    json.writeStartObject();
    json.writeName("trigger");
    json.writeStartObject();
    json.writeStringProperty(trigger, span.text());
    json.writeEndObject();
    json.writeName("action");
    json.writeStartObject();
    json.writeStringProperty("type", type);
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void seconds(JsonGenerator json, String name, Instant time) {
    json.writeNumberProperty(name, time.getEpochSecond());
  }
}
