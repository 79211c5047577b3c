package dev.strongroom.people;

import dev.strongroom.identity.DirectoryActions;
import dev.strongroom.identity.ForeignSignIns;
import dev.strongroom.identity.ForeignSignIns.Away;
import dev.strongroom.identity.ForeignSignIns.Proven;
import dev.strongroom.identity.ForeignSignIns.Returned;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;

/// Somebody comes back from another issuer. It writes nothing, so that waiting for the issuer holds
/// up no writer.
public record ReturnFromIssuer(People people, ForeignSignIns issuers, Away away, Returned returned)
    implements Operation<ForeignPassed> {
  @Override
  public String name() {
    return "ReturnFromIssuer";
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
  public ForeignPassed run(Work work) {
    work.note("issuer", away.issuer());
    Proven proven =
        issuers.redeem(people.directory().directory(work.tx()), away, returned, work.now());
    work.note("userId", proven.user().toString());
    return new ForeignPassed(proven);
  }
}
