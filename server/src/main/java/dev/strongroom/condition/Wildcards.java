package dev.strongroom.condition;

/// The patterns of `StringLike`: `*` stands for any text, `?` for one character, and a backslash
/// takes the meaning from either.
final class Wildcards {
  private static final char ESCAPE = '\\';

  private Wildcards() {}

  /// Whether the whole text fits. After a mismatch only the last `*` is tried again, one place
  /// further: earlier ones have already left it the most, so the work is at most the product of the
  /// lengths.
  static boolean match(String pattern, String text) {
    int at = 0;
    int in = 0;
    int star = -1;
    int resume = 0;
    while (in < text.length()) {
      if (at < pattern.length() && pattern.charAt(at) == '*') {
        star = at;
        resume = in;
        at += 1;
      } else if (at < pattern.length() && fits(pattern, at, text.charAt(in))) {
        at += width(pattern, at);
        in += 1;
      } else if (star >= 0) {
        resume += 1;
        at = star + 1;
        in = resume;
      } else {
        return false;
      }
    }
    while (at < pattern.length() && pattern.charAt(at) == '*') {
      at += 1;
    }
    return at == pattern.length();
  }

  private static boolean fits(String pattern, int at, char c) {
    char wanted = pattern.charAt(at);
    if (isEscaped(pattern, at)) {
      return pattern.charAt(at + 1) == c;
    }
    return wanted == '?' || wanted == c;
  }

  private static int width(String pattern, int at) {
    return isEscaped(pattern, at) ? 2 : 1;
  }

  private static boolean isEscaped(String pattern, int at) {
    boolean last = at + 1 == pattern.length();
    return pattern.charAt(at) == ESCAPE && !last && "*?\\".indexOf(pattern.charAt(at + 1)) >= 0;
  }
}
