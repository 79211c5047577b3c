package dev.strongroom.reveal;

import dev.strongroom.kernel.Access;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Ports;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Question;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Tx;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/// An authoriser that also wants a second person, after rights: whoever may not read a secret
/// learns nothing of the rule. An approval is used up in the transaction of the read, so it counts
/// once on all nodes together. A backup would carry the value past the rule, so there is none.
public final class TwoPerson implements Ports.Authorizer {
  private final Ports.Authorizer rights;
  private final RevealStore store;
  private final Predicate<Who.Principal> exempt;

  /// @param exempt who needs no second person, and is recorded loudly instead
  public TwoPerson(Ports.Authorizer rights, RevealStore store, Predicate<Who.Principal> exempt) {
    this.rights = rights;
    this.store = store;
    this.exempt = exempt;
  }

  @Override
  public Access judge(Tx tx, Question question) {
    Access access = rights.judge(tx, question);
    String action = question.action().name();
    boolean reveals =
        action.equals(RevealActions.GET_SECRET.name()) || action.equals(RevealActions.BACKUP);
    if (reveals
        && access.allowed()
        && question.caller().who() instanceof Who.Principal who
        && question.target() instanceof Target.InVault place
        && place.object().isPresent()
        && !exempt.test(who)) {
      return judge(tx, question, access, who);
    }
    return access;
  }

  private Access judge(Tx tx, Question question, Access access, Who.Principal who) {
    Optional<ResourceId> secret = secret(access, question.target());
    Reveals reveals = store.reveals(tx);
    if (secret.isEmpty() || reveals.covering(secret.get()).isEmpty()) {
      return access;
    } else if (question.action().name().equals(RevealActions.BACKUP)) {
      return access.refused(
          new Problem.RevealRequired(
              "BackupNotAllowed",
              "Each read of '"
                  + secret.get()
                  + "' needs a second person, so it is not backed up."));
    }
    RevealRequest.Subject subject = new RevealRequest.Subject(who.tenant(), secret.get(), who.id());
    return reveals
        .usable(subject, question.now())
        .map(approved -> access.once(work -> use(approved, work)))
        .orElseGet(() ->
            access.refused(
                new Problem.RevealRequired("RevealApprovalRequired", how(secret.get()))));
  }

  private void use(RevealRequest approved, Work work) {
    work.note("reveal", approved.id().toString());
    work.note("revealReason", approved.reason());
    approved.decision().by().ifPresent(by -> work.note("revealApprovedBy", by.toString()));
    store.saveRequest(work.tx(), work.approve(approved.used()));
  }

  private static String how(ResourceId secret) {
    return "Each read of this secret needs the approval of a second person. Ask with PUT "
        + secret
        + "/providers/Strongroom.Access/reveals/{new GUID}?api-version=2026-01-01 at the management"
        + " endpoint, with {\"properties\":{\"justification\":\"…\"}}; when it is approved, read"
        + " again, once and soon.";
  }

  private static Optional<ResourceId> secret(Access access, Target target) {
    return target instanceof Target.InVault place
        ? access
            .resource()
            .map(vault ->
                vault.child("secrets/" + place.object().orElse("").toLowerCase(Locale.ROOT)))
        : Optional.empty();
  }
}
