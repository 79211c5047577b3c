package dev.strongroom.dataplane;

import dev.strongroom.http.Json;
import dev.strongroom.http.JsonValue;
import dev.strongroom.keys.RotationDraft;
import dev.strongroom.keys.RotationPolicy;

/// Reads a rotation policy.
final class RotationBody {
  private RotationBody() {}

  static RotationPolicy read(byte[] body) {
    JsonValue json = Json.parse(body);
    RotationDraft draft = new RotationDraft();
    json.items("lifetimeActions").forEach(action -> read(draft, action));
    draft.expiry(json.member("attributes").flatMap(attributes -> attributes.text("expiryTime")));
    return draft.policy();
  }

  private static void read(RotationDraft draft, JsonValue action) {
    JsonValue trigger =
        action
            .member("trigger")
            .orElseThrow(() -> BodyFields.refused("Each lifetime action needs a trigger."));
    draft.action(
        action.member("action").flatMap(what -> what.text("type")),
        trigger.text(RotationDraft.AFTER),
        trigger.text(RotationDraft.BEFORE));
  }
}
