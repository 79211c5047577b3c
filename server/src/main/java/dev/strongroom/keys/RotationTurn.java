package dev.strongroom.keys;

import dev.strongroom.kernel.Preview;
import dev.strongroom.kernel.Refused;
import dev.strongroom.objects.ObjectPath;
import java.lang.System.Logger.Level;
import java.util.Optional;

/// The key whose turn it is to be rotated by the timetable, from its preparation to its write.
public final class RotationTurn {
  private static final System.Logger LOG = System.getLogger("strongroom.keys");

  /// @param failed whether its new version could not be made
  record Now(Rotating rotating, boolean failed) {}

  private Optional<Now> now = Optional.empty();

  /// Ends the turn before, and begins that of `key`.
  synchronized Runnable begin(Keys keys, Optional<ObjectPath> key, Preview preview) {
    now.ifPresent(before -> before.rotating().making().close());
    now = key.map(path -> new Now(new Rotating(keys, path, new Making()), false));
    return now.map(turn -> prepared(turn.rotating(), preview)).orElse(() -> {});
  }

  synchronized Optional<Now> now() {
    return now;
  }

  private Runnable prepared(Rotating rotating, Preview preview) {
    try {
      Runnable making = rotating.preparation(preview);
      return () -> make(rotating, making);
    } catch (Refused impossible) {
      now = Optional.of(new Now(rotating, true));
      return () -> {};
    }
  }

  private synchronized void make(Rotating rotating, Runnable making) {
    try {
      making.run();
    } catch (Refused impossible) {
      now = Optional.of(new Now(rotating, true));
    } catch (IllegalStateException broken) {
      LOG.log(
          Level.ERROR,
          "A key that is due for rotation, "
              + rotating.path().name()
              + ", cannot be made; the others go on.",
          broken);
      now = Optional.of(new Now(rotating, true));
    }
  }
}
