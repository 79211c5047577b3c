package dev.strongroom.sealing;

/// Counts what a key seals without a row update per value: uses are written down in blocks, before
/// they are used. So after a crash the database may count too many, but never too few.
final class UseLedger {
  static final long BLOCK = 4096;

  private long left;
  private long owed;

  /// Takes one use.
  ///
  /// @return how many uses the caller must write down in its transaction first; often 0
  synchronized long take() {
    if (left > 0) {
      left -= 1;
      return 0;
    }
    left = BLOCK - 1;
    owed += BLOCK;
    return Math.max(owed, 0);
  }

  /// `uses` have been written down durably. What a rolled-back transaction failed to write stays
  /// owed, and the next block pays it.
  synchronized void settled(long uses) {
    owed -= uses;
  }
}
