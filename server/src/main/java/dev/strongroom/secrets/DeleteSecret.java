package dev.strongroom.secrets;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.objects.Deleted;
import dev.strongroom.objects.Found;
import dev.strongroom.objects.ObjectPath;

/// Soft-deletes a secret with all its versions. It can be recovered until its scheduled purge.
public record DeleteSecret(Secrets secrets, ObjectPath path)
    implements Operation<Found<Deleted<SecretProperties>>> {
  public static final Action ACTION = Secrets.writes("delete", "delete");

  @Override
  public String name() {
    return "SecretDelete";
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
  public Found<Deleted<SecretProperties>> run(Work work) {
    return secrets.life().delete(work, path);
  }
}
