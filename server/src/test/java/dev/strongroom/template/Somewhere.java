package dev.strongroom.template;

import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// A resource group to deploy to, with resources that a test puts there.
final class Somewhere implements Surroundings {
  static final String GROUP =
      "/subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/web";
  final Map<String, Value> resources = new LinkedHashMap<>();
  private int guids;

  /// A plan for a deployment here. Quotes in JSON are `'`, those in expressions are backticks.
  Plan plan(String members, String parameters) {
    String template =
        "{\"$schema\":\"s\",\"contentVersion\":\"1.0.0.0\"," + members.replace('\'', '"') + "}";
    return new Plan(
        new Template(ValueJson.read(template.replace('`', '\'')).orElseThrow()),
        ValueJson.read(parameters.replace('\'', '"')).orElseThrow(),
        this);
  }

  /// Why there is none; `taken` when there is.
  String refusal(String members, String parameters) {
    try {
      plan(members, parameters);
      return "taken";
    } catch (Refused refused) {
      return refused.problem() instanceof Problem.Invalid(_, String message)
          ? message
          : refused.problem().toString();
    }
  }

  static String vault(String more) {
    return "{'type':'Microsoft.KeyVault/vaults','apiVersion':'2023-07-01'," + more + "}";
  }

  static String bodies(Plan plan) {
    return plan.resources().stream()
        .map(one -> ValueJson.text(plan.body(one)))
        .collect(Collectors.joining("\n"));
  }

  @Override
  public String scope() {
    return GROUP;
  }

  @Override
  public Value resourceGroup() {
    return ValueJson.read("{\"id\":\"" + GROUP + "\",\"name\":\"web\",\"location\":\"local\"}")
        .orElseThrow();
  }

  @Override
  public Value subscription() {
    return ValueJson.read("{\"subscriptionId\":\"22222222-2222-2222-2222-222222222222\"}")
        .orElseThrow();
  }

  @Override
  public Value tenant() {
    return ValueJson.read("{\"tenantId\":\"t\"}").orElseThrow();
  }

  @Override
  public Value deployment() {
    return ValueJson.read("{\"name\":\"d\"}").orElseThrow();
  }

  @Override
  public Value environment() {
    return ValueJson.read("{\"suffixes\":{\"keyvaultDns\":\".vault.test\"}}").orElseThrow();
  }

  @Override
  public long now() {
    return 1_772_366_400_000L;
  }

  @Override
  public String newGuid() {
    guids += 1;
    return "00000000-0000-0000-0000-%012d".formatted(guids);
  }

  @Override
  public String secret(SecretReference reference) {
    return "hush of " + reference.secret() + reference.version().map(one -> "/" + one).orElse("");
  }

  @Override
  public Value reference(String path, Optional<String> apiVersion) {
    return Optional.ofNullable(resources.get(path))
        .orElseThrow(() -> Flaw.expression("nothing at " + path));
  }
}
