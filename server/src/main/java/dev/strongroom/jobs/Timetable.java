package dev.strongroom.jobs;

import dev.strongroom.kernel.Caller;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Gate;
import dev.strongroom.kernel.Origin;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/// Performs each [Job] when it is due, one after the other, as a caller of its own through the
/// gate: so a job is judged and recorded as everybody is. The first run is one interval after the
/// start. A run that fails is logged and tried again at its next time; it stops no other job. A
/// clock that is set back makes no job wait longer than its interval.
public final class Timetable implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Timetable.class.getName());

  /// How long a due job may wait for the timetable to look at its clock.
  static final Duration TICK = Duration.ofSeconds(1);

  /// How many batches one run takes before it lets the next job have its turn.
  static final int MAX_BATCHES = 1_000;

  private final Gate gate;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final List<Line> lines = new ArrayList<>();
  private volatile boolean closed;
  private volatile Thread runner = Thread.ofVirtual().unstarted(() -> {});

  private static final class Line {
    private final Job<?> job;
    private Instant due;

    Line(Job<?> job, Instant due) {
      this.job = job;
      this.due = due;
    }
  }

  public Timetable(Gate gate, InstantSource clock, RandomGenerator random, List<Job<?>> jobs) {
    this.gate = gate;
    this.clock = clock;
    this.random = random;
    Instant now = clock.instant();
    jobs.forEach(job -> lines.add(new Line(job, now.plus(job.every()))));
  }

  public void start() {
    runner = Thread.ofVirtual().name("timetable").start(this::keepTime);
  }

  /// Performs what is due now; answers how many jobs that were.
  public synchronized int runDue() {
    int done = 0;
    for (Line line : lines) {
      if (closed) {
        return done;
      }
      Instant now = clock.instant();
      Instant next = now.plus(line.job.every());
      if (line.due.isAfter(next)) {
        line.due = next;
      } else if (!line.due.isAfter(now)) {
        line.due = next;
        run(line.job);
        done += 1;
      }
    }
    return done;
  }

  /// Waits for the run under way, and starts no other.
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(runner);
    try {
      runner.join();
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }

  private void keepTime() {
    while (!closed) {
      LockSupport.parkNanos(TICK.toNanos());
      runDue();
    }
  }

  private <R> void run(Job<R> job) {
    try {
      int batches = 0;
      boolean more = true;
      while (more && batches < MAX_BATCHES && !closed) {
        Caller caller = new Caller(new Who.Job(job.name()), Origin.internal(requestId()));
        more = job.more().test(gate.perform(caller, job.operation()));
        batches += 1;
      }
    } catch (RuntimeException failure) {
      LOG.log(Level.ERROR, "the job " + job.name() + " failed and will be tried again", failure);
    }
  }

  private String requestId() {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }
}
