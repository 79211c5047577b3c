package dev.strongroom.secrets;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.objects.Found;
import java.util.Optional;

/// Changes what is said about the latest version of a secret, through the control plane.
public record UpdateSecretResource(Secrets secrets, SecretAt at, UpdateSecret.Change change)
    implements Operation<Found<SecretProperties>> {
  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return PutSecretResource.ACTION;
  }

  @Override
  public Target target() {
    return new Target.Resource(at.resource());
  }

  @Override
  public Found<SecretProperties> run(Work work) {
    new GetSecretResource(secrets, at).run(work);
    return new UpdateSecret(
            secrets, Secrets.path(at.vault(), at.objectName().display(), Optional.empty()), change)
        .run(work);
  }
}
