package dev.strongroom.template;

import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `{"reference": {"keyVault": {"id": …}, "secretName": …, "secretVersion": …}}` in place of the
/// value of a parameter. It is written down as it stands; what it leads to never is.
///
/// @param vault the resource id of the vault, as it was written
/// @param version empty means the latest
public record SecretReference(
    String parameter, String vault, String secret, Optional<String> version) {
  private static final String MEMBER = "reference";
  private static final String VAULT = "keyVault";
  private static final String ID = "id";
  private static final String NAME = "secretName";
  private static final String VERSION = "secretVersion";

  /// @param given what the parameter is given, a value or a reference
  static Optional<SecretReference> of(Parameter parameter, Value given) {
    return given.member(MEMBER).map(reference -> read(parameter, given, reference));
  }

  /// Whether a nested deployment would be given a reference that says something secret.
  static boolean isMadeOfSecrets(Value given) {
    return given.member(MEMBER).filter(Value::holdsSecret).isPresent();
  }

  private static SecretReference read(Parameter parameter, Value given, Value reference) {
    if (given.member("value").isPresent()) {
      throw invalid(parameter, "has a 'value' beside its reference to a key vault");
    } else if (!parameter.isText()) {
      throw invalid(
          parameter,
          "of type '"
              + parameter.shownType()
              + "' takes no reference to a key vault: the value of a secret is a text");
    }
    only(reference, "KeyVaultParameterReference", List.of(VAULT, NAME, VERSION));
    Value vault = reference.member(VAULT).orElse(Value.EMPTY);
    only(vault, "KeyVaultReference", List.of(ID));
    return new SecretReference(
        parameter.name(),
        required(parameter, vault, ID, VAULT + "." + ID),
        required(parameter, reference, NAME, NAME),
        reference.member(VERSION).isEmpty()
            ? Optional.empty()
            : Optional.of(required(parameter, reference, VERSION, VERSION)));
  }

  /// As answers about the deployment repeat it.
  Value shown() {
    Map<String, Value> shown = new LinkedHashMap<>();
    shown.put(VAULT, new Value.Obj(Map.of(ID, Value.text(vault))));
    shown.put(NAME, Value.text(secret));
    version.ifPresent(one -> shown.put(VERSION, Value.text(one)));
    return new Value.Obj(shown);
  }

  /// A misspelt `secretVersion` would be the latest one.
  private static void only(Value object, String type, List<String> known) {
    if (object instanceof Value.Obj(var members)) {
      for (String member : members.keySet()) {
        if (known.stream().noneMatch(member::equalsIgnoreCase)) {
          throw new Problem.Invalid(
                  "InvalidRequestContent",
                  "The request content was invalid and could not be deserialized: 'Could not find"
                      + " member '"
                      + member
                      + "' on object of type '"
                      + type
                      + "'.'.")
              .asException();
        }
      }
    }
  }

  private static String required(Parameter parameter, Value from, String member, String path) {
    return from.text(member, true)
        .filter(text -> text.length() <= TemplateLimits.MAX_REFERENCE)
        .orElseThrow(() ->
            invalid(
                parameter,
                "refers to a key vault without '"
                    + path
                    + "', a text of 1 to "
                    + TemplateLimits.MAX_REFERENCE
                    + " characters"));
  }

  private static Refused invalid(Parameter parameter, String what) {
    return Flaw.invalid(
        "The template parameter '"
            + parameter.name()
            + "' "
            + what
            + ". Please see https://aka.ms/arm-keyvault for usage details");
  }
}
