package dev.strongroom.audit;

import java.time.Duration;

/// Every number that bounds the audit log.
final class Limits {
  /// Lengths of record fields in characters; a longer text is cut, and ends with `…`.
  static final int URI = 4_096;

  static final int USER_AGENT = 512;
  static final int CORRELATION_ID = 128;
  static final int API_VERSION = 64;
  static final int NAME = 512;
  static final int DESCRIPTION = 1_024;
  static final int NOTES = 32;
  static final int NOTE_NAME = 64;
  static final int NOTE_VALUE = 256;

  /// No encoded record is longer, whatever its fields hold.
  static final int RECORD_BYTES = 256 * 1_024;

  static final long SEGMENT_BYTES = 16L * 1_024 * 1_024;

  /// Room for the longest record, so that every record fits into an empty segment.
  static final long SEGMENT_BYTES_MIN = 2L * RECORD_BYTES;

  /// How long a record may wait for the disk; `Fast without being clever` in docs/architecture.md.
  static final Duration FORCE_EVERY = Duration.ofMillis(100);

  static final Duration CHECKPOINT_EVERY = Duration.ofSeconds(1);

  /// Segments kept ready by a log that has used one up: about two seconds of a full load.
  static final int SPARE_SEGMENTS = 3;

  /// How long an append waits for the next segment before it refuses.
  static final Duration PREPARATION_WAIT = Duration.ofSeconds(2);

  static final Duration PREPARATION_RETRY = Duration.ofSeconds(1);

  /// How long a read waits for the disk when reads are flushed.
  static final Duration FORCE_WAIT = Duration.ofSeconds(10);

  /// What a refused caller is told to wait.
  static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  /// Records hashed before their hashes are written.
  static final int HASH_BATCH = 4_096;

  /// Rows deleted by one transaction.
  static final int SETTLE_BATCH = 500;

  private Limits() {}
}
