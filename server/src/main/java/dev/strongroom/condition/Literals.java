package dev.strongroom.condition;

import dev.strongroom.condition.Token.Kind;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// Values as they are written, read as the operator's type asks.
final class Literals {
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,40}");
  private static final Pattern GUID =
      Pattern.compile(
          "([0-9a-fA-F]{8})-?([0-9a-fA-F]{4})-?([0-9a-fA-F]{4})-?([0-9a-fA-F]{4})-?([0-9a-fA-F]{12})");

  private Literals() {}

  static Optional<Value> read(Token token, Type type) {
    boolean quoted = token.kind() == Kind.TEXT;
    String text = token.text();
    return switch (type) {
      case TEXT -> quoted ? Optional.of(new Value.Text(text)) : Optional.empty();
      case NUMBER ->
          NUMBER.matcher(text).matches() && !quoted
              ? Optional.of(new Value.Whole(new BigInteger(text)))
              : Optional.empty();
      case DATE -> quoted ? moment(text) : Optional.empty();
      case FLAG -> quoted ? Optional.empty() : flag(token);
      case GUID -> guid(text);
    };
  }

  private static Optional<Value> moment(String text) {
    try {
      return Optional.of(new Value.Moment(Instant.parse(text)));
    } catch (DateTimeException notATime) {
      return Optional.empty();
    }
  }

  private static Optional<Value> flag(Token token) {
    boolean yes = token.is("true");
    return yes || token.is("false") ? Optional.of(new Value.Flag(yes)) : Optional.empty();
  }

  /// With or without quotes, with or without hyphens: people write all four.
  private static Optional<Value> guid(String text) {
    var parts = GUID.matcher(text);
    return parts.matches()
        ? Optional.of(new Value.Id(UUID.fromString(parts.replaceFirst("$1-$2-$3-$4-$5"))))
        : Optional.empty();
  }
}
