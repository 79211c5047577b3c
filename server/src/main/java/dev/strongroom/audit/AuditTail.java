package dev.strongroom.audit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Shows the end of a log, also while a server writes it.
public final class AuditTail {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

  private AuditTail() {}

  /// The last `most` records, oldest first.
  public static List<AuditReader.Entry> last(Path folder, int most) {
    long from = Math.max(0, end(folder) - most);
    List<AuditReader.Entry> found = new ArrayList<>();
    Optional<AuditReader> start = AuditReader.from(folder, from);
    if (start.isPresent()) {
      try (AuditReader reader = start.get()) {
        Optional<AuditReader.Entry> entry = reader.next();
        while (entry.isPresent() && found.size() < most) {
          found.add(entry.get());
          entry = reader.next();
        }
      }
    }
    return found;
  }

  /// Gives every record from number `from` on to `each`, waiting for more, until the thread is
  /// interrupted.
  public static void follow(Path folder, long from, Consumer<AuditReader.Entry> each)
      throws InterruptedException {
    Optional<AuditReader> start = AuditReader.from(folder, from);
    while (start.isEmpty()) {
      Thread.sleep(LOOK_AGAIN);
      start = AuditReader.from(folder, from);
    }
    try (AuditReader reader = start.get()) {
      while (true) {
        Optional<AuditReader.Entry> entry = reader.next();
        entry.ifPresent(each);
        if (entry.isEmpty()) {
          Thread.sleep(LOOK_AGAIN);
        }
      }
    }
  }

  /// How many records the log has.
  public static long end(Path folder) {
    Optional<AuditReader> start = AuditReader.atSegmentOf(folder, Long.MAX_VALUE);
    if (start.isEmpty()) {
      return 0;
    }
    try (AuditReader reader = start.get()) {
      Optional<AuditReader.Entry> entry = reader.next();
      while (entry.isPresent()) {
        entry = reader.next();
      }
      return reader.index();
    }
  }
}
