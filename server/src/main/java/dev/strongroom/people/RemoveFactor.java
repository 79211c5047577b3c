package dev.strongroom.people;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.CredentialId;
import dev.strongroom.trust.SecretBytes;
import java.util.List;

/// Somebody removes a second factor of theirs. Recovery codes go with the last one.
public record RemoveFactor(People people, SecretBytes cookie, CredentialId id)
    implements Operation<Boolean> {
  @Override
  public String name() {
    return "RemoveFactor";
  }

  @Override
  public Action action() {
    return PeopleActions.WRITE_OWN;
  }

  @Override
  public Target target() {
    return new Target.Server();
  }

  @Override
  public Boolean run(Work work) {
    SignedIn me = people.requireFresh(work, cookie);
    work.note("factorId", id.toString());
    List<Factor> all =
        people.persons().factors(work.tx(), me.user().id()).stream()
            .filter(factor -> !(factor instanceof Factor.Sealed)) // its maker's to remove
            .toList();
    boolean found = all.stream().anyMatch(factor -> factor.id().equals(id));
    boolean last = all.stream().filter(Factor::second).allMatch(factor -> factor.id().equals(id));
    if (found && last && people.tools().rules().demandsSecondFactor()) {
      throw PeopleErrors.lastFactor();
    }
    for (Factor factor : all) {
      boolean goesAlong = found && last && factor instanceof Factor.RecoveryCode;
      if (factor.id().equals(id) || goesAlong) {
        people.persons().deleteFactor(work.tx(), work.approve(factor));
      }
    }
    return found;
  }
}
