package dev.strongroom.cli;

/// A command cannot do what was asked, for a reason the user can act on; the lines say what to do.
final class Failure extends Exception {
  private static final long serialVersionUID = 1L;
  private final String[] lines;

  Failure(String... lines) {
    super(lines[0]);
    this.lines = lines.clone();
  }

  String[] lines() {
    return lines.clone();
  }
}
