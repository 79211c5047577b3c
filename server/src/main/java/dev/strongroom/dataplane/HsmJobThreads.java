package dev.strongroom.dataplane;

import java.time.Duration;
import java.util.concurrent.Executor;

/// Where backups and restores of managed HSMs run: beside the requests that began them.
public final class HsmJobThreads implements AutoCloseable {
  /// How long the end of the server waits for their next steps.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /// How long one of them waits for something that others do.
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Executor executor;
  private int running;
  private boolean closed;

  public HsmJobThreads(Executor executor) {
    this.executor = executor;
  }

  /// Each on a virtual thread of its own: at most one for each managed HSM.
  public static HsmJobThreads apart() {
    return new HsmJobThreads(work -> Thread.ofVirtual().name("hsm-job").start(work));
  }

  void run(Runnable work) {
    begun();
    executor.execute(() -> {
      try {
        work.run();
      } finally {
        ended();
      }
    });
  }

  /// Whether the server ends, so that each of them should stop where it stands.
  synchronized boolean closed() {
    return closed;
  }

  /// Waits a little, but not for the server to end.
  synchronized void pause() {
    try {
      if (!closed) {
        wait(PAUSE.toMillis());
      }
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      for (long left = PATIENCE.toMillis(); running > 0 && left > 0; ) {
        wait(left);
        left = Duration.ofNanos(end - System.nanoTime()).toMillis();
      }
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void begun() {
    running += 1;
  }

  private synchronized void ended() {
    running -= 1;
    notifyAll();
  }
}
