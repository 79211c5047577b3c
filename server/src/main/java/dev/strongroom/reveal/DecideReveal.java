package dev.strongroom.reveal;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.reveal.RevealRequest.Decision;
import dev.strongroom.reveal.RevealRequest.State;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/// The second person's word. Whoever asked cannot give it.
///
/// @param scope the secret that it is about, or a scope above
public record DecideReveal(
    Revealing revealing, ResourceId scope, UUID id, boolean approve, String reason)
    implements Operation<RevealRequest> {
  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return RevealActions.DECIDE;
  }

  @Override
  public Target target() {
    return new Target.Resource(scope);
  }

  @Override
  public RevealRequest run(Work work) {
    RevealRequest request = revealing.find(work, scope, id);
    PrincipalId caller = Revealing.caller(work).id();
    if (request.subject().requester().equals(caller)) {
      throw Revealing.invalid("SelfApprovalNotAllowed", "Request doesn't allow Self-Approval");
    }
    State state = request.state(work.now());
    if (state != State.PENDING) {
      throw Revealing.invalid(
          "RevealNotPending", "The reveal is '" + state.wire() + "'; it waits for nobody.");
    }
    Duration window =
        revealing
            .store()
            .reveals(work.tx())
            .covering(request.subject().secret())
            .map(RevealRule::window)
            .orElse(Revealing.DEFAULT_WINDOW);
    Decision decision =
        new Decision(
            approve ? State.APPROVED : State.DENIED,
            Optional.of(caller),
            Optional.of(work.now()),
            approve ? Optional.of(work.now().plus(window)) : Optional.empty(),
            Revealing.words(reason));
    RevealRequest decided = request.with(decision);
    revealing.store().saveRequest(work.tx(), work.approve(decided));
    work.note("reveal", id.toString());
    work.note("revealDecision", decision.state().wire());
    work.note("revealRequestedBy", request.subject().requester().toString());
    work.note("revealReason", reason);
    return decided;
  }
}
