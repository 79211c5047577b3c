package dev.strongroom.audit;

import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The records in one order, in segments. An appended record is in the kernel's hands (it survives
/// SIGKILL); [#force()] puts it on the disk. One short lock around an append decides the order: it
/// is held for a copy of about a kilobyte and its checksum.
///
/// A force that failed stops the journal until the server is started again: the kernel may have
/// dropped the pages that it could not write, and a second force would call them written.
final class Journal implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Journal.class.getName());
  private final Disk disk;
  private final SpareSegments spare;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition appended = lock.newCondition();
  private final Condition forcedMore = lock.newCondition();
  private final List<Segment> retired = new ArrayList<>();
  private Segment active;
  private long offset;
  private long forcedOffset;
  private long count;
  private long highestPending;
  private long forced;
  private long unsettledFrom;
  private boolean hurried;
  private boolean awaited;
  private Optional<String> stopped = Optional.empty();

  private Journal(Path folder, Disk disk, long segmentBytes, Segment active, JournalEnd end) {
    this.disk = disk;
    this.active = active;
    this.offset = end.offset();
    this.forcedOffset = end.offset();
    this.count = end.count();
    this.forced = end.count();
    this.highestPending = end.highestPending();
    this.unsettledFrom = end.unsettledFrom();
    this.spare = new SpareSegments(folder, disk, segmentBytes, active.number() + 1);
  }

  /// Goes on where `end` says; what lies behind it is removed, and what lies before it is forced.
  static Journal open(Path folder, Disk disk, long segmentBytes, JournalEnd end)
      throws IOException {
    Path file = end.segment().orElse(Segment.file(folder, 1));
    long scanned = Segment.number(end.scannedFrom().orElse(file));
    boolean fresh = end.segment().isEmpty();
    SpareSegments.removeUnfinished(folder);
    for (Path other : Segment.files(folder)) {
      if (fresh || Segment.number(other) > Segment.number(file)) {
        Files.delete(other);
      } else if (Segment.number(other) >= scanned) {
        forceFile(other, disk);
      }
    }
    if (fresh) {
      SpareSegments.allocate(file, disk, segmentBytes);
    }
    disk.forceFolder(folder);
    Segment active = Segment.forWriting(file);
    if (fresh) {
      active.begin(new Segment.Header(0, 0, 0));
    } else if (!active.blankFrom(end.offset())) {
      LOG.log(Level.WARNING, "Removed an unfinished end of the audit log in " + file + ".");
      active.blankOutFrom(end.offset());
    }
    active.force(disk);
    return new Journal(folder, disk, segmentBytes, active, end);
  }

  /// Appends a record; gives its number. Throws [Problem.Unavailable] when the log cannot take it.
  long append(long pendingId, byte[] record) {
    lock.lock();
    try {
      refuseWhenStopped();
      if (!active.fits(offset, record.length)) {
        roll();
      }
      offset = active.append(offset, count, pendingId, record);
      count += 1;
      highestPending = Math.max(highestPending, pendingId);
      if (awaited) {
        awaited = false;
        appended.signalAll();
      }
      return count - 1;
    } catch (InternalError pageUnreadable) {
      throw refusal(stop("The audit log cannot be written: its disk fails."));
    } finally {
      lock.unlock();
    }
  }

  /// Throws what [#append] would throw to a record of this size, as far as can be known now.
  void refuseUnlessReady(int recordBytes) {
    lock.lock();
    try {
      refuseWhenStopped();
      if (!active.fits(offset, recordBytes)) {
        roll();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Forces everything appended so far; gives how many records are on the disk. Called by one
  /// thread at a time.
  long force() {
    List<Segment> full;
    Segment last;
    long to;
    long upTo;
    lock.lock();
    try {
      hurried = false;
      if (stopped.isPresent() || forced == count) {
        return forced;
      }
      full = List.copyOf(retired);
      last = active;
      to = offset;
      upTo = count;
    } finally {
      lock.unlock();
    }
    try {
      for (Segment segment : full) {
        segment.force(disk);
      }
      last.force(disk, full.isEmpty() ? forcedOffset : 0, to);
    } catch (IOException | UncheckedIOException failed) {
      stop("The audit log could not be forced to its disk: " + failed.getMessage() + ".");
      return forced();
    }
    return forcedUpTo(full, last, to, upTo);
  }

  private long forcedUpTo(List<Segment> full, Segment last, long to, long upTo) {
    lock.lock();
    try {
      retired.removeAll(full);
      forcedOffset = active == last ? to : 0;
      forced = upTo;
      forcedMore.signalAll();
    } finally {
      lock.unlock();
    }
    full.forEach(Segment::close);
    return upTo;
  }

  /// Waits until record `index` is on the disk.
  void awaitForced(long index) {
    lock.lock();
    try {
      long left = Limits.FORCE_WAIT.toNanos();
      while (forced <= index) {
        refuseWhenStopped();
        if (left <= 0) {
          throw refusal("The audit log's disk is too slow.");
        }
        hurried = true;
        appended.signalAll();
        left = forcedMore.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw refusal("The server is stopping.");
    } finally {
      lock.unlock();
    }
  }

  /// Waits until something needs to be forced, or for `limit`.
  void awaitAppends(Duration limit) throws InterruptedException {
    lock.lock();
    try {
      if ((forced == count || stopped.isPresent()) && !hurried) {
        awaited = true;
        appended.awaitNanos(limit.toNanos());
      }
    } finally {
      lock.unlock();
    }
  }

  /// Lets records gather for `limit`, unless somebody waits for the disk.
  void gather(Duration limit) throws InterruptedException {
    lock.lock();
    try {
      long left = limit.toNanos();
      while (!hurried && left > 0) {
        left = appended.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Wakes whoever waits or gathers.
  void hurry() {
    lock.lock();
    try {
      hurried = true;
      appended.signalAll();
    } finally {
      lock.unlock();
    }
  }

  long count() {
    lock.lock();
    try {
      return count;
    } finally {
      lock.unlock();
    }
  }

  long forced() {
    lock.lock();
    try {
      return forced;
    } finally {
      lock.unlock();
    }
  }

  /// Notes that no record before `index` has a pending row any more.
  void settledBefore(long index) {
    lock.lock();
    try {
      unsettledFrom = index;
    } finally {
      lock.unlock();
    }
  }

  /// Refuses everything from now on.
  String stop(String reason) {
    lock.lock();
    try {
      if (stopped.isEmpty()) {
        LOG.log(Level.ERROR, reason + " Nothing is served until the server is restarted.");
        stopped = Optional.of(reason + " Its operator must check the disk and restart the server.");
      }
      forcedMore.signalAll();
      return stopped.get();
    } finally {
      lock.unlock();
    }
  }

  boolean isStopped() {
    lock.lock();
    try {
      return stopped.isPresent();
    } finally {
      lock.unlock();
    }
  }

  /// Refuses further appends and lets go of the files; does not force.
  @Override
  public void close() {
    lock.lock();
    try {
      stopped = stopped.or(() -> Optional.of("The server is stopping."));
      spare.close();
      retired.forEach(Segment::close);
      retired.clear();
      active.close();
    } finally {
      lock.unlock();
    }
  }

  private void roll() {
    Segment begun =
        spare.take().orElseThrow(() -> refusal("The audit log cannot grow: its volume is full."));
    begun.begin(new Segment.Header(count, unsettledFrom, highestPending));
    retired.add(active);
    active = begun;
    offset = Segment.HEADER_BYTES;
  }

  private void refuseWhenStopped() {
    if (stopped.isPresent()) {
      throw refusal(stopped.get());
    }
  }

  private static Refused refusal(String reason) {
    return new Problem.Unavailable(reason, Limits.RETRY_AFTER).asException();
  }

  private static void forceFile(Path file, Disk disk) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      disk.force(file, channel);
    }
  }
}
