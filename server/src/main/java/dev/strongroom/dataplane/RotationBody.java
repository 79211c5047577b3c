package dev.strongroom.dataplane;

import dev.strongroom.http.Json;
import dev.strongroom.http.JsonValue;
import dev.strongroom.keys.RotationPolicy;
import dev.strongroom.keys.Span;
import java.util.Locale;
import java.util.Optional;

/// Reads a rotation policy. At most one action rotates and at most one notifies; Azure adds the
/// usual notice when there is none.
final class RotationBody {
  private static final String AFTER = "timeAfterCreate";
  private static final String BEFORE = "timeBeforeExpiry";
  private Optional<Span> after = Optional.empty();
  private Optional<Span> before = Optional.empty();
  private Optional<Span> notice = Optional.empty();
  private boolean rotates;

  private RotationBody() {}

  static RotationPolicy read(byte[] body) {
    JsonValue json = Json.parse(body);
    RotationBody read = new RotationBody();
    json.items("lifetimeActions").forEach(read::action);
    Optional<Span> expiry =
        json.member("attributes").flatMap(attributes -> span(attributes, "expiryTime"));
    return new RotationPolicy(
            expiry,
            read.after,
            read.before,
            read.notice.orElse(RotationPolicy.USUAL_NOTICE),
            RotationPolicy.Stamps.NONE)
        .checked();
  }

  private void action(JsonValue action) {
    String type =
        action
            .member("action")
            .flatMap(what -> what.text("type"))
            .orElseThrow(() -> BodyFields.refused("Each lifetime action needs an action type."));
    JsonValue trigger =
        action
            .member("trigger")
            .orElseThrow(() -> BodyFields.refused("Each lifetime action needs a trigger."));
    switch (type.toLowerCase(Locale.ROOT)) {
      case "rotate" -> rotate(trigger);
      case "notify" -> notify(trigger);
      default ->
          throw BodyFields.refused("A lifetime action is Rotate or Notify, not " + type + ".");
    }
  }

  private void rotate(JsonValue trigger) {
    if (rotates) {
      throw BodyFields.refused("A policy has one action that rotates.");
    }
    rotates = true;
    after = span(trigger, AFTER);
    before = span(trigger, BEFORE);
    if (after.isEmpty() && before.isEmpty()) {
      throw BodyFields.refused("A rotation needs a trigger: " + AFTER + " or " + BEFORE + ".");
    }
  }

  private void notify(JsonValue trigger) {
    if (notice.isPresent()) {
      throw BodyFields.refused("A policy has one action that notifies.");
    }
    notice =
        Optional.of(
            span(trigger, BEFORE)
                .orElseThrow(
                    () -> BodyFields.refused("A notice needs the trigger " + BEFORE + ".")));
  }

  private static Optional<Span> span(JsonValue in, String member) {
    return in.text(member)
        .map(text ->
            Span.parse(text)
                .orElseThrow(() ->
                    BodyFields.refused(
                        "The " + member + " must be a span of time of ISO 8601, as P90D.")));
  }
}
