package dev.strongroom.secrets;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.objects.Found;
import dev.strongroom.objects.OpenedVersion;

/// Sets a value through the control plane, as templates do: with the right to change the vault's
/// secrets there, whatever rights the caller has to their values, and past the vault's network
/// rules, as in Azure. No answer shows the value.
public record PutSecretResource(Secrets secrets, SecretAt at, SetSecret.Content content)
    implements Operation<PutSecretResource.Saved> {
  public static final Action ACTION =
      Action.control("Microsoft.KeyVault/vaults/secrets/write", Effect.WRITE);
  private static final int CREATED = 201;

  public record Saved(Found<SecretProperties> found, boolean created) {}

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
  public int status(Saved saved) {
    return saved.created() ? CREATED : OK;
  }

  @Override
  public Saved run(Work work) {
    at.require(secrets, work);
    Found<OpenedVersion<SecretProperties>> set =
        new SetSecret(secrets, at.vault(), at.objectName(), content).run(work);
    SecretProperties properties = set.what().properties();
    return new Saved(new Found<>(set.vault(), properties), properties.previous().isEmpty());
  }
}
