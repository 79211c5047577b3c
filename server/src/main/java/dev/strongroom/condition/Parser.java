package dev.strongroom.condition;

import dev.strongroom.condition.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// Reads the grammar, one method for each of its rules, never going back:
///
/// ```
/// any     = all { OR all }            all and any are not mixed without parentheses
/// all     = one { AND one }
/// one     = NOT one | "(" any ")" | "ActionMatches" "{" text "}" | "SubOperationMatches" "{" text "}"
///         | "Exists" attribute | side operator side
/// side    = attribute | literal | "{" literal { "," literal } "}"
/// ```
///
/// By hand, because it is this small, and because a parser generator would say "no viable
/// alternative" where a person needs to hear what is missing, and where.
final class Parser {
  /// Nesting costs stack; nobody means this much.
  static final int MAX_DEPTH = 64;

  private final List<Token> tokens;
  private final Vocabulary vocabulary;
  private int next;
  private int depth;

  Parser(List<Token> tokens, Vocabulary vocabulary) {
    this.tokens = tokens;
    this.vocabulary = vocabulary;
  }

  Condition read() {
    Condition whole = any();
    Token rest = peek();
    if (rest.kind() != Kind.END) {
      throw new Misread(rest, "AND, OR or the end");
    }
    return whole;
  }

  /// A chain of one operator. A mixture means one thing to some readers and another to others, so
  /// Azure wants parentheses, and so do we.
  private Condition any() {
    List<Condition> parts = new ArrayList<>(List.of(one()));
    Kind link = peek().kind();
    if (link != Kind.AND && link != Kind.OR) {
      return parts.getFirst();
    }
    while (peek().kind() == link) {
      take();
      parts.add(one());
    }
    Token other = peek();
    if (other.kind() == Kind.AND || other.kind() == Kind.OR) {
      throw new Misread(
          other.at(), "AND and OR are mixed; put parentheses around what belongs together");
    }
    return link == Kind.AND ? new Condition.And(parts) : new Condition.Or(parts);
  }

  private Condition one() {
    Token first = peek();
    if (first.kind() == Kind.NOT) {
      take();
      return new Condition.Not(deeper(first, this::one));
    } else if (first.kind() == Kind.OPEN) {
      take();
      Condition inner = deeper(first, this::any);
      expect(Kind.CLOSE, "')' or AND or OR");
      return inner;
    } else if (first.is("ActionMatches")) {
      return new Condition.ActionMatches(argument());
    } else if (first.is("SubOperationMatches")) {
      return new Condition.SubOperationMatches(argument());
    } else if (first.is("Exists")) {
      take();
      return new Condition.Exists(attribute());
    }
    return comparison();
  }

  private Condition deeper(Token from, Supplier<Condition> rule) {
    depth += 1;
    if (depth > MAX_DEPTH) {
      throw new Misread(from.at(), "more than " + MAX_DEPTH + " levels of nesting");
    }
    Condition inner = rule.get();
    depth -= 1;
    return inner;
  }

  private String argument() {
    take();
    expect(Kind.OPEN_SET, "'{'");
    Token text = expect(Kind.TEXT, "a text in quotes");
    if (text.text().isEmpty()) {
      throw new Misread(text.at(), "the text is empty");
    }
    expect(Kind.CLOSE_SET, "'}'");
    return text.text();
  }

  /// What stands on a side, before the operator says how to read it.
  private record Side(Optional<Attribute> attribute, List<Token> literals, Token first) {}

  private Condition comparison() {
    Side left = side();
    Token word = peek();
    Operator operator =
        Optional.of(word)
            .filter(token -> token.kind() == Kind.WORD)
            .flatMap(token -> Operator.parse(token.text()))
            .orElseThrow(() ->
                new Misread(word, "an operator as StringEquals or ForAnyOfAnyValues:GuidEquals"));
    take();
    return new Condition.Compare(operand(left, operator), operator, operand(side(), operator));
  }

  private Side side() {
    Token first = peek();
    return switch (first.kind()) {
      case ATTRIBUTE -> new Side(Optional.of(attribute()), List.of(), first);
      case WORD, TEXT -> new Side(Optional.empty(), List.of(take()), first);
      case OPEN_SET -> new Side(Optional.empty(), set(), first);
      case OPEN, CLOSE, CLOSE_SET, COMMA, NOT, AND, OR, END ->
          throw new Misread(first, "an attribute, a value, or a function as ActionMatches{'…'}");
    };
  }

  private List<Token> set() {
    List<Token> literals = new ArrayList<>();
    do {
      take();
      Token literal = peek();
      if (literal.kind() != Kind.WORD && literal.kind() != Kind.TEXT) {
        throw new Misread(literal, "a value");
      }
      literals.add(take());
    } while (peek().kind() == Kind.COMMA);
    expect(Kind.CLOSE_SET, "',' or '}'");
    return literals;
  }

  private Attribute attribute() {
    Token token = expect(Kind.ATTRIBUTE, "an attribute");
    int open = token.text().indexOf('[');
    String name = token.text().substring(open + 1, token.text().length() - 1);
    Attribute attribute =
        Attribute.Source.parse(token.text().substring(0, open))
            .map(source -> Attribute.of(source, name))
            .orElseThrow(() ->
                new Misread(
                    token.at(),
                    "an attribute begins with @Resource, @Request, @Principal or @Environment"));
    if (name.isBlank() || !vocabulary.knows(attribute)) {
      throw new Misread(token.at(), "the attribute " + attribute + " is not known");
    }
    return attribute;
  }

  private Operand operand(Side side, Operator operator) {
    if (side.attribute().isPresent()) {
      Attribute attribute = side.attribute().get();
      vocabulary
          .typeOf(attribute)
          .filter(type -> type != operator.type())
          .ifPresent(type -> {
            throw new Misread(
                side.first().at(),
                attribute + " holds " + type.form() + ", which " + operator + " does not compare");
          });
      return new Operand.Of(attribute);
    }
    if (side.literals().size() > 1 && operator.quantifier().isEmpty()) {
      throw new Misread(
          side.first().at(),
          operator + " compares one value; write ForAnyOfAnyValues:" + operator + " for several");
    }
    Function<Token, Value> reading = token -> literal(token, operator);
    return new Operand.Literal(side.literals().stream().map(reading).toList());
  }

  private static Value literal(Token token, Operator operator) {
    return Literals.read(token, operator.type())
        .orElseThrow(() ->
            new Misread(token, operator.type().form() + ", because the operator is " + operator));
  }

  private Token peek() {
    return tokens.get(next);
  }

  private Token take() {
    Token token = tokens.get(next);
    next += 1;
    return token;
  }

  private Token expect(Kind kind, String expected) {
    if (peek().kind() != kind) {
      throw new Misread(peek(), expected);
    }
    return take();
  }
}
