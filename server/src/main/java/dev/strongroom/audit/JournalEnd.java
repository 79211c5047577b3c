package dev.strongroom.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Where a journal ends, found by reading it from the last checkpoint on: the last record whose
/// frame is whole, with everything before it whole too. What lies behind was never forced, so
/// nobody was told that it is durable.
///
/// @param segment the file that the next record goes to; empty when there is no record and no
///   segment
/// @param scannedFrom the first file that was read
/// @param count records in the journal
/// @param highestPending the highest pending id that ever stood in the journal
/// @param unsettledFrom no record before this one has a pending row any more
record JournalEnd(
    Optional<Path> segment,
    Optional<Path> scannedFrom,
    long offset,
    long count,
    long highestPending,
    long unsettledFrom) {
  private static final JournalEnd EMPTY =
      new JournalEnd(Optional.empty(), Optional.empty(), Segment.HEADER_BYTES, 0, 0, 0);

  /// @param promised records that the last checkpoint covers; with fewer the log was cut or
  ///   damaged, and [UnusableAuditLog] is thrown
  static JournalEnd find(Path folder, long promised) throws IOException {
    Optional<AuditReader> start = AuditReader.atSegmentOf(folder, promised);
    if (start.isEmpty()) {
      refuseUnless(promised == 0, "holds 0", promised);
      refuseLostHeaders(folder);
      return EMPTY;
    }
    try (AuditReader reader = start.get()) {
      refuseUnless(reader.index() <= promised, "begins only after " + reader.index(), promised);
      Path scannedFrom = reader.segmentFile();
      long highest = reader.header().highestPending();
      String stop = "ends";
      try {
        for (var entry = reader.next(); entry.isPresent(); entry = reader.next()) {
          highest = Math.max(highest, entry.get().pendingId());
        }
      } catch (DamagedRecord damaged) {
        stop = "is damaged (" + damaged.what() + ")";
      }
      refuseUnless(reader.index() >= promised, stop + " after " + reader.index(), promised);
      return new JournalEnd(
          Optional.of(reader.segmentFile()),
          Optional.of(scannedFrom),
          reader.offset(),
          reader.index(),
          highest,
          reader.header().unsettledFrom());
    }
  }

  private static void refuseUnless(boolean holds, String found, long promised) {
    if (!holds) {
      throw new UnusableAuditLog(
          "The audit log "
              + found
              + " records, but its last checkpoint covers "
              + promised
              + ". Records were lost or removed. Keep a copy of the folder for the inquiry, restore"
              + " the audit folder from its backup, and start again.");
    }
  }

  /// A first segment that lost its header is no empty log.
  private static void refuseLostHeaders(Path folder) throws IOException {
    List<Path> files = Segment.files(folder);
    for (Path file : files) {
      try (Segment segment = Segment.forReading(file)) {
        boolean blank = segment.at(Segment.HEADER_BYTES, 0) instanceof Segment.Found.Nothing;
        if (!blank) {
          throw new UnusableAuditLog(
              "The audit segment "
                  + file
                  + " has records but no readable header. Restore the audit folder from its"
                  + " backup, and start again.");
        }
      }
    }
  }
}
