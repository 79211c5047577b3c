package dev.strongroom.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// Prepares the segments after the active one, behind the scenes: their zeros are written and
/// forced before anybody needs them. So a full disk is met here, as an error, and never as a fault
/// while memory is written. One segment is kept ready, and more once one was used up: a busy log is
/// not stopped by a disk that is slow for a moment.
final class SpareSegments implements AutoCloseable {
  private static final Logger LOG = System.getLogger(SpareSegments.class.getName());
  private static final String UNFINISHED = ".new";
  private final Path folder;
  private final Disk disk;
  private final long bytes;
  private final Deque<Segment> ready = new ArrayDeque<>();
  private long following;
  private int wanted = 1;
  private boolean preparing;
  private boolean failed;
  private long failedAt;

  /// Begins at once to prepare segment number `first`.
  SpareSegments(Path folder, Disk disk, long bytes, long first) {
    this.folder = folder;
    this.disk = disk;
    this.bytes = bytes;
    this.following = first;
    refill();
  }

  /// The next segment. Waits a moment while it is being prepared; empty when it cannot be, and then
  /// another attempt begins from time to time.
  synchronized Optional<Segment> take() {
    if (failed && System.nanoTime() - failedAt > Limits.PREPARATION_RETRY.toNanos()) {
      failed = false;
    }
    refill();
    await(() -> ready.isEmpty() && preparing, Limits.PREPARATION_WAIT.toNanos());
    Optional<Segment> taken = Optional.ofNullable(ready.pollFirst());
    if (taken.isPresent()) {
      wanted = Limits.SPARE_SEGMENTS;
    }
    refill();
    return taken;
  }

  @Override
  public synchronized void close() {
    wanted = 0;
    await(() -> preparing, Long.MAX_VALUE / 2);
    ready.forEach(Segment::close);
    ready.clear();
  }

  static void removeUnfinished(Path folder) throws IOException {
    List<Path> unfinished;
    try (Stream<Path> all = Files.list(folder)) {
      unfinished = all.filter(file -> file.toString().endsWith(UNFINISHED)).toList();
    }
    for (Path file : unfinished) {
      Files.delete(file);
    }
  }

  /// Makes a blank segment; it gets its name only when it is whole.
  static void allocate(Path file, Disk disk, long bytes) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
    Files.deleteIfExists(unfinished);
    disk.allocate(unfinished, bytes);
    disk.rename(unfinished, file);
  }

  private synchronized void refill() {
    if (!preparing && !failed && ready.size() < wanted) {
      preparing = true;
      Path file = Segment.file(folder, following);
      Thread.ofVirtual().name("audit-segment").start(() -> prepare(file));
    }
  }

  private void prepare(Path file) {
    try {
      allocate(file, disk, bytes);
      disk.forceFolder(folder);
      done(Optional.of(Segment.forWriting(file)));
    } catch (IOException | UncheckedIOException e) {
      LOG.log(
          Level.ERROR,
          "The audit log's next segment cannot be prepared: "
              + e.getMessage()
              + ". Make room on its volume; requests are refused once the present segment is full.");
      done(Optional.empty());
    }
  }

  private synchronized void done(Optional<Segment> made) {
    preparing = false;
    failed = made.isEmpty();
    failedAt = System.nanoTime();
    if (made.isPresent()) {
      ready.addLast(made.get());
      following += 1;
    }
    refill();
    notifyAll();
  }

  private synchronized void await(BooleanSupplier unfinished, long nanos) {
    long end = System.nanoTime() + nanos;
    boolean interrupted = false;
    while (unfinished.getAsBoolean() && end - System.nanoTime() > 0) {
      try {
        TimeUnit.NANOSECONDS.timedWait(this, end - System.nanoTime());
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
