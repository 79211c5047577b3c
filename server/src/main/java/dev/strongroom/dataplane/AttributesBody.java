package dev.strongroom.dataplane;

import dev.strongroom.objects.Attributes;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;
import tools.jackson.core.JsonParser;

/// Reads the member `attributes` of a request about an object.
final class AttributesBody {
  private Optional<Boolean> enabled = Optional.empty();
  private Optional<Instant> notBefore = Optional.empty();
  private Optional<Instant> expires = Optional.empty();

  /// `others` is shown the attributes that not every kind has.
  void read(JsonParser json, BiConsumer<JsonParser, String> others) {
    BodyFields.object(
        json,
        "attributes",
        (value, name) -> {
          switch (name) {
            case "enabled" -> enabled = Optional.of(BodyFields.flag(value, name));
            case "nbf" -> notBefore = Optional.of(BodyFields.time(value, name));
            case "exp" -> expires = Optional.of(BodyFields.time(value, name));
            default -> others.accept(value, name);
          }
        });
  }

  Attributes.Change change() {
    return new Attributes.Change(enabled, notBefore, expires);
  }

  Attributes attributes() {
    return Attributes.DEFAULT.with(change());
  }
}
