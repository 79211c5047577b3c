package dev.strongroom.condition;

/// A piece of a condition's text.
///
/// @param at where it begins
/// @param text what stands there, without quotes and brackets
record Token(Kind kind, int at, String text) {
  enum Kind {
    OPEN("'('"),
    CLOSE("')'"),
    OPEN_SET("'{'"),
    CLOSE_SET("'}'"),
    COMMA("','"),
    NOT("'!'"),
    AND("AND"),
    OR("OR"),
    WORD("a word"),
    TEXT("a text in quotes"),
    ATTRIBUTE("an attribute"),
    END("the end");

    private final String name;

    Kind(String name) {
      this.name = name;
    }

    String title() {
      return name;
    }
  }

  boolean is(String word) {
    return kind == Kind.WORD && text.equalsIgnoreCase(word);
  }

  String found() {
    return switch (kind) {
      case WORD, ATTRIBUTE -> "'" + text + "'";
      case TEXT -> "the text '" + text + "'";
      case OPEN, CLOSE, OPEN_SET, CLOSE_SET, COMMA, NOT, AND, OR, END -> kind.title();
    };
  }
}
