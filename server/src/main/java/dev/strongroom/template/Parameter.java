package dev.strongroom.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A parameter as a template declares it.
record Parameter(String name, Value declaration, String type) {
  private static final List<String> TYPES =
      List.of("string", "securestring", "int", "bool", "object", "secureobject", "array");
  private static final String REFERENCE = "#/definitions/";

  static Parameter read(String name, Value declared, Value template) {
    Value resolved = resolved(declared, template, 0);
    String type =
        resolved
            .text("type", true)
            .map(Value::lower)
            .filter(TYPES::contains)
            .orElseThrow(() ->
                Flaw.invalid(
                    "The template parameter '"
                        + name
                        + "' has no known type. Its 'type' is one of "
                        + String.join(", ", TYPES)));
    return new Parameter(name, resolved, type);
  }

  /// Types that a template defines by itself are looked up.
  private static Value resolved(Value declared, Value template, int depth) {
    Optional<String> reference = declared.text("$ref", true).filter(at -> at.startsWith(REFERENCE));
    if (reference.isEmpty() || depth > TemplateLimits.MAX_DEPTH) {
      return declared;
    }
    Value definition =
        template
            .member("definitions")
            .flatMap(all -> all.find(reference.get().substring(REFERENCE.length())))
            .orElseThrow(
                () -> Flaw.invalid("The template does not define '" + reference.get() + "'"));
    Map<String, Value> merged = new LinkedHashMap<>();
    for (Value part : List.of(resolved(definition, template, depth + 1), declared)) {
      if (part instanceof Value.Obj(var members)) {
        merged.putAll(members);
      }
    }
    return new Value.Obj(merged);
  }

  boolean secure() {
    return type.startsWith("secure");
  }

  boolean isText() {
    return type.equals("string") || type.equals("securestring");
  }

  /// The same, whose text is never shown.
  Parameter secret() {
    return new Parameter(name, declaration, "securestring");
  }

  boolean nullable() {
    return declaration.member("nullable").filter(Value.flag(true)::sameAs).isPresent();
  }

  /// As answers name the type: `SecureString`.
  String shownType() {
    return switch (type) {
      case "securestring" -> "SecureString";
      case "secureobject" -> "SecureObject";
      default -> Character.toUpperCase(type.charAt(0)) + type.substring(1);
    };
  }

  /// The value, if it may be one of this parameter. No message repeats it when it is secure.
  Value checked(Value value) {
    if (value instanceof Value.Null && nullable()) {
      return value;
    }
    String wanted = wantedType();
    if (!value.type().equals(wanted)) {
      throw invalid(
          "Expected a value of type '"
              + wanted
              + "', but received a value of type '"
              + value.type()
              + "'");
    }
    List<Value> allowed = declaration.items("allowedValues");
    if (!allowed.isEmpty() && allowed.stream().noneMatch(one -> fits(one, value))) {
      String given = secure() ? "" : " '" + TextFunctions.string(value) + "'";
      throw invalid(
          "The value"
              + given
              + " is not part of the allowed value(s): '"
              + String.join(",", allowed.stream().map(TextFunctions::string).toList())
              + "'");
    }
    within(length(value), "minLength", "maxLength", "length");
    if (value instanceof Value.Num(var number)) {
      within(Optional.of(number.longValue()), "minValue", "maxValue", "value");
    }
    return secure() ? value.hidden() : value;
  }

  /// Texts are allowed without regard to case, and an array when each of its items is.
  private static boolean fits(Value allowed, Value value) {
    return allowed instanceof Value.Text(String one, _)
            && value instanceof Value.Text(String given, _)
        ? one.equalsIgnoreCase(given)
        : allowed.sameAs(value);
  }

  private static Optional<Long> length(Value value) {
    return switch (value) {
      case Value.Text(String text, _) -> Optional.of((long) text.length());
      case Value.Arr(var items) -> Optional.of((long) items.size());
      case Value.Null _, Value.Bool _, Value.Num _, Value.Obj _ -> Optional.empty();
    };
  }

  private void within(Optional<Long> measured, String min, String max, String what) {
    long size = measured.orElse(0L);
    boolean low = measured.isPresent() && bound(min).filter(bound -> size < bound).isPresent();
    boolean high = measured.isPresent() && bound(max).filter(bound -> size > bound).isPresent();
    if (low || high) {
      throw invalid(
          "Its "
              + what
              + " must be at "
              + (low ? "least" : "most")
              + " the "
              + (low ? min : max)
              + " '"
              + bound(low ? min : max).orElse(0L)
              + "'");
    }
  }

  private Optional<Long> bound(String member) {
    return declaration
        .member(member)
        .flatMap(value ->
            value instanceof Value.Num(var number)
                ? Optional.of(number.longValue())
                : Optional.empty());
  }

  private String wantedType() {
    return switch (type) {
      case "string", "securestring" -> "String";
      case "int" -> "Integer";
      case "bool" -> "Boolean";
      case "array" -> "Array";
      default -> "Object";
    };
  }

  private RuntimeException invalid(String why) {
    return Flaw.invalid(
        "The provided value for the template parameter '"
            + name
            + "' is not valid. "
            + why
            + ". Please see https://aka.ms/arm-parameter-definitions for usage details");
  }
}
