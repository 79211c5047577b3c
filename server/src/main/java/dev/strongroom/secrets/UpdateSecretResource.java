package dev.strongroom.secrets;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.objects.Found;
import dev.strongroom.objects.ObjectPath;
import dev.strongroom.trust.SecretBytes;
import java.util.Optional;

/// Changes what is said about the latest version of a secret, through the control plane. A new
/// value makes a new version, which takes from the one before it what the request leaves out.
public record UpdateSecretResource(
    Secrets secrets, SecretAt at, UpdateSecret.Change change, Optional<SecretBytes> value)
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
    SecretProperties latest = new GetSecretResource(secrets, at).run(work).what();
    ObjectPath path = Secrets.path(at.vault(), at.objectName().display(), Optional.empty());
    return value
        .map(text -> new PutSecretResource(secrets, at, content(latest, text)).run(work).found())
        .orElseGet(() -> new UpdateSecret(secrets, path, change).run(work));
  }

  private SetSecret.Content content(SecretProperties latest, SecretBytes text) {
    return new SetSecret.Content(
        text,
        latest.attributes().with(change.attributes()),
        change.contentType().or(latest::contentType),
        change.tags().orElse(latest.tags()));
  }
}
