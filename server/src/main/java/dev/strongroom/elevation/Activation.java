package dev.strongroom.elevation;

import dev.strongroom.access.RoleAssignment.Grant;
import dev.strongroom.access.RoleCondition;
import dev.strongroom.elevation.Schedule.Terms;
import dev.strongroom.elevation.ScheduleRequest.Wish;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.PrincipalId;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/// How an eligibility becomes a role for a time.
final class Activation {
  private static final int DERIVED = 5;

  private Activation() {}

  /// The nearest that the principal or one of its groups has, in force now.
  static Optional<Schedule> eligibility(Elevation elevation, Work work, Place place, Wish wish) {
    Schedules schedules = elevation.store().schedules(work.tx());
    return nearest(
        elevation,
        work,
        place,
        wish,
        elevation.self(work, place.grant().principal()).stream()
            .flatMap(id -> schedules.of(id, Level.ELIGIBILITY).stream()));
  }

  /// The same when the request is carried out for somebody else. Groups that only an issuer knows
  /// stand in its tokens alone: such an eligibility was found in the token of who asked, and named
  /// by the request.
  static Optional<Schedule> promised(Elevation elevation, Work work, Place place, Wish wish) {
    return eligibility(elevation, work, place, wish)
        .or(() ->
            nearest(
                elevation,
                work,
                place,
                wish,
                wish
                    .linked()
                    .flatMap(id ->
                        elevation
                            .store()
                            .schedules(work.tx())
                            .find(place.grant().tenant(), Level.ELIGIBILITY, id))
                    .filter(one -> isForeign(elevation, work, one))
                    .stream()));
  }

  /// Whether it is of a group whose id is derived from an issuer's words, so that the directory
  /// never knew it. An id that the issuer gave could as well be that of a group that was deleted
  /// here.
  static boolean isForeign(Elevation elevation, Work work, Schedule eligibility) {
    Grant grant = eligibility.place().grant();
    return grant.principal().value().version() == DERIVED
        && elevation.surroundings().typeOf(work.tx(), grant.tenant(), grant.principal()).isEmpty();
  }

  /// Whether an eligibility can still be found when the request is carried out for somebody else,
  /// who does not bring the token.
  static boolean outlivesToken(Elevation elevation, Work work, Schedule eligibility, Place place) {
    PrincipalId holder = eligibility.place().grant().principal();
    PrincipalId self = place.grant().principal();
    return holder.equals(self)
        || elevation.surroundings().groupsOf(work.tx(), self).contains(holder)
        || isForeign(elevation, work, eligibility);
  }

  private static Optional<Schedule> nearest(
      Elevation elevation, Work work, Place place, Wish wish, Stream<Schedule> found) {
    return found
        .filter(one -> allows(elevation, work, one, place) && one.isInForce(work.now()))
        .filter(one -> wish.linked().map(one.id()::equals).orElse(true))
        .max(
            Comparator.<Schedule>comparingInt(one -> elevation.depth(work.tx(), one.place()))
                .thenComparing(one -> one.terms().end().orElse(Instant.MAX))
                .thenComparing(one -> one.id().toString()));
  }

  private static boolean allows(Elevation elevation, Work work, Schedule eligibility, Place place) {
    Place given = eligibility.place();
    return given.grant().tenant().equals(place.grant().tenant())
        && given.grant().role().equals(place.grant().role())
        && elevation.covers(work.tx(), place.grant().tenant(), given.scope(), place.scope());
  }

  /// Never longer than the eligibility, and never under fewer conditions.
  static Terms terms(Schedule eligibility, Wish wish, Instant now) {
    Instant start = wish.timing().startAt(now);
    Optional<Instant> end =
        Stream.concat(wish.timing().endFrom(start).stream(), eligibility.terms().end().stream())
            .min(Comparator.naturalOrder());
    return new Terms(
        start, start.isAfter(now), end, both(eligibility.terms().condition(), wish.condition()));
  }

  private static Optional<RoleCondition> both(
      Optional<RoleCondition> given, Optional<RoleCondition> wished) {
    if (given.isEmpty() || wished.isEmpty() || given.equals(wished)) {
      return given.or(() -> wished);
    }
    return Optional.of(
        RoleCondition.kept("(" + given.get().text() + ") AND (" + wished.get().text() + ")"));
  }
}
