package dev.strongroom.reveal;

import dev.strongroom.kernel.Access;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Ports;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Question;
import dev.strongroom.kernel.Sighting;
import dev.strongroom.kernel.Sighting.Bearing;
import dev.strongroom.kernel.Sighting.Kind;
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
    boolean asked =
        (is(question, RevealActions.GET_SECRET.name()) || is(question, RevealActions.BACKUP))
            && (access.allowed() || question.trace().on());
    return asked
            && question.caller().who() instanceof Who.Principal who
            && question.target() instanceof Target.InVault place
            && place.object().isPresent()
        ? judge(tx, question, access, who)
        : access;
  }

  /// Names of actions are compared without regard to case: who asks for an explanation writes them.
  private static boolean is(Question question, String action) {
    return question.action().name().equalsIgnoreCase(action);
  }

  private Access judge(Tx tx, Question question, Access access, Who.Principal who) {
    Optional<ResourceId> secret = secret(access, question.target());
    Reveals reveals = store.reveals(tx);
    Optional<RevealRule> rule = secret.flatMap(reveals::covering);
    if (rule.isEmpty()) {
      return access;
    } else if (exempt.test(who)) {
      question
          .trace()
          .saw(sighting(rule.get(), Bearing.NOTHING, "an emergency account needs none"));
      return access;
    } else if (is(question, RevealActions.BACKUP)) {
      question.trace().saw(sighting(rule.get(), Bearing.FORBIDS, "so it is not backed up"));
      return refused(access, backup(secret.get()));
    }
    RevealRequest.Subject subject = new RevealRequest.Subject(who.tenant(), secret.get(), who.id());
    Optional<RevealRequest> approved = reveals.usable(subject, question.now());
    question
        .trace()
        .saw(
            approved
                .map(one ->
                    sighting(
                        rule.get(), Bearing.NOTHING, "one has approved the reveal " + one.id()))
                .orElseGet(
                    () -> sighting(rule.get(), Bearing.FORBIDS, "nobody has approved a reveal")));
    return approved
        .map(one -> access.once(work -> use(one, work)))
        .filter(_ -> access.allowed())
        .orElseGet(() ->
            refused(
                access, new Problem.RevealRequired("RevealApprovalRequired", how(secret.get()))));
  }

  /// Who looks on sees the rule also where rights are missing; the refusal stays that of the
  /// rights.
  private static Access refused(Access access, Problem problem) {
    return access.allowed() ? access.refused(problem) : access;
  }

  private static Problem backup(ResourceId secret) {
    return new Problem.RevealRequired(
        "BackupNotAllowed",
        "Each read of '" + secret + "' needs a second person, so it is not backed up.");
  }

  private static Sighting sighting(RevealRule rule, Bearing bearing, String why) {
    return new Sighting(
        Kind.REVEAL_RULE,
        rule.path().display(),
        bearing,
        "each read needs a second person; " + why);
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
