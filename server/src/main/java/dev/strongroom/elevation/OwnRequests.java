package dev.strongroom.elevation;

import dev.strongroom.elevation.Desk.Outcome;
import dev.strongroom.elevation.Rule.Approval;
import dev.strongroom.elevation.Rule.AuthenticationContext;
import dev.strongroom.kernel.Assurance;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Work;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What people ask for themselves.
final class OwnRequests {
  private final Elevation elevation;
  private final Work work;
  private final Desk desk;
  private final Instant now;

  OwnRequests(Elevation elevation, Work work, Desk desk) {
    this.elevation = elevation;
    this.work = work;
    this.desk = desk;
    this.now = work.now();
  }

  Outcome weigh(Draft draft, Place place) {
    Who.Principal who = Elevation.caller(work);
    if (!place.grant().principal().equals(who.id())) {
      throw Refusals.notPermitted(
          "The request is for '"
              + place.grant().principal()
              + "', and requests of one's own are for oneself: '"
              + who.id()
              + "'.");
    }
    return switch (draft.wish().type()) {
      case SELF_ACTIVATE -> activate(draft, place, who.assurance());
      case SELF_DEACTIVATE -> deactivate(draft, place);
      case SELF_EXTEND -> ask(draft, place, desk.live(draft.level(), place), who.assurance());
      case SELF_RENEW -> ask(draft, place, desk.over(draft.level(), place), who.assurance());
      case ADMIN_ASSIGN, ADMIN_UPDATE, ADMIN_EXTEND, ADMIN_RENEW, ADMIN_REMOVE ->
          throw new IllegalStateException("a request for others");
    };
  }

  private Outcome activate(Draft draft, Place place, Assurance assurance) {
    Schedule eligibility = eligibility(draft, place);
    Policy policy = desk.policy(eligibility.place());
    Approval approval = policy.approval();
    Instant start = draft.wish().timing().startAt(now);
    Optional<Instant> end = draft.wish().timing().endFrom(start);
    desk.refuseUselessSpan(start, end);
    new Demands(policy)
        .length(RuleId.EXPIRATION_ENDUSER_ASSIGNMENT, start, end)
        .reason(RuleId.ENABLEMENT_ENDUSER_ASSIGNMENT, draft.wish(), assurance)
        .justified(approval.required() && approval.requestorJustification(), draft.wish())
        .check();
    demandContext(policy.context(), assurance);
    desk.refuseTwin(Level.ASSIGNMENT, place);
    desk.refuseCrowd(place);
    desk.refusePending(Level.ASSIGNMENT, place);
    if (approval.required()) {
      refuseForgotten(eligibility, place);
      Draft kept =
          Activation.isForeign(elevation, work, eligibility) ? draft.of(eligibility.id()) : draft;
      return desk.waiting(
          kept, place, Status.PENDING_APPROVAL, Approvals.stages(approval, desk, now), policy);
    }
    Changes made =
        desk.fresh(
            draft,
            place,
            Activation.terms(eligibility, draft.wish(), now),
            Optional.of(eligibility.id()));
    return desk.settled(draft, place, made, policy);
  }

  /// Early, because it would fail when it was approved.
  private void refuseForgotten(Schedule eligibility, Place place) {
    if (!Activation.outlivesToken(elevation, work, eligibility, place)) {
      throw Refusals.request(
          "You are eligible through the group '"
              + eligibility.place().grant().principal()
              + "', which only your token puts you into. This activation needs an approval, and"
              + " when that is given nobody can see whether you are still in it. Be made eligible"
              + " yourself, or through a group of the directory that you are a member of there.");
    }
  }

  private Schedule eligibility(Draft draft, Place place) {
    if (draft.level() != Level.ASSIGNMENT) {
      throw Refusals.request("An eligibility is activated by a roleAssignmentScheduleRequest.");
    }
    Optional<Schedule> found = Activation.eligibility(elevation, work, place, draft.wish());
    new Demands(desk.policy(place)).eligible(found.isPresent()).check();
    return found.orElseThrow();
  }

  private static void demandContext(AuthenticationContext rule, Assurance assurance) {
    if (rule.enabled() && !assurance.meets(rule.claim())) {
      throw Refusals.context(rule.claim());
    }
  }

  private Outcome deactivate(Draft draft, Place place) {
    Schedule held =
        desk.live(draft.level(), place)
            .filter(Schedule::isActivation)
            .orElseThrow(Refusals::absent);
    Instant begun = held.terms().start();
    if (!begun.isAfter(now) && now.isBefore(begun.plus(Desk.SHORTEST))) {
      throw Refusals.tooShort();
    }
    return desk.settled(draft, place, Changes.removing(List.of(held)), desk.policy(place));
  }

  /// An extension or a renewal waits for an administrator, or for the approvers.
  private Outcome ask(Draft draft, Place place, Optional<Schedule> found, Assurance assurance) {
    Schedule known = found.filter(one -> !one.isActivation()).orElseThrow(Refusals::absent);
    Policy policy = desk.policy(known.place());
    Instant start = draft.wish().timing().startAt(now);
    Optional<Instant> end = draft.wish().timing().endFrom(start);
    desk.refuseUselessSpan(start, end);
    new Demands(policy)
        .length(RuleId.expiration(false, draft.level()), start, end)
        .reason(RuleId.ENABLEMENT_ENDUSER_ASSIGNMENT, draft.wish(), assurance)
        .check();
    desk.refusePending(draft.level(), place);
    Approval approval = policy.approval();
    return approval.forExtension()
        ? desk.waiting(
            draft, place, Status.PENDING_APPROVAL, Approvals.stages(approval, desk, now), policy)
        : desk.waiting(draft, place, Status.PENDING_ADMIN_DECISION, List.of(), policy);
  }
}
