package dev.strongroom.secrets;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ObjectName;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.objects.Found;

/// Shows what is said about the latest version of a secret, through the control plane; never its
/// value.
public record GetSecretResource(Secrets secrets, SecretAt at)
    implements Operation<Found<SecretProperties>> {
  public static final Action ACTION =
      Action.control("Microsoft.KeyVault/vaults/secrets/read", Effect.READ);

  @Override
  public String name() {
    return ACTION.name();
  }

  @Override
  public Action action() {
    return ACTION;
  }

  @Override
  public Target target() {
    return new Target.Resource(at.resource());
  }

  @Override
  public Found<SecretProperties> run(Work work) {
    VaultFacts facts = at.require(secrets, work);
    return ObjectName.parse(at.name().orElse(""))
        .flatMap(name -> secrets.life().store().latest(work.tx(), facts, name))
        .map(version -> new Found<>(facts, version.properties()))
        .orElseThrow(at::notFound);
  }
}
