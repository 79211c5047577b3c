package dev.strongroom.template;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiPredicate;

/// A nested deployment is asked for like any other, in plain text that knows no marks. So its
/// parameters that are given something secret, and its outputs that hold something secret, are
/// declared secure there, whatever its template says: or else they would be kept in the clear.
final class Nested {
  private static final String TEMPLATE = "template";

  private Nested() {}

  /// @param properties of the nested deployment, as they are about to be sent
  static Value.Obj guarded(Value.Obj properties) {
    Value template = properties.member(TEMPLATE).orElse(Value.NULL);
    if (!(template instanceof Value.Obj(var parts))) {
      return properties;
    }
    Value given = properties.member("parameters").orElse(Value.EMPTY);
    refuseSecretReferences(given);
    Map<String, Value> guarded = new LinkedHashMap<>(parts);
    guarded.replaceAll((name, part) ->
        switch (Value.lower(name)) {
          case "parameters" ->
              declared(
                  part,
                  template,
                  (one, _) -> given.find(one).filter(Value::holdsSecret).isPresent());
          case "outputs" -> declared(part, template, (_, output) -> output.holdsSecret());
          default -> part;
        });
    Map<String, Value> all = new LinkedHashMap<>(properties.members());
    all.replaceAll(
        (name, value) -> name.equalsIgnoreCase(TEMPLATE) ? new Value.Obj(guarded) : value);
    return new Value.Obj(all);
  }

  /// A reference is kept and shown as it stands.
  private static void refuseSecretReferences(Value given) {
    if (given instanceof Value.Obj(var members)) {
      members.forEach((name, one) -> {
        if (SecretReference.isMadeOfSecrets(one)) {
          throw Flaw.expression(
              "The parameter '"
                  + name
                  + "' of the nested template refers to a secret by something secret, which would"
                  + " be kept in the clear");
        }
      });
    }
  }

  private static Value declared(
      Value declarations, Value template, BiPredicate<String, Value> secret) {
    if (!(declarations instanceof Value.Obj(var members))) {
      return declarations;
    }
    Map<String, Value> all = new LinkedHashMap<>(members);
    all.replaceAll((name, one) -> secret.test(name, one) ? secure(name, one, template) : one);
    return new Value.Obj(all);
  }

  private static Value secure(String name, Value declaration, Value template) {
    Parameter parameter = Parameter.read(name, declaration, template);
    String type =
        switch (parameter.type()) {
          case "string" -> "securestring";
          case "object" -> "secureobject";
          case "array" ->
              throw Flaw.expression(
                  "The nested template takes or gives something secret as the array '"
                      + name
                      + "', which would be kept in the clear: use a secureObject");
          default -> parameter.type();
        };
    Map<String, Value> members = new LinkedHashMap<>();
    if (declaration instanceof Value.Obj(var declared)) {
      members.putAll(declared);
    }
    members.keySet().removeIf("type"::equalsIgnoreCase);
    members.put("type", Value.text(type));
    return new Value.Obj(members);
  }
}
