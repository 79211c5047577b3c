package dev.strongroom.managedhsm;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.VaultName;
import dev.strongroom.trust.SecretBytes;

/// The key of an HSM's security domain, for the server's own work on its backups; whoever gets it
/// closes it. No route leads here.
public record OpenDomainKey(Domains domains, VaultName hsm) implements Operation<SecretBytes> {
  public static final Action ACTION =
      Action.control("Strongroom/hsmJobs/openDomainKey/action", Effect.READ);

  @Override
  public String name() {
    return "HsmDomainKeyOpen";
  }

  @Override
  public Action action() {
    return ACTION;
  }

  @Override
  public Target target() {
    return new Target.Server();
  }

  @Override
  public SecretBytes run(Work work) {
    work.note("hsm", hsm.label());
    return domains.key(work.tx(), domains.hsm(work.tx(), hsm));
  }
}
