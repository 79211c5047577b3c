package dev.strongroom.sealing;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.trust.HsmAway;
import dev.strongroom.trust.Keyring;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/// Looks whether the root key can be used. While it cannot, keys that are open stay open: their
/// clock stands still, because nobody could unwrap them again.
public final class RootWatch {
  static final Action NOTICES =
      Action.control("Strongroom/rootKey/note/action", Action.Effect.READ);

  /// What may have happened to the root key.
  public enum Change {
    AWAY,
    BACK
  }

  private final Keyring keyring;
  private final InstantSource clock;
  private boolean away;
  private long looked;
  private volatile long missed;

  RootWatch(Keyring keyring, InstantSource clock) {
    this.keyring = keyring;
    this.clock = clock;
    this.looked = clock.millis();
  }

  /// What there is to record since the last look, if anything happened. Meant to be called each
  /// second.
  public synchronized Optional<Change> look() {
    long now = clock.millis();
    boolean gone = !keyring.present();
    if (gone && away) {
      missed += Math.max(0, now - looked);
    }
    looked = now;
    if (gone == away) {
      return Optional.empty();
    }
    away = gone;
    return Optional.of(gone ? Change.AWAY : Change.BACK);
  }

  /// Milliseconds of a clock that stands while the root key is away.
  long millis() {
    return clock.millis() - missed;
  }

  /// Does what needs the root key.
  ///
  /// @throws Refused with 503 when it is away; the reason is for the log and not for the caller
  static <R> R needing(Supplier<R> work) {
    try {
      return work.get();
    } catch (HsmAway gone) {
      throw unavailable(gone.retryAfter());
    }
  }

  private static Refused unavailable(Duration retryAfter) {
    return new Problem.Unavailable(
            "The HSM that holds the root key cannot be used now, and this needs it; try again"
                + " later.",
            retryAfter)
        .asException();
  }
}
