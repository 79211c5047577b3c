package dev.strongroom.people;

import dev.strongroom.identity.DirectoryActions;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.CredentialId;
import dev.strongroom.model.PrincipalId;
import java.util.List;
import java.util.Optional;

/// An administrator removes a way in which a user signs in, who has lost it, say. Recovery codes go
/// together, and with the last second factor; what a sealed credential opened ends with it.
///
/// @param kind of the factor, as its path says
public record RemoveFactorOf(People people, PrincipalId user, String kind, CredentialId id)
    implements Operation<Integer> {
  @Override
  public String name() {
    return "Delete authentication method";
  }

  @Override
  public Action action() {
    return PeopleActions.WRITE_PASSWORD;
  }

  @Override
  public Target target() {
    return DirectoryActions.on(user);
  }

  @Override
  public Integer run(Work work) {
    people.requireMastery(work);
    work.note("userId", user.toString());
    work.note("factorId", id.toString());
    work.note("factorKind", kind);
    List<Factor> all = people.persons().factors(work.tx(), user);
    Factor removed =
        all.stream()
            .filter(one -> one.id().equals(id) && one.kind().equals(kind))
            .findFirst()
            .orElseThrow(() -> DirectoryActions.notFound(id));
    boolean last =
        removed.second() && all.stream().filter(Factor::second).allMatch(removed::equals);
    if (last && isCaller(work)) {
      throw PeopleErrors.ownLastFactor();
    }
    boolean codes = last || removed instanceof Factor.RecoveryCode;
    int gone = 0;
    for (Factor one : all) {
      if (one.equals(removed) || (codes && one instanceof Factor.RecoveryCode)) {
        people.persons().deleteFactor(work.tx(), work.approve(one));
        gone += 1;
      }
    }
    if (removed instanceof Factor.Sealed) {
      work.note("ended", Integer.toString(people.endAll(work, user, Optional.empty())));
    }
    return gone;
  }

  private boolean isCaller(Work work) {
    return work.caller().who() instanceof Who.Principal who && who.id().equals(user);
  }
}
