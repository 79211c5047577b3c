package dev.strongroom.dataplane;

import dev.strongroom.http.Json;
import dev.strongroom.http.JsonValue;
import dev.strongroom.kernel.Refused;
import dev.strongroom.keys.ReleasePolicy;
import dev.strongroom.keys.ReleaseRules;
import dev.strongroom.keys.ReleaseRules.Condition;
import dev.strongroom.keys.ReleaseRules.Rule;
import java.util.List;

/// Reads the rules of a release policy, in Azure's grammar:
///
/// ```
/// {"version":"1.0.0","anyOf":[{"authority":URL,"allOf":[{"claim":PATH,"equals":VALUE}, …]}, …]}
/// ```
///
/// Instead of a claim may stand another `allOf` or `anyOf`.
final class ReleaseRulesText {
  private static final String VERSION = "1.0.0";

  private ReleaseRulesText() {}

  static ReleaseRules read(ReleasePolicy policy) {
    JsonValue json;
    try {
      json = Json.parse(policy.data());
    } catch (Refused notJson) {
      throw refused("is not JSON, or names a member twice");
    }
    if (json.text("version").filter(VERSION::equals).isEmpty()) {
      throw refused("must say \"version\":\"" + VERSION + "\"");
    }
    if (json.member("allOf").isPresent()) {
      throw refused("must name its authorities in \"anyOf\", and has \"allOf\" too");
    }
    List<JsonValue> rules = json.items("anyOf");
    if (rules.isEmpty()) {
      throw refused("must name an authority in \"anyOf\"");
    }
    return new ReleaseRules(rules.stream().map(ReleaseRulesText::rule).toList());
  }

  private static Rule rule(JsonValue json) {
    String authority =
        json.text("authority").orElseThrow(() -> refused("has a rule without an authority"));
    return new Rule(authority, group(json));
  }

  private static Condition group(JsonValue json) {
    if (json.member("allOf").isPresent() && json.member("anyOf").isPresent()) {
      throw refused("has a rule with both \"allOf\" and \"anyOf\"");
    }
    if (!json.items("allOf").isEmpty()) {
      return new Condition.All(conditions(json, "allOf"));
    } else if (!json.items("anyOf").isEmpty()) {
      return new Condition.Any(conditions(json, "anyOf"));
    }
    throw refused("has a rule without conditions");
  }

  private static List<Condition> conditions(JsonValue json, String name) {
    return json.items(name).stream().map(ReleaseRulesText::condition).toList();
  }

  private static Condition condition(JsonValue json) {
    boolean grouped = json.member("allOf").isPresent() || json.member("anyOf").isPresent();
    if (grouped && json.member("claim").isPresent()) {
      throw refused("has a claim with \"allOf\" or \"anyOf\" beside it");
    }
    return json.text("claim")
        .<Condition>map(path -> new Condition.Claim(path, value(json)))
        .orElseGet(() -> group(json));
  }

  /// Numbers in the form that is short whatever their exponent: nobody shall ask for a text of a
  /// billion digits.
  private static String value(JsonValue json) {
    JsonValue value =
        json.member("equals").orElseThrow(() -> refused("has a claim without \"equals\""));
    return switch (value) {
      case JsonValue.Str(String text) -> "\"" + text + "\"";
      case JsonValue.Bool(boolean flag) -> Boolean.toString(flag);
      case JsonValue.Num(var number) -> number.stripTrailingZeros().toString();
      case JsonValue.Obj _, JsonValue.Arr _, JsonValue.Null _ ->
          throw refused("compares a claim with something else than text, number or true and false");
    };
  }

  private static RuntimeException refused(String flaw) {
    return BodyFields.refused("The release policy " + flaw + ".");
  }
}
