package dev.strongroom.scim;

import dev.strongroom.http.JsonValue;
import java.util.Optional;
import java.util.regex.Pattern;

/// Texts that clients give, within their limits.
final class Texts {
  static final int MAX_LENGTH = 255;
  private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

  private Texts() {}

  static String required(JsonValue object, String name) {
    return optional(object, name)
        .orElseThrow(() -> ScimProblems.value("The attribute " + name + " is required."));
  }

  /// What is empty is not there.
  static Optional<String> optional(JsonValue object, String name) {
    Optional<JsonValue> given = object.member(name);
    if (given.isPresent() && !(given.get() instanceof JsonValue.Str)) {
      throw ScimProblems.value("The attribute " + name + " must be text.");
    }
    Optional<String> text = object.text(name).filter(value -> !value.isBlank());
    if (text.filter(value -> value.length() > MAX_LENGTH || CONTROL.matcher(value).find())
        .isPresent()) {
      throw ScimProblems.value(
          "The attribute "
              + name
              + " must be text of 1 to "
              + MAX_LENGTH
              + " characters without control characters.");
    }
    return text;
  }
}
