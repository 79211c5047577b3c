package dev.strongroom.audit;

import dev.strongroom.trust.Checkpoint;
import dev.strongroom.trust.Merkle;
import dev.strongroom.trust.MerkleFrontier;
import dev.strongroom.trust.MerkleTree;
import dev.strongroom.trust.TreeHash;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/// Hashes the journal's records into the tree, in their order, and keeps the hash file in step.
final class TreeBuilder implements AutoCloseable {
  private final Path folder;
  private final Disk disk;
  private final HashFile hashes;
  private MerkleFrontier frontier;
  private Optional<AuditReader> reader = Optional.empty();

  private TreeBuilder(Path folder, Disk disk, HashFile hashes, MerkleFrontier frontier) {
    this.folder = folder;
    this.disk = disk;
    this.hashes = hashes;
    this.frontier = frontier;
  }

  /// Goes on from the last checkpoint where the stored hashes lead to its root, from the first
  /// record otherwise; ends at record `count`. Refuses when the records do not lead to the
  /// checkpoint's root.
  static TreeBuilder open(Path folder, Disk disk, Optional<Checkpoint> last, long count)
      throws IOException {
    HashFile hashes = HashFile.forWriting(folder);
    long covered = last.map(Checkpoint::size).orElse(0L);
    boolean usable =
        hashes.size() >= MerkleTree.storedFor(covered)
            && last.map(Checkpoint::root)
                .equals(last.map(_ -> new MerkleTree(hashes, covered).root()));
    if (!usable) {
      refuseUnlessWhole(folder, hashes);
    }
    long from = usable ? covered : 0;
    hashes.truncate(MerkleTree.storedFor(from));
    TreeBuilder builder =
        new TreeBuilder(folder, disk, hashes, MerkleFrontier.of(new MerkleTree(hashes, from)));
    builder.upTo(covered, _ -> {});
    if (last.isPresent() && !last.get().root().equals(builder.frontier.root())) {
      builder.close();
      throw new UnusableAuditLog(
          "The records of the audit log are not those that its last checkpoint ("
              + covered
              + " records) was signed for: somebody changed one of them. Run `strongroom audit"
              + " verify` to find it, and restore the audit folder from its backup.");
    }
    builder.upTo(count, _ -> {});
    return builder;
  }

  /// Without the stored hashes every record is needed once more, also those that were archived.
  private static void refuseUnlessWhole(Path folder, HashFile hashes) throws IOException {
    Optional<AuditReader> start = AuditReader.from(folder, 0);
    if (start.isPresent()) {
      try (AuditReader reader = start.get()) {
        if (reader.index() > 0) {
          hashes.close();
          throw new UnusableAuditLog(
              "The audit log's stored hashes do not fit its last checkpoint, and the records that"
                  + " they would be made from again begin only with number "
                  + reader.index()
                  + ". Put the archived segments back into "
                  + folder
                  + ", or the file `hashes` from its backup, and start again.");
        }
      }
    }
  }

  /// Hashes records until there are `count`; tells the pending id of each that has one. When it
  /// throws, the next call begins where the hash file ends.
  void upTo(long count, LongConsumer pendingIds) throws IOException {
    while (frontier.size() < count) {
      long end = Math.min(count, frontier.size() + Limits.HASH_BATCH);
      boolean done = false;
      try {
        hashes.append(disk, batch(end, pendingIds));
        done = true;
      } finally {
        if (!done) {
          startOver();
        }
      }
    }
  }

  Checkpoint checkpoint(String origin) {
    return new Checkpoint(origin, frontier.size(), frontier.root());
  }

  long size() {
    return frontier.size();
  }

  void force() throws IOException {
    hashes.force(disk);
  }

  @Override
  public void close() throws IOException {
    reader.ifPresent(AuditReader::close);
    hashes.close();
  }

  private List<TreeHash> batch(long end, LongConsumer pendingIds) {
    AuditReader records = reader.orElseGet(this::openReader);
    reader = Optional.of(records);
    List<TreeHash> completed = new ArrayList<>();
    while (frontier.size() < end) {
      long index = frontier.size();
      AuditReader.Entry entry =
          records
              .next()
              .filter(found -> found.index() == index)
              .orElseThrow(() -> new DamagedRecord(records.segmentName(), index, "it is missing"));
      completed.addAll(frontier.add(Merkle.leaf(entry.json())));
      if (entry.pendingId() != 0) {
        pendingIds.accept(entry.pendingId());
      }
    }
    return completed;
  }

  private AuditReader openReader() {
    return AuditReader.from(folder, frontier.size())
        .orElseThrow(() -> new UnusableAuditLog("The audit folder lost its segments."));
  }

  private void startOver() {
    long size = 0;
    long step = Long.highestOneBit(Math.max(1, frontier.size()));
    for (long bit = step; bit > 0; bit >>= 1) {
      size += MerkleTree.storedFor(size + bit) <= hashes.size() ? bit : 0;
    }
    frontier = MerkleFrontier.of(new MerkleTree(hashes, size));
    reader.ifPresent(AuditReader::close);
    reader = Optional.empty();
  }
}
