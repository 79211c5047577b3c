package dev.strongroom.condition;

/// The outcome of reading a condition.
public sealed interface Reading {
  /// Longer texts are not read.
  int MAX_LENGTH = 8_192;

  record Understood(Condition condition) implements Reading {}

  /// @param at where in the text, from 0
  /// @param problem what is wrong there, as a part of a sentence
  record Wrong(int at, int line, int column, String problem) implements Reading {
    /// As `line 1, column 7: expected …`.
    @Override
    public String toString() {
      return "line " + line + ", column " + column + ": " + problem;
    }
  }

  static Reading of(String text, Vocabulary vocabulary) {
    if (text.length() > MAX_LENGTH) {
      return wrong(
          text, new Misread(MAX_LENGTH, "the text is longer than " + MAX_LENGTH + " characters"));
    }
    try {
      return new Understood(new Parser(Lexer.tokens(text), vocabulary).read());
    } catch (Misread misread) {
      return wrong(text, misread);
    }
  }

  private static Wrong wrong(String text, Misread misread) {
    String before = text.substring(0, misread.at());
    int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
    return new Wrong(
        misread.at(), line, misread.at() - before.lastIndexOf('\n'), misread.problem());
  }
}
