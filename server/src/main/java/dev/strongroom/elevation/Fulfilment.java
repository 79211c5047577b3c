package dev.strongroom.elevation;

import dev.strongroom.elevation.Schedule.Terms;
import dev.strongroom.elevation.ScheduleRequest.Wish;
import dev.strongroom.kernel.Work;
import java.time.Instant;
import java.util.Optional;

/// What an approved request leads to. Everything that may have changed since it was made is judged
/// again: the eligibility, the principal, what was given meanwhile.
final class Fulfilment {
  private final Elevation elevation;
  private final Work work;
  private final Desk desk;
  private final Instant now;

  Fulfilment(Elevation elevation, Work work, Desk desk) {
    this.elevation = elevation;
    this.work = work;
    this.desk = desk;
    this.now = work.now();
  }

  Changes of(ScheduleRequest request) {
    if (!elevation.surroundings().isEnabled(work.tx(), request.place().grant().principal())) {
      throw Refusals.absent();
    }
    return switch (request.wish().type()) {
      case SELF_ACTIVATE -> activation(request);
      case SELF_EXTEND -> extension(request);
      case SELF_RENEW -> renewal(request);
      case SELF_DEACTIVATE, ADMIN_ASSIGN, ADMIN_UPDATE, ADMIN_EXTEND, ADMIN_RENEW, ADMIN_REMOVE ->
          throw new IllegalStateException("nobody approves it");
    };
  }

  private Changes activation(ScheduleRequest request) {
    Place place = request.place();
    Schedule eligibility =
        Activation.promised(elevation, work, place, request.wish()).orElseThrow(Refusals::absent);
    Terms terms = Activation.terms(eligibility, request.wish(), now);
    usable(terms);
    desk.refuseTwin(Level.ASSIGNMENT, place);
    desk.refuseCrowd(place);
    return desk.fresh(Level.ASSIGNMENT, request.id(), place, terms, Optional.of(eligibility.id()));
  }

  private Changes extension(ScheduleRequest request) {
    Schedule known = asked(request, desk.live(request.level(), request.place()));
    Terms before = known.terms();
    Terms terms =
        new Terms(before.start(), before.later(), end(request.wish()), before.condition());
    usable(terms);
    return Changes.saving(known.with(terms, now));
  }

  private Changes renewal(ScheduleRequest request) {
    Schedule over = asked(request, desk.over(request.level(), request.place()));
    Instant start = request.wish().timing().startAt(now);
    Terms terms =
        new Terms(start, start.isAfter(now), end(request.wish()), over.terms().condition());
    usable(terms);
    desk.refuseTwin(request.level(), request.place());
    return desk.fresh(request.level(), request.id(), request.place(), terms, Optional.empty());
  }

  /// The schedule that the request was about: what was given since, or activated, is another.
  private static Schedule asked(ScheduleRequest request, Optional<Schedule> found) {
    return found
        .filter(one -> !one.isActivation())
        .filter(one -> !one.provenance().createdOn().isAfter(request.progress().createdOn()))
        .orElseThrow(Refusals::absent);
  }

  private Optional<Instant> end(Wish wish) {
    return wish.timing().endFrom(wish.timing().startAt(now));
  }

  private void usable(Terms terms) {
    if (terms.window().isOver(terms.later() ? terms.start() : now)) {
      throw Refusals.schedule("It would be over.");
    }
  }
}
