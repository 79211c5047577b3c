package dev.strongroom.cli;

import dev.strongroom.trust.SealRefused;

/// A command cannot do what was asked, for a reason the user can act on; the lines say what to do.
final class Failure extends Exception {
  private static final long serialVersionUID = 1L;
  private final String[] lines;
  private final int code;

  Failure(String... lines) {
    this(Console.FAILED, lines);
  }

  private Failure(int code, String... lines) {
    super(lines[0]);
    this.code = code;
    this.lines = lines.clone();
  }

  /// A service manager that starts it again and again would lock the HSM's token.
  static Failure of(SealRefused refused) {
    return new Failure(
        refused.counted() ? Console.NOT_AGAIN : Console.FAILED,
        String.valueOf(refused.getMessage()));
  }

  /// What the process ends with.
  int code() {
    return code;
  }

  String[] lines() {
    return lines.clone();
  }
}
