package dev.strongroom.secrets;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Problem.ObjectKind;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.objects.Found;
import dev.strongroom.objects.ObjectPath;
import dev.strongroom.objects.OpenedVersion;
import dev.strongroom.objects.SealedVersion;

/// Reads a value. A disabled version is refused; one outside its `nbf` and `exp` is not.
public record GetSecret(Secrets secrets, ObjectPath path)
    implements Operation<Found<OpenedVersion<SecretProperties>>> {
  public static final Action ACTION = Secrets.reads("getSecret/action", "get");

  @Override
  public String name() {
    return "SecretGet";
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
  public Found<OpenedVersion<SecretProperties>> run(Work work) {
    VaultFacts facts = secrets.life().vault(work, path.vault());
    SealedVersion<SecretProperties> found = secrets.life().find(work.tx(), facts, path);
    if (!found.properties().attributes().enabled()) {
      throw new Problem.ObjectDisabled(ObjectKind.SECRET, "get").asException();
    }
    return new Found<>(facts, secrets.life().open(work.tx(), facts, found));
  }
}
