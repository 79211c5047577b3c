package dev.strongroom.keys;

import dev.strongroom.kernel.Check;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// The place of a key between its making and its storing: it is made once, however often the write
/// that stores it is tried. Closing it wipes the material; what was never stored is abandoned.
public final class Making implements AutoCloseable {
  private record Result(KeyHome home, Made made) {}

  private Optional<Result> result = Optional.empty();
  private boolean stored;

  synchronized void make(Workshop workshop, KeyHome home, Supplier<Made> making) {
    Check.that(result.isEmpty(), "a key is made once for a request");
    result = Optional.of(new Result(home, workshop.make(making)));
  }

  synchronized <R> R store(Function<Made, R> storing) {
    Check.that(result.isPresent(), "a key is made before it is stored");
    stored = false;
    R answer = storing.apply(result.orElseThrow().made());
    stored = true;
    return answer;
  }

  @Override
  public synchronized void close() {
    result.ifPresent(done -> {
      if (!stored) {
        done.home().abandon(done.made());
      }
      done.made().close();
    });
  }
}
