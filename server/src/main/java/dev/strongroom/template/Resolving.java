package dev.strongroom.template;

import java.util.Optional;
import java.util.function.Function;

/// The surroundings, where `reference` also takes the name of a resource of the template.
record Resolving(Surroundings around, Function<String, Optional<Planned>> resources)
    implements Surroundings {
  @Override
  public Value reference(String name, Optional<String> apiVersion) {
    Optional<Planned> planned = resources.apply(name);
    return around.reference(
        planned.map(Planned::path).orElse(name),
        apiVersion.or(() -> planned.map(Planned::apiVersion)));
  }

  @Override
  public String secret(SecretReference reference) {
    return around.secret(reference);
  }

  @Override
  public String scope() {
    return around.scope();
  }

  @Override
  public Value resourceGroup() {
    return around.resourceGroup();
  }

  @Override
  public Value subscription() {
    return around.subscription();
  }

  @Override
  public Value tenant() {
    return around.tenant();
  }

  @Override
  public Value deployment() {
    return around.deployment();
  }

  @Override
  public Value environment() {
    return around.environment();
  }

  @Override
  public long now() {
    return around.now();
  }

  @Override
  public String newGuid() {
    return around.newGuid();
  }
}
