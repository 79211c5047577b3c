package dev.strongroom.people;

import dev.strongroom.identity.DirectoryActions;
import dev.strongroom.identity.ForeignSignIns;
import dev.strongroom.identity.ForeignSignIns.Away;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;

/// Somebody goes to another issuer to sign in there; answers where the browser is sent.
public record LeaveForIssuer(ForeignSignIns issuers, Away away, String state)
    implements Operation<String> {
  @Override
  public String name() {
    return "LeaveForIssuer";
  }

  @Override
  public Action action() {
    return DirectoryActions.SIGN_IN;
  }

  @Override
  public Target target() {
    return new Target.Server();
  }

  @Override
  public String run(Work work) {
    String address = issuers.address(away, state);
    work.note("issuer", away.issuer());
    return address;
  }
}
