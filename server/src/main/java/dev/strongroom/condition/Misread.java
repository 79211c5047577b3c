package dev.strongroom.condition;

/// Carries what is wrong with a text out of the parser, and never out of this package.
final class Misread extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int at;

  Misread(int at, String problem) {
    super(problem, null, false, false);
    this.at = at;
  }

  Misread(Token token, String expected) {
    this(token.at(), "expected " + expected + ", found " + token.found());
  }

  int at() {
    return at;
  }

  String problem() {
    return String.valueOf(getMessage());
  }
}
