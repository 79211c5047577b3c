package dev.strongroom.jobs;

import dev.strongroom.kernel.Check;
import dev.strongroom.kernel.Operation;
import java.time.Duration;

/// An operation that the server performs again and again. It takes a bounded batch and answers
/// whether more is left to do now.
public record Job(String name, Duration every, Operation<Boolean> operation) {
  public Job {
    Check.that(every.isPositive(), "a job waits between its runs");
  }
}
