package dev.strongroom.dataplane;

import dev.strongroom.http.Json;
import dev.strongroom.kernel.Refused;
import dev.strongroom.keys.KeyLimits;
import dev.strongroom.keys.KeyOperation;
import dev.strongroom.keys.KeySettings;
import dev.strongroom.keys.Release;
import dev.strongroom.keys.ReleasePolicy;
import dev.strongroom.keys.UpdateKey;
import dev.strongroom.model.Tags;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonParser;

/// What requests to create, import and update keys have in common.
final class KeySettingsBody {
  private final AttributesBody attributes = new AttributesBody();
  private List<KeyOperation> operations = List.of();
  private boolean exportable;
  private Optional<ReleasePolicy> policy = Optional.empty();
  private Optional<Tags> tags = Optional.empty();

  /// Reads the member if it is one of these; otherwise passes over it.
  void member(JsonParser json, String name) {
    switch (name) {
      case "key_ops" -> operations(json);
      case "attributes" -> attributes.read(json, this::attribute);
      case "tags" -> tags = Optional.of(KeyLimits.checkTags(BodyFields.texts(json, name)));
      case "release_policy" -> policy = Optional.of(policy(json));
      default -> json.skipChildren();
    }
  }

  /// `key_ops` of a key that is imported stand in the key itself.
  void operations(JsonParser json) {
    operations =
        BodyFields.list(json, "key_ops").stream()
            .map(KeySettingsBody::operation)
            .distinct()
            .toList();
  }

  KeySettings settings(boolean hardware) {
    return new KeySettings(
        hardware,
        operations,
        attributes.attributes(),
        new Release(exportable, policy),
        tags.orElse(Tags.NONE));
  }

  UpdateKey.Change change() {
    return new UpdateKey.Change(operations, attributes.change(), policy, tags);
  }

  private void attribute(JsonParser json, String name) {
    if (name.equals("exportable")) {
      exportable = BodyFields.flag(json, name);
    } else {
      json.skipChildren();
    }
  }

  private static KeyOperation operation(String word) {
    return KeyOperation.named(word)
        .orElseThrow(() -> BodyFields.refused("Invalid key operation in key_ops: " + word));
  }

  private static ReleasePolicy policy(JsonParser json) {
    PolicyBody body = new PolicyBody();
    BodyFields.object(json, "release_policy", body::member);
    return KeyLimits.checkReleasePolicy(
        new ReleasePolicy(body.contentType, body.data(), body.immutable));
  }

  private static final class PolicyBody {
    private String contentType = ReleasePolicy.USUAL_CONTENT_TYPE;
    private Optional<byte[]> data = Optional.empty();
    private boolean immutable;

    void member(JsonParser json, String name) {
      switch (name) {
        case "contentType" -> contentType = BodyFields.text(json, name);
        case "data" -> data = Optional.of(Base64Text.decode(BodyFields.text(json, name), "data"));
        case "immutable" -> immutable = BodyFields.flag(json, name);
        default -> json.skipChildren();
      }
    }

    /// Base64url of JSON, so that nobody finds out at the release.
    byte[] data() {
      byte[] rules =
          data.orElseThrow(
              () -> BodyFields.refused("The release policy must have a string member \"data\"."));
      try {
        Json.parse(rules);
      } catch (Refused notJson) {
        throw BodyFields.refused("The release policy is not JSON, or names a member twice.");
      }
      return rules;
    }
  }
}
