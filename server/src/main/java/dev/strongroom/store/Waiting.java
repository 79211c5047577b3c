package dev.strongroom.store;

import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A write body between its caller and the writer. Either side may claim it first: the writer to
/// run it, or a caller that will not wait any longer to withdraw it; never both.
final class Waiting<R> {
  private final Function<? super SqlTx, R> body;
  private final CompletableFuture<Runnable> answered = new CompletableFuture<>();
  private final AtomicBoolean claimed = new AtomicBoolean();
  private @Nullable R result;
  private Optional<Throwable> thrown = Optional.empty();
  private List<Runnable> actions = List.of();

  Waiting(Function<? super SqlTx, R> body) {
    this.body = body;
  }

  boolean claim() {
    return claimed.compareAndSet(false, true);
  }

  /// Runs the body; what comes of it stays here until the transaction has ended.
  void run(SqlTx session) {
    result = null;
    thrown = Optional.empty();
    actions = new ArrayList<>();
    try {
      result = body.apply(session);
      session.failure().ifPresent(hidden -> thrown = Optional.of(hidden));
    } catch (RuntimeException | Error e) {
      thrown = Optional.of(session.failure().<Throwable>map(hidden -> hidden).orElse(e));
    }
    session.finish();
    if (thrown.isEmpty()) {
      actions = session.actions();
    }
  }

  Optional<Throwable> thrown() {
    return thrown;
  }

  void fail(Throwable reason) {
    thrown = Optional.of(reason);
    actions = List.of();
  }

  /// What the body asked for after its commit. An action that throws is our bug; the caller gets
  /// it, the others are acknowledged.
  void act() {
    try {
      actions.forEach(Runnable::run);
    } catch (RuntimeException | Error bug) {
      thrown = Optional.of(bug);
    }
  }

  void answer() {
    answered.complete(() -> {});
  }

  /// Waits for the answer. A caller that is interrupted before its body began takes it back; after
  /// that the outcome is awaited, because the write may already be on its way to the disk.
  R await() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          waitForTurn();
          answered.get();
          return outcome();
        } catch (InterruptedException e) {
          interrupted = true;
          if (claim()) {
            throw unavailable("the request was given up before it was written");
          }
        } catch (ExecutionException e) {
          throw new IllegalStateException(e);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void waitForTurn() throws InterruptedException, ExecutionException {
    try {
      answered.get(Limits.WRITE_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      if (claim()) {
        throw new Problem.Throttled(Limits.RETRY_AFTER).asException();
      }
    }
  }

  @SuppressWarnings("NullAway") // a body that returned has a result
  private R outcome() {
    if (thrown.isPresent()) {
      switch (thrown.get()) {
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        case Throwable e -> throw new IllegalStateException(e);
      }
    }
    return result;
  }

  static Refused unavailable(String reason) {
    return new Problem.Unavailable(reason, Limits.RETRY_AFTER).asException();
  }
}
