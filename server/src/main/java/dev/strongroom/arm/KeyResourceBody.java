package dev.strongroom.arm;

import dev.strongroom.http.Json;
import dev.strongroom.kernel.Refused;
import dev.strongroom.keys.KeyLimits;
import dev.strongroom.keys.KeyOperation;
import dev.strongroom.keys.KeySettings;
import dev.strongroom.keys.KeyShape;
import dev.strongroom.keys.KeyType;
import dev.strongroom.keys.NewKey;
import dev.strongroom.keys.PutKeyResource;
import dev.strongroom.keys.Release;
import dev.strongroom.keys.ReleasePolicy;
import dev.strongroom.keys.RotationDraft;
import dev.strongroom.keys.RotationPolicy;
import dev.strongroom.model.Tags;
import dev.strongroom.objects.Attributes;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads a key that a template wants.
final class KeyResourceBody {
  static final String RELEASE = "release";

  private KeyResourceBody() {}

  static PutKeyResource.Wanted read(ArmFields body) {
    ArmFields properties =
        body.object("properties").orElseThrow(() -> body.invalid("properties", "an object"));
    KeyType type =
        KeyShape.type(
            properties
                .text("kty")
                .orElseThrow(() -> properties.invalid("kty", "a key type as RSA or EC")));
    KeyShape shape =
        new KeyShape(
            type,
            "keySize",
            properties.whole("keySize").filter(size -> size != 0),
            properties.text("curveName"),
            properties.text("alg"));
    Tags tags =
        body.tags()
            .map(given -> KeyLimits.checkTags(Map.copyOf(given.entries())))
            .orElse(Tags.NONE);
    KeySettings settings =
        new KeySettings(
            type.hardware(),
            operations(properties),
            Attributes.DEFAULT.with(AttributeFields.change(properties)),
            release(properties),
            tags);
    return new PutKeyResource.Wanted(
        new NewKey(shape.spec(), Optional.empty(), settings),
        properties.object("rotationPolicy").map(KeyResourceBody::rotation));
  }

  private static List<KeyOperation> operations(ArmFields properties) {
    return properties.texts("keyOps").stream()
        .map(word -> word.equals(RELEASE) ? KeyOperation.EXPORT.wire() : word)
        .map(word ->
            KeyOperation.named(word)
                .orElseThrow(() -> properties.invalid("keyOps", "operations as sign")))
        .distinct()
        .toList();
  }

  private static Release release(ArmFields properties) {
    boolean exportable =
        properties.object("attributes").flatMap(given -> given.flag("exportable")).orElse(false);
    return new Release(
        exportable, properties.object("release_policy").map(KeyResourceBody::policy));
  }

  private static ReleasePolicy policy(ArmFields given) {
    String text = given.text("data").orElseThrow(() -> given.invalid("data", "base64url"));
    return KeyLimits.checkReleasePolicy(
        new ReleasePolicy(
            given.text("contentType").orElse(ReleasePolicy.USUAL_CONTENT_TYPE),
            rules(given, text),
            false));
  }

  private static byte[] rules(ArmFields given, String text) {
    try {
      byte[] rules = Base64.getUrlDecoder().decode(text);
      Json.parse(rules);
      return rules;
    } catch (IllegalArgumentException | Refused notJson) {
      throw given.invalid("data", "JSON in base64url");
    }
  }

  private static RotationPolicy rotation(ArmFields given) {
    RotationDraft draft = new RotationDraft();
    for (ArmFields action : given.objects("lifetimeActions").orElse(List.of())) {
      Optional<ArmFields> trigger = action.object("trigger");
      draft.action(
          action.object("action").flatMap(what -> what.text("type")),
          trigger.flatMap(when -> when.text(RotationDraft.AFTER)),
          trigger.flatMap(when -> when.text(RotationDraft.BEFORE)));
    }
    draft.expiry(given.object("attributes").flatMap(has -> has.text("expiryTime")));
    return draft.policy();
  }
}
