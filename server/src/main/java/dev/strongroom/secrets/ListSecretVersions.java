package dev.strongroom.secrets;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.objects.Found;
import dev.strongroom.objects.ObjectPath;
import dev.strongroom.objects.Page;
import dev.strongroom.objects.PageRequest;

/// Lists the versions of a secret; never values. Azure answers an unknown name with an empty list,
/// and its SDKs test for it.
public record ListSecretVersions(Secrets secrets, ObjectPath path, PageRequest page)
    implements Operation<Found<Page<SecretProperties>>> {
  public static final Action ACTION = Secrets.reads("readMetadata/action", "list");

  @Override
  public String name() {
    return "SecretListVersions";
  }

  @Override
  public Action action() {
    return ACTION;
  }

  @Override
  public Target target() {
    return path.target();
  }

  @Override
  public Found<Page<SecretProperties>> run(Work work) {
    return secrets.life().listVersions(work, path, page);
  }
}
