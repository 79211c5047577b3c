package dev.strongroom;

import dev.strongroom.kernel.Operation;
import dev.strongroom.sealing.NoteRootKeyAway;
import dev.strongroom.sealing.NoteRootKeyBack;
import dev.strongroom.sealing.RootWatch;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Looks at the root key each second, and puts into the audit log, once, that it went away, and
/// once, that it is back. The log has its line from the HSM's own watch.
final class RootKeyAlerts implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("strongroom.hsm");
  private static final Duration EVERY = Duration.ofSeconds(1);
  private final App app;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("root-key-watch").factory());

  RootKeyAlerts(App app) {
    this.app = app;
  }

  void start() {
    thread.scheduleWithFixedDelay(
        this::look, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      app.lookAtRootKey();
    } catch (RuntimeException failure) {
      LOG.log(Level.ERROR, "what happened to the root key could not be recorded", failure);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  static Operation<Boolean> note(RootWatch.Change change) {
    return switch (change) {
      case AWAY -> new NoteRootKeyAway();
      case BACK -> new NoteRootKeyBack();
    };
  }
}
