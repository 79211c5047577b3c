package dev.strongroom.template;

import dev.strongroom.kernel.Refused;
import dev.strongroom.template.Expression.Call;
import dev.strongroom.template.Expression.Index;
import dev.strongroom.template.Expression.Literal;
import dev.strongroom.template.Expression.Member;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/// Reads the language of expressions:
///
/// ```
/// expression = primary { "." name | "[" expression "]" }
/// primary    = text | number | name { "." name } "(" [ expression { "," expression } ] ")"
/// text       = "'" { character | "''" } "'"
/// ```
final class Parser {
  private static final int MAX_DIGITS = 18;
  private final String source;
  private int at;
  private int depth;
  private int links;

  Parser(String source) {
    if (source.length() > TemplateLimits.MAX_EXPRESSION) {
      throw Flaw.invalid(
          "The template language expression has more than "
              + TemplateLimits.MAX_EXPRESSION
              + " characters. Please see https://aka.ms/arm-functions for usage details.");
    }
    this.source = source;
  }

  Expression whole() {
    Expression read = expression();
    spaces();
    if (at < source.length()) {
      throw unexpected();
    }
    return read;
  }

  private Expression expression() {
    depth += 1;
    if (depth > TemplateLimits.MAX_DEPTH) {
      throw Flaw.invalid(
          "A template language expression nests deeper than " + TemplateLimits.MAX_DEPTH + ".");
    }
    Expression read = primary();
    while (true) {
      spaces();
      if (taken('.')) {
        read = new Member(linked(read), name());
      } else if (taken('[')) {
        read = new Index(linked(read), expression());
        want(']');
      } else {
        depth -= 1;
        return read;
      }
    }
  }

  private Expression linked(Expression to) {
    links += 1;
    if (links > TemplateLimits.MAX_LINKS) {
      throw Flaw.invalid(
          "A template language expression has more than "
              + TemplateLimits.MAX_LINKS
              + " members and indexes.");
    }
    return to;
  }

  private Expression primary() {
    spaces();
    char next = at < source.length() ? source.charAt(at) : ' ';
    if (next == '\'') {
      return new Literal(Value.text(quoted()));
    } else if (next == '-' || isDigit(next)) {
      return new Literal(number());
    }
    StringBuilder function = new StringBuilder(name());
    while (taken('.')) {
      function.append('.').append(name());
    }
    want('(');
    return new Call(function.toString(), arguments());
  }

  private List<Expression> arguments() {
    List<Expression> read = new ArrayList<>();
    spaces();
    if (taken(')')) {
      return read;
    }
    do {
      read.add(expression());
      spaces();
    } while (taken(','));
    want(')');
    return read;
  }

  private String quoted() {
    StringBuilder text = new StringBuilder();
    at += 1;
    while (at < source.length()) {
      char next = source.charAt(at);
      at += 1;
      if (next != '\'') {
        text.append(next);
      } else if (at < source.length() && source.charAt(at) == '\'') {
        text.append('\'');
        at += 1;
      } else {
        return text.toString();
      }
    }
    throw unexpected();
  }

  private Value number() {
    int start = at;
    at += 1;
    while (at < source.length() && isDigit(source.charAt(at))) {
      at += 1;
    }
    String digits = source.substring(start, at);
    if (digits.equals("-") || digits.length() > MAX_DIGITS) {
      at = start;
      throw unexpected();
    }
    return new Value.Num(new BigDecimal(digits));
  }

  private String name() {
    spaces();
    int start = at;
    while (at < source.length() && isWord(source.charAt(at), at > start)) {
      at += 1;
    }
    if (at == start) {
      throw unexpected();
    }
    return source.substring(start, at);
  }

  private void want(char next) {
    spaces();
    if (!taken(next)) {
      throw unexpected();
    }
  }

  private boolean taken(char next) {
    boolean here = at < source.length() && source.charAt(at) == next;
    at += here ? 1 : 0;
    return here;
  }

  private void spaces() {
    while (at < source.length() && Character.isWhitespace(source.charAt(at))) {
      at += 1;
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isWord(char c, boolean inside) {
    return c == '_' || c == '$' || Character.isLetter(c) || (inside && isDigit(c));
  }

  /// Texts are left out: a template may hold what nobody else should read.
  private Refused unexpected() {
    String found = at < source.length() ? "'" + source.charAt(at) + "'" : "the end";
    return Flaw.invalid(
        "The template language expression '"
            + source.replaceAll("'[^']*'?", "'…'")
            + "' is not valid: "
            + found
            + " at position "
            + (at + 1)
            + " is not expected. Please see https://aka.ms/arm-functions for usage details.");
  }
}
