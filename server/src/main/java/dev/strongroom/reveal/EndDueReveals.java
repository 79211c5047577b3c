package dev.strongroom.reveal;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.reveal.RevealRequest.Decision;
import dev.strongroom.reveal.RevealRequest.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Tidies up behind the clock: marks for good what is too old, and forgets what was decided long
/// ago; the audit log keeps it.
public record EndDueReveals(RevealStore store) implements Operation<Boolean> {
  public static final Duration SHOWN = Duration.ofDays(30);
  private static final int MAX_AT_ONCE = 500;

  @Override
  public String name() {
    return "EndDueReveals";
  }

  @Override
  public Action action() {
    return RevealActions.END_DUE;
  }

  @Override
  public Target target() {
    return new Target.Server();
  }

  @Override
  public Boolean run(Work work) {
    Instant now = work.now();
    List<RevealRequest> late = store.reveals(work.tx()).late(now).limit(MAX_AT_ONCE).toList();
    late.forEach(one -> store.saveRequest(work.tx(), work.approve(expired(one))));
    List<RevealRequest> old = store.requestsBefore(work.tx(), now.minus(SHOWN), MAX_AT_ONCE);
    old.forEach(one -> store.removeRequest(work.tx(), work.approve(one)));
    return late.size() == MAX_AT_ONCE || old.size() == MAX_AT_ONCE;
  }

  private static RevealRequest expired(RevealRequest one) {
    Decision before = one.decision();
    return one.with(
        new Decision(State.EXPIRED, before.by(), before.at(), before.until(), before.reason()));
  }
}
