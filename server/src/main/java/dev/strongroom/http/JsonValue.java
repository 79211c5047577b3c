package dev.strongroom.http;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A parsed JSON document, for bodies that hold no secret. Values of secrets are read by their own
/// codec, straight from the bytes.
public sealed interface JsonValue {
  record Obj(Map<String, JsonValue> members) implements JsonValue {}

  record Arr(List<JsonValue> items) implements JsonValue {}

  record Str(String text) implements JsonValue {}

  record Num(BigDecimal number) implements JsonValue {}

  record Bool(boolean flag) implements JsonValue {}

  record Null() implements JsonValue {}

  /// The member named `name`, compared exactly; empty when absent, `null`, or this is no object.
  default Optional<JsonValue> member(String name) {
    return this instanceof Obj(var members)
        ? Optional.ofNullable(members.get(name)).filter(value -> !(value instanceof Null))
        : Optional.empty();
  }

  default Optional<String> text(String name) {
    return member(name)
        .flatMap(value -> value instanceof Str(String text) ? Optional.of(text) : Optional.empty());
  }

  default Optional<Boolean> flag(String name) {
    return member(name)
        .flatMap(
            value -> value instanceof Bool(boolean flag) ? Optional.of(flag) : Optional.empty());
  }

  default Optional<BigDecimal> number(String name) {
    return member(name)
        .flatMap(value -> value instanceof Num(BigDecimal n) ? Optional.of(n) : Optional.empty());
  }

  /// The items of the array named `name`; none when absent or no array.
  default List<JsonValue> items(String name) {
    return member(name)
        .map(value -> value instanceof Arr(var items) ? items : List.<JsonValue>of())
        .orElse(List.of());
  }
}
