package dev.strongroom.secrets;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.objects.Found;
import dev.strongroom.objects.ObjectPath;

/// Brings a soft-deleted secret back with all its versions.
public record RecoverDeletedSecret(Secrets secrets, ObjectPath path)
    implements Operation<Found<SecretProperties>> {
  public static final Action ACTION = Secrets.writes("recover/action", "recover");

  @Override
  public String name() {
    return "SecretRecover";
  }

  @Override
  public Action action() {
    return ACTION;
  }

  @Override
  public Target target() {
    return path.deletedTarget();
  }

  @Override
  public Found<SecretProperties> run(Work work) {
    return secrets.life().recover(work, path);
  }
}
