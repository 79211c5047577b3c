package dev.strongroom.reveal;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.TenantId;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Shows the caller's reveals below a scope, and those that it may decide.
public record ListReveals(Revealing revealing, ResourceId scope)
    implements Operation<List<RevealRequest>> {
  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return RevealActions.READ;
  }

  @Override
  public Target target() {
    return new Target.Resource(scope);
  }

  @Override
  public List<RevealRequest> run(Work work) {
    TenantId tenant = Revealing.caller(work).tenant();
    Stream<RevealRequest> newest =
        revealing.store().requests(work.tx(), tenant, Revealing.MAX_SHOWN).stream();
    Stream<RevealRequest> waiting = // however many have been decided since
        revealing.store().reveals(work.tx()).waiting(work.now()).stream()
            .filter(one -> one.subject().tenant().equals(tenant));
    return Stream.concat(newest, waiting)
        .distinct()
        .filter(one -> scope.covers(one.subject().secret()) && revealing.concerns(work, one))
        .sorted(Comparator.comparing(RevealRequest::asked).thenComparing(RevealRequest::id))
        .toList();
  }
}
