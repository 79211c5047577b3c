package dev.strongroom.people;

import dev.strongroom.identity.DirectoryActions;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.PrincipalId;
import java.util.List;
import java.util.Optional;

/// An administrator sees with what a user signs in; nothing of it is secret.
public record ListFactors(People people, PrincipalId id) implements Operation<ListFactors.Found> {
  public record Found(Optional<Password> password, List<Factor> factors) {}

  @Override
  public String name() {
    return "List authentication methods";
  }

  @Override
  public Action action() {
    return PeopleActions.READ_FACTORS;
  }

  @Override
  public Target target() {
    return DirectoryActions.on(id);
  }

  @Override
  public ListFactors.Found run(Work work) {
    work.note("userId", id.toString());
    return new Found(
        people.persons().password(work.tx(), id), people.persons().factors(work.tx(), id));
  }
}
