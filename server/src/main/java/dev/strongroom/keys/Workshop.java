package dev.strongroom.keys;

import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.trust.HsmAway;
import dev.strongroom.trust.KeyRefused;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Makes keys, a few at a time, on threads of their own: an RSA key takes a second of pure
/// computing, and the threads that serve requests do not interrupt each other.
public final class Workshop implements AutoCloseable {
  private static final Duration RETRY = Duration.ofSeconds(5);
  private static final long IDLE_SECONDS = 30;
  private final ThreadPoolExecutor workers;

  /// @param size how many keys are made at the same time
  public Workshop(int size) {
    workers =
        new ThreadPoolExecutor(
            size,
            size,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(KeyLimits.WAITING_TO_BE_MADE),
            Thread.ofPlatform().daemon().name("key-maker-", 0).factory());
    workers.allowCoreThreadTimeOut(true);
  }

  /// Half of the machine, so that the other half goes on serving.
  public static Workshop ofThisMachine() {
    return new Workshop(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
  }

  /// Makes it there and waits for it. A refusal of the key comes back as the caller's mistake.
  Made make(Supplier<Made> making) {
    FutureTask<Made> task = new FutureTask<>(making::get);
    try {
      workers.execute(task);
    } catch (RejectedExecutionException full) {
      throw new Problem.Throttled(RETRY).asException();
    }
    try {
      return task.get();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new Problem.Unavailable("The server is stopping.", RETRY).asException();
    } catch (ExecutionException failed) {
      throw rethrown(failed);
    }
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }

  private static RuntimeException rethrown(ExecutionException failed) {
    return switch (failed.getCause()) {
      case KeyRefused refused -> Refusals.of(refused);
      case Refused refused -> refused;
      case HsmAway away -> HsmHome.unavailable(away);
      case null, default -> new IllegalStateException("a key cannot be made", failed.getCause());
    };
  }
}
