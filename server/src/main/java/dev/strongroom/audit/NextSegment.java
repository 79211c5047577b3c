package dev.strongroom.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Prepares the segment after the active one, behind the scenes: its zeros are written and forced
/// before anybody needs it. So a full disk is met here, as an error, and never as a fault while
/// memory is written.
final class NextSegment implements AutoCloseable {
  private static final Logger LOG = System.getLogger(NextSegment.class.getName());
  private static final String UNFINISHED = ".new";
  private final Path folder;
  private final Disk disk;
  private final long bytes;
  private Optional<Segment> ready = Optional.empty();
  private long number;
  private boolean preparing;
  private boolean failed;
  private long failedAt;

  NextSegment(Path folder, Disk disk, long bytes) {
    this.folder = folder;
    this.disk = disk;
    this.bytes = bytes;
  }

  /// Begins to prepare segment `wanted`; returns at once.
  synchronized void prepare(long wanted) {
    number = wanted;
    preparing = true;
    Thread.ofVirtual().name("audit-segment").start(this::work);
  }

  /// The prepared segment. Waits a moment while it is being prepared; empty when it cannot be, and
  /// then another attempt begins from time to time.
  synchronized Optional<Segment> take() {
    if (failed && System.nanoTime() - failedAt > Limits.PREPARATION_RETRY.toNanos()) {
      failed = false;
      prepare(number);
    }
    awaitWork(Limits.PREPARATION_WAIT.toNanos());
    Optional<Segment> taken = ready;
    ready = Optional.empty();
    return taken;
  }

  @Override
  public synchronized void close() {
    awaitWork(Long.MAX_VALUE / 2);
    ready.ifPresent(Segment::close);
    ready = Optional.empty();
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
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private void work() {
    long wanted;
    synchronized (this) {
      wanted = number;
    }
    try {
      Path file = Segment.file(folder, wanted);
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
    ready = made;
    failed = made.isEmpty();
    failedAt = System.nanoTime();
    preparing = false;
    notifyAll();
  }

  private synchronized void awaitWork(long nanos) {
    long end = System.nanoTime() + nanos;
    boolean interrupted = false;
    while (preparing && end - System.nanoTime() > 0) {
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
