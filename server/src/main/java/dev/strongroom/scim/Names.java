package dev.strongroom.scim;

import dev.strongroom.http.JsonValue;
import dev.strongroom.http.JsonValue.Arr;
import dev.strongroom.http.JsonValue.Obj;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Attribute names, which have no case: what comes in is spelled as the standard does before
/// anything looks at it.
final class Names {
  private static final Map<String, String> KNOWN =
      Stream.of(
              "schemas",
              "id",
              "externalId",
              "meta",
              "userName",
              "name",
              "formatted",
              "givenName",
              "familyName",
              "displayName",
              "active",
              "emails",
              "value",
              "type",
              "primary",
              "display",
              "members",
              "$ref",
              "Operations",
              "op",
              "path",
              "resourceType",
              "created",
              "lastModified",
              "version",
              "location")
          .collect(Collectors.toMap(name -> name.toLowerCase(Locale.ROOT), Function.identity()));
  private static final List<String> PREFIXES =
      List.of(
          "urn:ietf:params:scim:schemas:core:2.0:user:",
          "urn:ietf:params:scim:schemas:core:2.0:group:");

  private Names() {}

  /// The name without its schema, as the standard spells it; an unknown one as it is.
  static String standard(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    for (String prefix : PREFIXES) {
      if (lower.startsWith(prefix)) {
        return standard(name.substring(prefix.length()));
      }
    }
    return KNOWN.getOrDefault(lower, name);
  }

  static JsonValue standard(JsonValue value) {
    return switch (value) {
      case Obj(var members) -> {
        Map<String, JsonValue> renamed = new LinkedHashMap<>();
        members.forEach((name, member) -> renamed.put(standard(name), standard(member)));
        yield new Obj(renamed);
      }
      case Arr(var items) -> new Arr(items.stream().map(Names::standard).toList());
      case JsonValue.Str _, JsonValue.Num _, JsonValue.Bool _, JsonValue.Null _ -> value;
    };
  }
}
