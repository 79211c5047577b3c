package dev.strongroom.kernel;

/// Thrown by a store in a memory session when only the disk can answer. The gate then gives up the
/// attempt, and the caller repeats it where blocking is allowed. Nothing has happened and nothing
/// is recorded.
public final class NotInMemory extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public static final NotInMemory SIGNAL = new NotInMemory();

  private NotInMemory() {
    super("not in memory", null, false, false);
  }
}
