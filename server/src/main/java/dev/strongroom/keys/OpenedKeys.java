package dev.strongroom.keys;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.strongroom.model.VaultId;
import dev.strongroom.sealing.Sealed;
import dev.strongroom.trust.KeyOperations;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/// Keys that were opened and stay so for a while: opening one costs as much as several uses. Their
/// number and their time are bounded ([KeyLimits]); what leaves is wiped as soon as nobody uses it.
///
/// An entry belongs to the sealed bytes that it was opened from, so what is used is always what the
/// store says now.
public final class OpenedKeys {
  private static final int TRIES = 3;

  record Id(VaultId vault, String name, String version, Sealed sealed) {}

  /// A key and how many are using it.
  private static final class Held {
    private final KeyOperations key;
    private int users;
    private boolean dropped;

    Held(KeyOperations key) {
      this.key = key;
    }

    synchronized boolean enter() {
      if (dropped) {
        return false;
      }
      users += 1;
      return true;
    }

    synchronized void leave() {
      users -= 1;
      closeIfUnused();
    }

    synchronized void drop() {
      dropped = true;
      closeIfUnused();
    }

    private void closeIfUnused() {
      if (dropped && users == 0) {
        key.close();
      }
    }
  }

  private final Cache<Id, Held> keys;

  public OpenedKeys(InstantSource clock) {
    this(clock, KeyLimits.OPEN_KEYS);
  }

  OpenedKeys(InstantSource clock, int max) {
    keys =
        Caffeine.newBuilder()
            .maximumSize(max)
            .expireAfterAccess(KeyLimits.OPEN_KEY_IDLE)
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .executor(Runnable::run)
            .<Id, Held>removalListener(
                (_, held, _) -> Optional.ofNullable(held).ifPresent(OpenedKeys::drop))
            .build();
  }

  /// Uses the key, opening it if it is not open.
  <R> R use(Id id, Supplier<KeyOperations> opening, Function<KeyOperations, R> use) {
    for (int i = 0; i < TRIES; i += 1) {
      Held held = keys.get(id, _ -> new Held(opening.get()));
      if (held.enter()) {
        try {
          return use.apply(held.key);
        } finally {
          held.leave();
        }
      }
    }
    try (KeyOperations key = opening.get()) {
      return use.apply(key);
    }
  }

  /// Lets go of every version of a key. One that is being opened at this moment stays until its
  /// time is over; nobody finds it, because the store no longer names it.
  void drop(VaultId vault, String name) {
    keys.asMap().keySet().removeIf(id -> id.vault().equals(vault) && id.name().equals(name));
  }

  /// Looks after entries whose time is over: the cache itself does so only when it is used.
  public void tidy() {
    keys.cleanUp();
  }

  private static void drop(Held held) {
    if (held != null) {
      held.drop();
    }
  }
}
