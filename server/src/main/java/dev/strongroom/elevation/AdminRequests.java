package dev.strongroom.elevation;

import dev.strongroom.access.LastAdministrator;
import dev.strongroom.access.RoleAssignment.Grant;
import dev.strongroom.access.RoleTable;
import dev.strongroom.elevation.Desk.Outcome;
import dev.strongroom.elevation.Schedule.Terms;
import dev.strongroom.elevation.ScheduleRequest.Wish;
import dev.strongroom.kernel.Assurance;
import dev.strongroom.kernel.Work;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What administrators ask for others. The caller's right was judged before.
final class AdminRequests {
  private final Elevation elevation;
  private final Work work;
  private final Desk desk;
  private final Instant now;

  AdminRequests(Elevation elevation, Work work, Desk desk) {
    this.elevation = elevation;
    this.work = work;
    this.desk = desk;
    this.now = work.now();
  }

  Outcome weigh(Draft draft, Place place) {
    Policy policy = desk.policy(place);
    Changes changes =
        switch (draft.wish().type()) {
          case ADMIN_ASSIGN -> assign(draft, place, policy);
          case ADMIN_UPDATE -> update(draft, place, policy);
          case ADMIN_EXTEND -> extend(draft, place, policy);
          case ADMIN_RENEW -> renew(draft, place, policy);
          case ADMIN_REMOVE -> remove(existing(draft, place));
          case SELF_ACTIVATE, SELF_DEACTIVATE, SELF_EXTEND, SELF_RENEW ->
              throw new IllegalStateException("a request of one's own");
        };
    return desk.settled(draft, place, changes, policy);
  }

  private Changes assign(Draft draft, Place place, Policy policy) {
    desk.refuseTwin(draft.level(), place);
    Timing timing = draft.wish().timing();
    Instant start = timing.startAt(now);
    Terms terms = terms(draft.wish(), start, timing.endFrom(start));
    demand(draft, policy, start, terms.end());
    return desk.fresh(draft, place, terms, Optional.empty());
  }

  /// What has begun stays begun; what it was activated for ends with it, or at once when the
  /// condition is another or it is to begin later.
  private Changes update(Draft draft, Place place, Policy policy) {
    Schedule known = changeable(existing(draft, place));
    Timing timing = draft.wish().timing();
    boolean begun = !known.terms().start().isAfter(now) && timing.startAt(now).equals(now);
    Instant start = begun ? known.terms().start() : timing.startAt(now);
    Terms terms = terms(draft.wish(), start, timing.endFrom(begun ? now : start));
    demand(draft, policy, begun ? now : start, terms.end());
    if (weaker(known.terms(), terms)) {
      keepAdministrator(known);
    }
    Schedule changed = known.with(terms, now);
    return Changes.saving(changed).and(followers(known, changed));
  }

  private Changes extend(Draft draft, Place place, Policy policy) {
    Schedule known = changeable(existing(draft, place));
    Optional<Instant> end = draft.wish().timing().endFrom(draft.wish().timing().startAt(now));
    boolean later =
        known.terms().end().isPresent()
            && end.map(last -> last.isAfter(known.terms().end().get())).orElse(true);
    if (!later) {
      throw Refusals.schedule("An extension ends later than what it extends.");
    }
    demand(draft, policy, now, end);
    Terms before = known.terms();
    Terms terms = new Terms(before.start(), before.later(), end, before.condition());
    return Changes.saving(known.with(terms, now)).and(answered(draft, place));
  }

  private Changes renew(Draft draft, Place place, Policy policy) {
    Schedule over = desk.over(draft.level(), place).orElseThrow(Refusals::absent);
    changeable(over);
    return assign(draft, place, policy).and(answered(draft, place));
  }

  private Changes remove(Schedule known) {
    keepAdministrator(known);
    return Changes.removing(List.of(known)).and(Changes.removing(activationsOf(known)));
  }

  /// Whether somebody has less by the change, or has it for less long.
  private boolean weaker(Terms before, Terms after) {
    boolean sooner =
        after.end().isPresent() && before.end().map(after.end().get()::isBefore).orElse(true);
    return sooner || after.condition().isPresent() || after.start().isAfter(now);
  }

  private void keepAdministrator(Schedule known) {
    RoleTable table = elevation.access().table(work.tx());
    table
        .of(known.place().grant().tenant(), known.id())
        .ifPresent(going -> LastAdministrator.keep(table, this::canAct, going, now));
  }

  private boolean canAct(Grant grant) {
    return elevation.surroundings().canAct(work.tx(), grant.tenant(), grant.principal());
  }

  private void demand(Draft draft, Policy policy, Instant start, Optional<Instant> end) {
    Assurance assurance = Elevation.caller(work).assurance();
    desk.refuseUselessSpan(start, end);
    new Demands(policy)
        .length(RuleId.expiration(false, draft.level()), start, end)
        .reason(RuleId.enablement(false, draft.level()), draft.wish(), assurance)
        .check();
  }

  private Terms terms(Wish wish, Instant start, Optional<Instant> end) {
    return new Terms(start, start.isAfter(now), end, wish.condition());
  }

  private Schedule existing(Draft draft, Place place) {
    return desk.live(draft.level(), place).orElseThrow(Refusals::absent);
  }

  private static Schedule changeable(Schedule known) {
    if (known.isActivation()) {
      throw Refusals.request(
          "An activation is not changed. Remove it, or change the eligibility that it came from.");
    }
    return known;
  }

  private Changes followers(Schedule before, Schedule after) {
    List<Schedule> activations = activationsOf(before);
    return before.terms().condition().equals(after.terms().condition()) && after.isInForce(now)
        ? Changes.saving(
            activations.stream()
                .map(one -> one.endingBy(after.terms().end(), now))
                .toArray(Schedule[]::new))
        : Changes.removing(activations);
  }

  private List<Schedule> activationsOf(Schedule eligibility) {
    return eligibility.level() == Level.ASSIGNMENT
        ? List.of()
        : elevation.store().schedules(work.tx()).all().stream()
            .filter(one ->
                one.provenance().linked().equals(Optional.of(eligibility.id()))
                    && one.place().grant().tenant().equals(eligibility.place().grant().tenant()))
            .toList();
  }

  /// Requests that waited for this decision.
  private Changes answered(Draft draft, Place place) {
    List<ScheduleRequest> decided =
        elevation.store().pending(work.tx(), place.grant().tenant(), draft.level()).stream()
            .filter(one -> one.status(now).isPending() && one.place().sameAs(place))
            .map(one -> one.with(Status.ADMIN_APPROVED, Optional.empty()))
            .toList();
    return new Changes(List.of(), List.of(), decided);
  }
}
