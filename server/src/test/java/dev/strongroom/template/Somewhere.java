package dev.strongroom.template;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A resource group to deploy to, with resources that a test puts there.
final class Somewhere implements Surroundings {
  static final String GROUP =
      "/subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/web";
  final Map<String, Value> resources = new LinkedHashMap<>();
  private int guids;

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
  public Value reference(String path, Optional<String> apiVersion) {
    return Optional.ofNullable(resources.get(path))
        .orElseThrow(() -> Flaw.expression("nothing at " + path));
  }
}
