package dev.strongroom.keys;

import dev.strongroom.kernel.Check;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// The place of a key between its making and its storing: it is made once, however often the write
/// that stores it is tried. Closing it wipes the material; what was never stored is abandoned.
public final class Making implements AutoCloseable {
  /// A key that is made and will be stored.
  record Ready(KeyHome home, KeyPlace place, Made made) {}

  private Optional<Ready> ready = Optional.empty();
  private boolean stored;

  synchronized void make(Workshop workshop, KeyHome home, KeyPlace place, Supplier<Made> making) {
    Check.that(ready.isEmpty(), "a key is made once for a request");
    ready = Optional.of(new Ready(home, place, workshop.make(making)));
  }

  synchronized boolean isEmpty() {
    return ready.isEmpty();
  }

  synchronized <R> R store(Function<Ready, R> storing) {
    Check.that(ready.isPresent(), "a key is made before it is stored");
    stored = false;
    R answer = storing.apply(ready.orElseThrow());
    stored = true;
    return answer;
  }

  @Override
  public synchronized void close() {
    ready.ifPresent(done -> {
      if (!stored) {
        done.home().abandon(done.made());
      }
      done.made().close();
    });
  }
}
