package dev.strongroom.managedhsm;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.VaultName;

/// Whether the security domain has left the HSM, or come into it: both are done when they are
/// answered, so there is never one on its way. True once the HSM is activated.
public record GetDomainStatus(Domains domains, VaultName hsm, Way way)
    implements Operation<Boolean> {
  /// What is asked about.
  public enum Way {
    DOWNLOAD,
    UPLOAD
  }

  public static final Action DOWNLOADED =
      Action.data("Microsoft.KeyVault/managedHsm/securitydomain/download/read", Effect.READ, "");
  public static final Action UPLOADED =
      Action.data("Microsoft.KeyVault/managedHsm/securitydomain/upload/read", Effect.READ, "");

  @Override
  public String name() {
    return "SecurityDomainStatusGet";
  }

  @Override
  public Action action() {
    return way == Way.DOWNLOAD ? DOWNLOADED : UPLOADED;
  }

  @Override
  public Target target() {
    return Domains.target(hsm);
  }

  @Override
  public Boolean run(Work work) {
    return domains.hsm(work.tx(), hsm).activated();
  }
}
