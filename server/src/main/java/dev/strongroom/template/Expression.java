package dev.strongroom.template;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// An expression of the template language: what stands in `[…]`.
sealed interface Expression {
  record Literal(Value value) implements Expression {}

  /// A call, as `concat('a', 'b')` or, of a template's own function, `contoso.name('a')`.
  record Call(String function, List<Expression> arguments) implements Expression {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  record Member(Expression of, String name) implements Expression {}

  record Index(Expression of, Expression at) implements Expression {}

  /// What a text of a template means: an expression when it stands in brackets. `[[` at the start
  /// stands for a bracket.
  static Optional<Expression> in(String text) {
    if (!text.startsWith("[") || !text.endsWith("]") || text.startsWith("[[")) {
      return Optional.empty();
    }
    return Optional.of(new Parser(text.substring(1, text.length() - 1)).whole());
  }

  /// A text that is no expression, as it is meant.
  static String plain(String text) {
    return text.startsWith("[[") && text.endsWith("]") ? text.substring(1) : text;
  }

  /// A text as it must be written so that it stands for itself.
  static String escaped(String text) {
    return text.startsWith("[") && text.endsWith("]") ? "[" + text : text;
  }

  /// Shows this and everything in it.
  default void each(Consumer<Expression> shown) {
    shown.accept(this);
    switch (this) {
      case Literal _ -> {}
      case Call(_, var arguments) -> {
        for (Expression argument : arguments) {
          argument.each(shown);
        }
      }
      case Member(var of, _) -> of.each(shown);
      case Index(var of, var at) -> {
        of.each(shown);
        at.each(shown);
      }
    }
  }
}
