package dev.strongroom.jobs;

import dev.strongroom.kernel.Check;
import dev.strongroom.kernel.Operation;
import java.time.Duration;
import java.util.function.Predicate;

/// An operation that the server performs again and again, one bounded batch at a time.
///
/// @param more whether the answer means that more is left to do now
public record Job<R>(String name, Duration every, Operation<R> operation, Predicate<R> more) {
  public Job {
    Check.that(every.isPositive(), "a job waits between its runs");
  }

  /// A job whose operation itself answers whether more is left.
  public static Job<Boolean> of(String name, Duration every, Operation<Boolean> operation) {
    return new Job<>(name, every, operation, left -> left);
  }
}
