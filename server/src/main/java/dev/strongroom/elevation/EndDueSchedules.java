package dev.strongroom.elevation;

import dev.strongroom.access.Ratchet;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Tidies up behind the clock: it marks for good what is over, and forgets what is long over. No
/// access waits for it, since each request looks at the time itself; but what is marked stays over
/// on every node and after a restart, wherever the clock is set.
///
/// @param passed what the authoriser saw of the time
public record EndDueSchedules(ElevationStore store, Ratchet passed) implements Operation<Integer> {
  /// How long an ended schedule can be renewed, and a decided request is shown.
  public static final Duration RENEWABLE = Duration.ofDays(30);

  public static final Duration SHOWN = Duration.ofDays(180);

  /// The rest follows with the next run.
  public static final int MAX_AT_ONCE = 1_000;

  @Override
  public String name() {
    return "EndDueSchedules";
  }

  @Override
  public Action action() {
    return ElevationActions.END_DUE;
  }

  @Override
  public Target target() {
    return new Target.Server();
  }

  @Override
  public Integer run(Work work) {
    Instant now = work.now();
    passed.observe(now);
    List<Schedule> all = store.schedules(work.tx()).all();
    List<Schedule> due =
        all.stream()
            .filter(one -> !one.provenance().ended() && isOver(one, now))
            .limit(MAX_AT_ONCE)
            .toList();
    due.forEach(one -> store.save(work.tx(), work.approve(one.over(now))));
    List<Schedule> forgotten =
        all.stream().filter(one -> isForgotten(one, now)).limit(MAX_AT_ONCE).toList();
    forgotten.forEach(one -> store.remove(work.tx(), work.approve(one)));
    List<ScheduleRequest> old =
        store.requestsBefore(work.tx(), now.minus(SHOWN), MAX_AT_ONCE).stream()
            .filter(one -> !one.status(now).isPending())
            .toList();
    old.forEach(one -> store.removeRequest(work.tx(), work.approve(one)));
    return Math.max(due.size(), Math.max(forgotten.size(), old.size()));
  }

  private boolean isOver(Schedule one, Instant now) {
    return one.isOver(now) || passed.isOver(one.place().grant().tenant(), one.id(), now);
  }

  private static boolean isForgotten(Schedule one, Instant now) {
    boolean renewable =
        !one.isActivation() && one.provenance().updatedOn().plus(RENEWABLE).isAfter(now);
    return one.provenance().ended() && !renewable;
  }
}
