package dev.strongroom.trust;

import dev.strongroom.trust.HsmConnection.Work;
import dev.strongroom.trust.pkcs11.CryptokiFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// A token of an HSM. Calls run on threads of their own, one per session, because a call into a
/// vendor's library blocks a thread for as long as the hardware likes: here the caller stops
/// waiting after a while, and no more threads than sessions can be stuck.
final class HsmToken implements AutoCloseable {
  private final HsmLink link;
  private final HsmLimits limits;
  private final AtomicInteger users = new AtomicInteger();
  private final AtomicBoolean watched = new AtomicBoolean();
  private volatile boolean closed;
  private final ThreadPoolExecutor calls;
  private final ScheduledExecutorService watch;

  HsmToken(HsmLogin login, HsmLimits limits) {
    this.limits = limits;
    this.link = new HsmLink(login, limits, System::nanoTime);
    this.calls =
        new ThreadPoolExecutor(
            limits.sessions(),
            limits.sessions(),
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(HsmLimits.WAITING_MAX),
            Thread.ofPlatform().daemon().name("hsm-call-", 0).factory());
    this.watch =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("hsm-watch").factory());
  }

  /// Begins to look after the token when nobody uses it, unless that was begun already; `probe`
  /// must succeed on a token that is well, and only there.
  void watch(Work<?> probe) {
    if (!watched.compareAndSet(false, true)) {
      return;
    }
    link.probeWith(probe);
    long every = Math.min(limits.probe().toMillis(), limits.retryFirst().toMillis());
    watch.scheduleWithFixedDelay(link::tend, every, every, TimeUnit.MILLISECONDS);
  }

  /// @throws HsmAway when the token is lost or does not answer in time
  /// @throws CryptokiFailure when the token is well and refuses what was asked
  <R> R call(Work<R> work) {
    return call(work, limits.answer());
  }

  /// As [#call(Work)], for what takes longer, as making a key.
  <R> R call(Work<R> work, Duration patience) {
    Call<R> call = new Call<>(link, work);
    try {
      calls.execute(call.task);
    } catch (RejectedExecutionException full) {
      throw busy();
    }
    try {
      return call.answer(patience);
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof RuntimeException known
          ? known
          : new IllegalStateException("a call to the HSM broke", failed);
    } catch (TimeoutException late) {
      link.late(patience);
      throw new HsmAway("it did not answer in time", limits.retryFirst());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new HsmAway("nobody waits for it any more");
    }
  }

  private static HsmAway busy() {
    return new HsmAway("too many calls wait for it");
  }

  /// A call that waits for a session, and then for the token. To wait for a session only says that
  /// others are many; a token is late when it does not answer what it was asked.
  private static final class Call<R> {
    private final FutureTask<R> task;
    private final AtomicBoolean taken = new AtomicBoolean();
    private volatile long begun;

    Call(HsmLink link, Work<R> work) {
      task =
          new FutureTask<>(() -> {
            begun = System.nanoTime();
            if (!taken.compareAndSet(false, true)) {
              throw busy();
            }
            return link.run(work);
          });
    }

    R answer(Duration patience) throws InterruptedException, ExecutionException, TimeoutException {
      long nanos = patience.toNanos();
      try {
        return task.get(nanos, TimeUnit.NANOSECONDS);
      } catch (TimeoutException late) {
        if (taken.compareAndSet(false, true)) {
          throw busy();
        }
        return task.get(nanos - (System.nanoTime() - begun), TimeUnit.NANOSECONDS);
      }
    }
  }

  /// As [#call(Work)], for what makes, brings, releases, destroys or lists keys.
  <R> R making(Work<R> work) {
    return call(work, limits.making());
  }

  /// Why the token is away; empty while it is not.
  Optional<String> trouble() {
    return link.trouble();
  }

  /// One more root key lies in it; it stays open until all of them are closed.
  void used() {
    users.incrementAndGet();
  }

  /// Lets go of the token unless a root key in it is open.
  void closeUnlessUsed() {
    if (users.get() <= 0) {
      closed = true;
      watch.shutdownNow();
      calls.shutdownNow();
      link.close();
    }
  }

  boolean closed() {
    return closed;
  }

  /// A root key in it is closed.
  @Override
  public void close() {
    users.decrementAndGet();
    closeUnlessUsed();
  }
}
