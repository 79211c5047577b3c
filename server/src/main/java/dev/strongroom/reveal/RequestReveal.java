package dev.strongroom.reveal;

import dev.strongroom.kernel.Access;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Question;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Traits;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.VaultName;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Asks a second person for one read of one secret. Who could not read it may not ask.
public record RequestReveal(Revealing revealing, ResourceId scope, UUID id, String reason)
    implements Operation<RevealRequest> {
  private static final int CREATED = 201;

  @Override
  public int status(RevealRequest made) {
    return CREATED;
  }

  private void refuseUnreadable(Work work) {
    Optional<VaultName> vault = scope.segment("vaults").flatMap(VaultName::parse);
    if (!Revealing.isSecret(scope) || vault.isEmpty()) {
      throw Revealing.invalid(
          "InvalidScope", "One asks to read one secret: {vault}/secrets/{name}.");
    }
    Target place = Target.InVault.object(vault.get(), "secrets", scope.lastSegment());
    Question question =
        new Question(work.caller(), RevealActions.GET_SECRET, place, _ -> Traits.NONE, work.now());
    Access access = revealing.reading().judge(work.tx(), question);
    access
        .objection()
        .ifPresent(problem -> {
          throw problem.asException();
        });
    boolean same = access.resource().map(found -> found.covers(scope)).orElse(false);
    if (!same) {
      throw Revealing.invalid("InvalidScope", "The vault is not at this path.");
    }
  }

  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return RevealActions.ASK;
  }

  @Override
  public Target target() {
    return new Target.Resource(scope);
  }

  @Override
  public RevealRequest run(Work work) {
    Who.Principal who = Revealing.caller(work);
    refuseUnreadable(work);
    List<RevealRequest> waiting = revealing.store().reveals(work.tx()).waiting(work.now());
    long own = waiting.stream().filter(one -> one.subject().requester().equals(who.id())).count();
    if (revealing.store().request(work.tx(), id).isPresent()) {
      throw new Problem.Conflict(
              "RevealExists", "A reveal of the name '" + id + "' exists. Choose another GUID.")
          .asException();
    } else if (waiting.size() >= Revealing.MAX_OPEN || own >= Revealing.MAX_OWN_OPEN) {
      throw Revealing.invalid(
          "TooManyReveals",
          "There are "
              + Math.min(waiting.size(), Revealing.MAX_OPEN)
              + " open reveals, "
              + own
              + " of them yours. Try later.");
    }
    ResourceId secret = ResourceId.of(scope.display());
    RevealRequest request =
        new RevealRequest(
            id,
            new RevealRequest.Subject(who.tenant(), secret, who.id()),
            Revealing.words(reason),
            work.now(),
            RevealRequest.Decision.NONE);
    revealing.store().saveRequest(work.tx(), work.approve(request));
    work.note("reveal", id.toString());
    work.note("revealReason", reason);
    return request;
  }
}
