package dev.strongroom.store;

import java.time.Duration;

/// Every queue, batch and wait of the store.
final class Limits {
  /// Write bodies that may wait for the writer.
  static final int MAX_WAITING_WRITES = 4_096;

  /// Bodies that share one commit.
  static final int MAX_BATCH = 256;

  /// No further body joins a batch that has run this long.
  static final Duration BATCH_TIME = Duration.ofMillis(50);

  /// How long a write may wait for its turn.
  static final Duration WRITE_WAIT = Duration.ofSeconds(20);

  /// How long a read may wait for a connection.
  static final Duration READ_WAIT = Duration.ofSeconds(10);

  /// How often a transaction is run again after a conflict with another node.
  static final int MAX_ATTEMPTS = 12;

  /// The longest pause before such a repetition.
  static final Duration MAX_PAUSE = Duration.ofMillis(100);

  /// The writer counts as idle after this long without work.
  static final Duration IDLE = Duration.ofSeconds(1);

  /// What clients are told to wait when the store cannot serve them now.
  static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  static final int SQLITE_READERS = 16;

  /// How long a checkpoint may hold up the writer while it waits for readers to leave the log.
  static final Duration CHECKPOINT_WAIT = Duration.ofMillis(200);

  /// The write-ahead log is checkpointed beyond this size, or when the writer is idle.
  static final long MAX_WAL_BYTES = 16L << 20;

  private Limits() {}
}
