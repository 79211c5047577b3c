package dev.strongroom.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.kernel.Access;
import dev.strongroom.kernel.Access.Model;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.AuditEntry;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Gate;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Ports;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Tx;
import dev.strongroom.kernel.Work;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class TimetableTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private final List<AuditEntry> audited = new ArrayList<>();
  private final List<String> done = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T12:00:00Z");

  private record Step(String name, BooleanSupplier body) implements Operation<Boolean> {
    @Override
    public Action action() {
      return Action.control("step", Effect.READ);
    }

    @Override
    public Target target() {
      return new Target.Server();
    }

    @Override
    public Boolean run(Work work) {
      return body.getAsBoolean();
    }
  }

  private static final class Sessions implements Ports.Transactions {
    private static final Tx.Session SESSION = new Tx.Session() {};

    @Override
    public <R> R read(Function<Tx.Session, R> body) {
      return body.apply(SESSION);
    }

    @Override
    public <R> R memory(Function<Tx.Session, R> body) {
      return body.apply(SESSION);
    }

    @Override
    public <R> R write(Function<Tx.Session, R> body) {
      return body.apply(SESSION);
    }
  }

  private final class Recorder implements Ports.AuditLog {
    @Override
    public void record(Tx tx, AuditEntry entry) {
      audited.add(entry);
    }

    @Override
    public void record(AuditEntry entry) {
      audited.add(entry);
    }
  }

  @Test
  void aJobRunsFirstAfterOneIntervalAndThenOncePerInterval() {
    Timetable timetable = timetable(() -> now, job("purge", HOUR, () -> false));
    assertThat(timetable.runDue()).isZero();
    now = now.plus(HOUR);
    assertThat(timetable.runDue()).isEqualTo(1);
    assertThat(timetable.runDue()).isZero();
    now = now.plus(HOUR.multipliedBy(5));
    assertThat(timetable.runDue()).isEqualTo(1);
    assertThat(done).containsExactly("purge", "purge");
  }

  @Test
  void aClockSetBackMakesNoJobWaitLongerThanItsInterval() {
    Timetable timetable = timetable(() -> now, job("purge", HOUR, () -> false));
    now = now.plus(Duration.ofDays(365));
    assertThat(timetable.runDue()).isEqualTo(1);
    now = now.minus(Duration.ofDays(365));
    assertThat(timetable.runDue()).isZero();
    now = now.plus(HOUR);
    assertThat(timetable.runDue()).isEqualTo(1);
  }

  @Test
  void aJobTakesBatchesWhileThereIsMore() {
    int[] left = {3};
    Timetable timetable =
        timetable(
            () -> now,
            job(
                "purge",
                HOUR,
                () -> {
                  left[0] -= 1;
                  return left[0] > 0;
                }));
    now = now.plus(HOUR);
    timetable.runDue();
    assertThat(done).hasSize(3);
  }

  @Test
  void aJobThatNeverEndsGivesOthersTheirTurn() {
    Timetable timetable =
        timetable(() -> now, job("endless", HOUR, () -> true), job("other", HOUR, () -> false));
    now = now.plus(HOUR);
    timetable.runDue();
    assertThat(done).hasSize(Timetable.MAX_BATCHES + 1).endsWith("endless", "other");
  }

  @Test
  void aJobThatFailsStopsNoOtherAndIsTriedAgain() {
    Timetable timetable =
        timetable(
            () -> now,
            job(
                "broken",
                HOUR,
                () -> {
                  throw new Problem.Unavailable("no disk", HOUR).asException();
                }),
            job("other", HOUR, () -> false));
    now = now.plus(HOUR);
    timetable.runDue();
    now = now.plus(HOUR);
    timetable.runDue();
    assertThat(done).containsExactly("broken", "other", "broken", "other");
  }

  @Test
  void aJobIsAuditedUnderItsName() {
    Timetable timetable = timetable(() -> now, job("purge", HOUR, () -> false));
    now = now.plus(HOUR);
    timetable.runDue();
    assertThat(audited).hasSize(1);
    assertThat(audited.getFirst().caller().who()).isEqualTo(new Who.Job("purge"));
    assertThat(audited.getFirst().caller().origin().requestId()).hasSize(36);
  }

  @Test
  void startedItKeepsTimeByItselfUntilItIsClosed() throws InterruptedException {
    CountDownLatch twice = new CountDownLatch(2);
    Timetable timetable =
        timetable(
            InstantSource.system(),
            job(
                "soon",
                Duration.ofMillis(1),
                () -> {
                  twice.countDown();
                  return false;
                }));
    timetable.start();
    assertThat(twice.await(30, TimeUnit.SECONDS)).isTrue();
    timetable.close();
    int ran = done.size();
    assertThat(timetable.runDue()).isZero();
    assertThat(done).hasSize(ran);
  }

  private Job<?> job(String name, Duration every, BooleanSupplier body) {
    Step step =
        new Step(
            name,
            () -> {
              done.add(name);
              return body.getAsBoolean();
            });
    return Job.of(name, every, step);
  }

  private Timetable timetable(InstantSource clock, Job<?>... jobs) {
    Gate gate =
        new Gate(
            new Gate.Seams(
                new Sessions(),
                (tx, knock, at) -> new Who.Nobody(),
                (tx, question) ->
                    new Access(Optional.empty(), Model.NONE, Optional.empty(), Optional.empty()),
                (tx, target, proposed) -> Optional.empty(),
                new Recorder(),
                clock,
                new SplittableRandom(1)));
    return new Timetable(gate, clock, new SplittableRandom(1), List.of(jobs));
  }
}
