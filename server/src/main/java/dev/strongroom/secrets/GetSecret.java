package dev.strongroom.secrets;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Problem.ObjectKind;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Tx;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ObjectName;
import dev.strongroom.model.VaultFacts;
import java.util.Optional;

/// Reads a value. A disabled version is refused; one outside its `nbf` and `exp` is not.
public record GetSecret(Secrets secrets, SecretPath path)
    implements Operation<Found<OpenedSecret>> {
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
  public Found<OpenedSecret> run(Work work) {
    VaultFacts facts = secrets.vault(work, path.vault());
    SealedSecret found = find(work.tx(), facts).orElseThrow(path::notFound);
    if (!found.properties().attributes().enabled()) {
      throw new Problem.ObjectDisabled(ObjectKind.SECRET, "get").asException();
    }
    return new Found<>(facts, secrets.open(work.tx(), facts, found));
  }

  private Optional<SealedSecret> find(Tx tx, VaultFacts facts) {
    ObjectName name = path.objectName();
    return path.objectVersion()
        .map(version -> secrets.store().version(tx, facts, name, version))
        .orElseGet(() -> secrets.store().latest(tx, facts, name));
  }
}
