package dev.strongroom.access;

import dev.strongroom.model.AssignmentId;
import dev.strongroom.model.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Time that only runs forward, for assignments that end. A clock that is set back gives nobody a
/// minute more, and nothing that was over begins again: what has passed is counted, not what the
/// clock shows. A clock that was ahead and is set back ends what it has seen the end of, and
/// nothing that is given later.
public final class Ratchet {
  /// Then everything seen is forgotten, which matters only where a clock is set back as well.
  private static final int MAX_REMEMBERED = 200_000;

  /// Requests at the same time are not judged in the order of their times.
  private static final Duration DISORDER = Duration.ofSeconds(10);

  private record Key(TenantId tenant, AssignmentId id) {}

  /// @param until what the assignment said when it was first seen
  /// @param end the same on our own time
  private record Deadline(Instant until, Instant end) {}

  private final Map<Key, Deadline> deadlines = new HashMap<>();
  private Instant last = Instant.EPOCH;
  private Duration lost = Duration.ZERO;

  /// Tells the time when nobody asks, so that a clock which is set back is noticed.
  public synchronized void observe(Instant now) {
    steady(now);
  }

  /// Whether the assignment counts at `now`.
  public boolean admits(RoleAssignment assignment, Instant now) {
    Window window = assignment.details().window();
    return window.until().isEmpty()
        ? window.includes(now)
        : window.includes(now) & !isOver(assignment, window.until(), now);
  }

  /// Whether as much time has passed as an assignment had when it was first looked at.
  public synchronized boolean isOver(TenantId tenant, AssignmentId id, Instant now) {
    Instant steady = steady(now);
    Deadline known = deadlines.get(new Key(tenant, id));
    return known != null && !steady.isBefore(known.end());
  }

  private synchronized boolean isOver(
      RoleAssignment assignment, Optional<Instant> until, Instant now) {
    Instant steady = steady(now);
    Instant wanted = until.orElseThrow();
    Key key = new Key(assignment.grant().tenant(), assignment.id());
    Deadline known = deadlines.get(key);
    if (known == null || !known.until().equals(wanted)) {
      known = new Deadline(wanted, steady.plus(Duration.between(now, wanted)));
      if (deadlines.size() >= MAX_REMEMBERED) {
        deadlines.clear();
      }
      deadlines.put(key, known);
    }
    return !steady.isBefore(known.end());
  }

  /// The clock's time and all that it was ever set back.
  private Instant steady(Instant now) {
    if (now.isAfter(last)) {
      last = now;
    } else if (now.isBefore(last.minus(DISORDER))) {
      lost = lost.plus(Duration.between(now, last));
      last = now;
    }
    return last.plus(lost);
  }
}
