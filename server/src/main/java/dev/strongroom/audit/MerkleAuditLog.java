package dev.strongroom.audit;

import dev.strongroom.kernel.AuditEntry;
import dev.strongroom.kernel.Ports;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.kernel.Tx;
import dev.strongroom.trust.Checkpoint;
import dev.strongroom.trust.NoteSigner;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/// The audit log of one node: an append-only journal of AuditEvent records under a Merkle tree.
///
/// A record of a read is in the kernel's hands when [#record(AuditEntry)] returns, and on the disk
/// within `forceEvery`. A record of a write is durable with its transaction (as a pending row) and
/// stands in the journal before the write is acknowledged; the row goes once the journal's bytes
/// are forced. So each record is in the log exactly once, whatever happens between any two steps.
public final class MerkleAuditLog implements Ports.AuditLog, AutoCloseable {
  /// @param folder holds this node's log and nothing else
  /// @param node names this node's pending rows; never used by another node of the same database
  /// @param flushReads makes reads wait for the disk; then no read may be served on a thread that
  ///   must not block
  public record Settings(Path folder, String node, boolean flushReads, Pace pace) {}

  /// How much is done at a time, and how often.
  ///
  /// @param segmentBytes size of a journal file; a multiple of 4,096
  public record Pace(long segmentBytes, Duration forceEvery, Duration checkpointEvery) {
    public static final Pace NORMAL =
        new Pace(Limits.SEGMENT_BYTES, Limits.FORCE_EVERY, Limits.CHECKPOINT_EVERY);

    public Pace {
      if (segmentBytes < Limits.SEGMENT_BYTES_MIN || segmentBytes % 4_096 != 0) {
        throw new IllegalArgumentException(
            "a segment has a multiple of 4096 bytes, at least " + Limits.SEGMENT_BYTES_MIN);
      }
    }
  }

  /// @param status the HTTP status that a problem has on the wire
  /// @param description the message that a refused caller sees
  public record Seams(
      ToIntFunction<Problem> status,
      Function<Problem, String> description,
      PendingRecords pending,
      NoteSigner signer,
      InstantSource clock,
      Disk disk) {}

  private final Settings settings;
  private final PendingRecords pending;
  private final AuditEventCodec codec;
  private final FileChannel lock;
  private final TreeBuilder tree;
  private final Journal journal;
  private final Follower follower;
  private final AtomicLong nextPending;

  /// Opens the log and brings it up to date. Throws [UnusableAuditLog] when the folder does not
  /// hold what its last checkpoint promises.
  public MerkleAuditLog(Settings settings, Seams seams) {
    this.settings = settings;
    this.pending = seams.pending();
    this.codec = new AuditEventCodec(seams.status(), seams.description());
    Path folder = settings.folder();
    try {
      create(folder, seams.disk());
      this.lock = lock(folder);
    } catch (IOException e) {
      throw unusable(folder, e);
    }
    Deque<AutoCloseable> open = new ArrayDeque<>(List.of(lock));
    try {
      CheckpointFolder checkpoints = new CheckpointFolder(folder, seams.disk());
      Optional<Checkpoint> last = checkpoints.latest(seams.signer().verifier());
      long promised = last.map(Checkpoint::size).orElse(0L);
      JournalEnd end = JournalEnd.find(folder, promised);
      this.tree = TreeBuilder.open(folder, seams.disk(), last, end.count());
      open.push(tree);
      checkpoints.prepare(seams.signer().verifier());
      this.journal = Journal.open(folder, seams.disk(), settings.pace().segmentBytes(), end);
      open.push(journal);
      this.nextPending = new AtomicLong(settlePending(end) + 1);
      Follower.Parts parts =
          new Follower.Parts(journal, tree, checkpoints, pending, seams.signer(), seams.clock());
      this.follower = new Follower(settings, parts, promised);
      follower.start();
      open.clear();
    } catch (IOException e) {
      throw unusable(folder, e);
    } finally {
      open.forEach(MerkleAuditLog::closeQuietly);
    }
  }

  @Override
  public void record(Tx tx, AuditEntry entry) {
    byte[] record = codec.encode(entry);
    journal.refuseUnlessReady(record.length);
    PendingRecords.Pending row =
        new PendingRecords.Pending(nextPending.getAndIncrement(), entry.at(), record);
    pending.insert(tx, settings.node(), row, () -> committed(row));
  }

  @Override
  public void record(AuditEntry entry) {
    long index = journal.append(0, codec.encode(entry));
    if (settings.flushReads()) {
      journal.awaitForced(index);
    }
  }

  /// Forces, hashes, signs and settles everything recorded so far.
  public void flush() {
    follower.round(true);
  }

  /// Flushes, and lets go of the folder. Records are refused from now on.
  @Override
  public void close() {
    follower.close();
    journal.close();
    closeQuietly(tree);
    closeQuietly(lock);
  }

  /// The write is durable with its row: it must not be refused any more.
  private void committed(PendingRecords.Pending row) {
    try {
      journal.append(row.id(), row.record());
    } catch (Refused full) {
      follower.owe(row);
    }
  }

  /// Appends the records whose writes have committed but which did not reach the journal's disk;
  /// gives the highest pending id that was ever used.
  private long settlePending(JournalEnd end) {
    List<PendingRecords.Pending> rows = pending.all(settings.node());
    if (rows.isEmpty()) {
      return end.highestPending();
    }
    Set<Long> present = pendingIdsFrom(end.unsettledFrom());
    for (PendingRecords.Pending row : rows) {
      if (!present.contains(row.id())) {
        journal.append(row.id(), row.record());
      }
    }
    journal.force();
    if (journal.isStopped()) {
      throw new UnusableAuditLog("The audit log could not be forced to its disk; check the disk.");
    }
    pending.delete(settings.node(), rows.stream().map(PendingRecords.Pending::id).toList());
    return Math.max(end.highestPending(), rows.getLast().id());
  }

  private Set<Long> pendingIdsFrom(long index) {
    Set<Long> ids = new HashSet<>();
    Optional<AuditReader> found = AuditReader.from(settings.folder(), index);
    if (found.isPresent()) {
      try (AuditReader reader = found.get()) {
        for (var entry = reader.next(); entry.isPresent(); entry = reader.next()) {
          ids.add(entry.get().pendingId());
        }
      }
    }
    return ids;
  }

  private static void create(Path folder, Disk disk) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
      disk.forceFolder(folder.toAbsolutePath().resolveSibling(""));
    }
  }

  private static FileChannel lock(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    Optional<FileLock> held;
    try {
      held = Optional.ofNullable(channel.tryLock());
    } catch (OverlappingFileLockException sameProcess) {
      held = Optional.empty();
    }
    if (held.isEmpty()) {
      channel.close();
      throw new UnusableAuditLog(
          "Another server uses the audit folder "
              + folder
              + ". Stop it, or choose another folder.");
    }
    return channel;
  }

  private static UnusableAuditLog unusable(Path folder, IOException cause) {
    return new UnusableAuditLog(
        "The audit folder "
            + folder
            + " cannot be used: "
            + cause.getMessage()
            + ". Check its permissions, its disk and the space on it.",
        cause);
  }

  private static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      throw new IllegalStateException("could not close", e);
    }
  }
}
