package dev.strongroom.arm;

import dev.strongroom.http.JsonValue;
import dev.strongroom.kernel.Refused;
import dev.strongroom.model.Tags;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The members of a JSON object in a request, read strictly: a value of the wrong kind is refused
/// and never taken for an absent one, because an unread `enablePurgeProtection` would be a vault
/// that is less protected than its owner believes. `null` counts as absent.
///
/// @param path where the object stands in the body, for messages
record ArmFields(JsonValue object, String path) {
  static ArmFields of(JsonValue body) {
    return new ArmFields(body, "");
  }

  Optional<ArmFields> object(String name) {
    return object
        .member(name)
        .map(value -> {
          if (value instanceof JsonValue.Obj) {
            return new ArmFields(value, path + name + ".");
          }
          throw invalid(name, "an object");
        });
  }

  Optional<String> text(String name) {
    return object
        .member(name)
        .map(value -> {
          if (value instanceof JsonValue.Str(String text)) {
            return text;
          }
          throw invalid(name, "text");
        });
  }

  /// A text that `parse` understands.
  <T> Optional<T> text(String name, Function<String, Optional<T>> parse, String expected) {
    return text(name).map(text -> parse.apply(text).orElseThrow(() -> invalid(name, expected)));
  }

  /// `true`, or `"true"` as templates send it.
  Optional<Boolean> flag(String name) {
    return object.member(name).map(value -> flag(name, value));
  }

  Optional<Integer> whole(String name) {
    return object
        .member(name)
        .map(value -> {
          try {
            return switch (value) {
              case JsonValue.Num(var number) -> number.intValueExact();
              case JsonValue.Str(String text) -> Integer.valueOf(text);
              default -> throw invalid(name, "a whole number");
            };
          } catch (ArithmeticException | NumberFormatException notWhole) {
            throw invalid(name, "a whole number");
          }
        });
  }

  /// The objects of an array.
  Optional<List<ArmFields>> objects(String name) {
    return array(name).map(items -> items.stream().map(item -> element(name, item)).toList());
  }

  /// The texts of an array; none when it is absent.
  List<String> texts(String name) {
    return array(name).orElse(List.of()).stream().map(item -> text(name, item)).toList();
  }

  Optional<Tags> tags() {
    return object("tags")
        .map(tags -> {
          Map<String, String> entries = new LinkedHashMap<>();
          if (tags.object() instanceof JsonValue.Obj(var members)) {
            members.keySet().forEach(tag -> entries.put(tag, tags.text(tag).orElse("")));
          }
          return new Tags(entries);
        });
  }

  Refused invalid(String name, String expected) {
    return ArmCall.refused(
        "BadRequest", "Invalid value found at " + path + name + ": expected " + expected + ".");
  }

  private Boolean flag(String name, JsonValue value) {
    if (value instanceof JsonValue.Bool(boolean flag)) {
      return flag;
    }
    if (value instanceof JsonValue.Str(String text)) {
      String word = text.toLowerCase(Locale.ROOT);
      if (word.equals("true") || word.equals("false")) {
        return word.equals("true");
      }
    }
    throw invalid(name, "true or false");
  }

  private Optional<List<JsonValue>> array(String name) {
    return object
        .member(name)
        .map(value -> {
          if (value instanceof JsonValue.Arr(var items)) {
            return items;
          }
          throw invalid(name, "an array");
        });
  }

  private ArmFields element(String name, JsonValue item) {
    if (item instanceof JsonValue.Obj) {
      return new ArmFields(item, path + name + ".");
    }
    throw invalid(name, "objects");
  }

  private String text(String name, JsonValue item) {
    if (item instanceof JsonValue.Str(String text)) {
      return text;
    }
    throw invalid(name, "texts");
  }
}
