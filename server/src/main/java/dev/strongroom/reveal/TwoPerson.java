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
import dev.strongroom.kernel.Traits;
import dev.strongroom.kernel.Tx;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/// An authoriser that also wants a second person, after rights: whoever may not read a secret
/// learns nothing of the rule. An approval is used up in the transaction of the read, so it counts
/// once on all nodes together. A backup would carry the value past the rule, so there is none; so
/// would a deployment, in which one person would read it alone.
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
        (is(question, RevealActions.GET_SECRET.name())
                || is(question, RevealActions.BACKUP)
                || is(question, RevealActions.DEPLOY))
            && (access.allowed() || question.trace().on());
    return asked && question.caller().who() instanceof Who.Principal who
        ? judge(tx, question, access, who)
        : access;
  }

  /// Names of actions are compared without regard to case: who asks for an explanation writes them.
  private static boolean is(Question question, String action) {
    return question.action().name().equalsIgnoreCase(action);
  }

  private Access judge(Tx tx, Question question, Access access, Who.Principal who) {
    Optional<ResourceId> secret = secret(tx, question, access);
    Reveals reveals = store.reveals(tx);
    Optional<RevealRule> rule = secret.flatMap(reveals::covering);
    if (rule.isEmpty()) {
      return access;
    } else if (exempt.test(who)) {
      question
          .trace()
          .saw(sighting(rule.get(), Bearing.NOTHING, "an emergency account needs none"));
      return access;
    } else if (!is(question, RevealActions.GET_SECRET.name())) {
      boolean backup = is(question, RevealActions.BACKUP);
      String why = backup ? "so it is not backed up" : "so no deployment reads it";
      question.trace().saw(sighting(rule.get(), Bearing.FORBIDS, why));
      return refused(
          access,
          new Problem.RevealRequired(
              backup ? "BackupNotAllowed" : "DeploymentNotAllowed",
              "Each read of '" + secret.get() + "' needs a second person, " + why + "."));
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

  /// The secret that is asked for. Who looks on at deployments names none: then it is the vault.
  private static Optional<ResourceId> secret(Tx tx, Question question, Access access) {
    if (is(question, RevealActions.DEPLOY)) {
      Optional<String> name =
          Optional.ofNullable(question.traits().apply(tx).ofResource().get(Traits.SECRET_NAME));
      return access.resource().map(vault -> name.map(one -> secret(vault, one)).orElse(vault));
    }
    return question.target() instanceof Target.InVault place
        ? access.resource().flatMap(vault -> place.object().map(name -> secret(vault, name)))
        : Optional.empty();
  }

  private static ResourceId secret(ResourceId vault, String name) {
    return vault.child("secrets/" + name.toLowerCase(Locale.ROOT));
  }
}
