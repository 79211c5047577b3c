package dev.strongroom.condition;

import dev.strongroom.condition.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/// Cuts a condition's text into tokens, from left to right, looking at each character once.
final class Lexer {
  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Lexer(String text) {
    this.text = text;
  }

  /// The last token is the end.
  static List<Token> tokens(String text) {
    Lexer lexer = new Lexer(text);
    while (lexer.at < text.length()) {
      lexer.next();
    }
    lexer.tokens.add(new Token(Kind.END, text.length(), ""));
    return lexer.tokens;
  }

  private void next() {
    char c = text.charAt(at);
    switch (c) {
      case ' ', '\t', '\r', '\n' -> at += 1;
      case '(' -> sign(Kind.OPEN, 1);
      case ')' -> sign(Kind.CLOSE, 1);
      case '{' -> sign(Kind.OPEN_SET, 1);
      case '}' -> sign(Kind.CLOSE_SET, 1);
      case ',' -> sign(Kind.COMMA, 1);
      case '!' -> sign(Kind.NOT, 1);
      case '&' -> twice(Kind.AND, c);
      case '|' -> twice(Kind.OR, c);
      case '\'' -> quoted();
      case '@' -> attribute();
      default -> word();
    }
  }

  private void sign(Kind kind, int length) {
    tokens.add(new Token(kind, at, text.substring(at, at + length)));
    at += length;
  }

  private void twice(Kind kind, char c) {
    if (at + 1 == text.length() || text.charAt(at + 1) != c) {
      throw new Misread(at, "'" + c + "' stands alone; write " + kind.title() + " or " + c + c);
    }
    sign(kind, 2);
  }

  /// There is no way to write a quote in a text: none of the values compared can hold one.
  private void quoted() {
    int end = text.indexOf('\'', at + 1);
    if (end < 0) {
      throw new Misread(at, "the text that begins here has no closing quote");
    }
    tokens.add(new Token(Kind.TEXT, at, text.substring(at + 1, end)));
    at = end + 1;
  }

  private void attribute() {
    int open = text.indexOf('[', at);
    int close = open < 0 ? -1 : text.indexOf(']', open);
    if (close < 0) {
      throw new Misread(at, "expected an attribute as @Resource[Microsoft.KeyVault/vaults:name]");
    }
    tokens.add(new Token(Kind.ATTRIBUTE, at, text.substring(at, close + 1)));
    at = close + 1;
  }

  private void word() {
    int end = at;
    while (end < text.length() && isOfWord(text.charAt(end))) {
      end += 1;
    }
    if (end == at) {
      int stranger = text.codePointAt(at);
      throw new Misread(
          at,
          "the character "
              + (stranger < 128
                  ? "'" + Character.toString(stranger) + "'"
                  : "U+%04X".formatted(stranger))
              + " has no meaning here");
    }
    tokens.add(word(text.substring(at, end)));
    at = end;
  }

  private Token word(String word) {
    if (word.equalsIgnoreCase("AND")) {
      return new Token(Kind.AND, at, word);
    } else if (word.equalsIgnoreCase("OR")) {
      return new Token(Kind.OR, at, word);
    }
    return new Token(word.equalsIgnoreCase("NOT") ? Kind.NOT : Kind.WORD, at, word);
  }

  private static boolean isOfWord(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == ':'
        || c == '-'
        || c == '_'
        || c == '.';
  }
}
