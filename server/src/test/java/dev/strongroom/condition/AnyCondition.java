package dev.strongroom.condition;

import dev.strongroom.condition.Attribute.Source;
import dev.strongroom.condition.Operator.Quantifier;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;

/// Makes conditions at random, of all that the language has.
final class AnyCondition {
  private static final List<String> TEXTS =
      List.of("", "a", "A", "ab", "a*", "*b", "?", "a\\*", "ä ({");
  private static final List<Attribute> ATTRIBUTES =
      List.of(
          Attribute.of(Source.RESOURCE, "v:name"),
          Attribute.of(Source.REQUEST, "v/s:Name"),
          Attribute.of(Source.PRINCIPAL, "set:tag<$key_case_sensitive$>"),
          Attribute.of(Source.ENVIRONMENT, "UtcNow"));
  private final Random random;

  AnyCondition(Random random) {
    this.random = random;
  }

  Condition condition(int depth) {
    return switch (random.nextInt(depth == 0 ? 4 : 7)) {
      case 0 -> new Condition.ActionMatches(pick(List.of("a", "*", "a/*", "b")));
      case 1 -> new Condition.Exists(pick(ATTRIBUTES));
      case 2, 3 -> comparison();
      case 4 -> new Condition.Not(condition(depth - 1));
      case 5 -> new Condition.And(several(depth));
      default ->
          random.nextInt(9) == 0
              ? new Condition.SubOperationMatches("x")
              : new Condition.Or(several(depth));
    };
  }

  SomeFacts facts() {
    SomeFacts facts = new SomeFacts(pick(List.of("a", "a/b", "b")));
    for (Attribute attribute : ATTRIBUTES) {
      if (random.nextInt(3) > 0) {
        Type type = pick(List.of(Type.values()));
        facts.with(attribute, values(type, 1 + random.nextInt(2)).toArray(Value[]::new));
      }
    }
    return facts;
  }

  private List<Condition> several(int depth) {
    List<Condition> parts = new ArrayList<>();
    for (int i = 2 + random.nextInt(2); i > 0; i -= 1) {
      parts.add(condition(depth - 1));
    }
    return parts;
  }

  private Condition comparison() {
    Operator operator = operator();
    int most = operator.quantifier().isPresent() ? 3 : 1;
    Supplier<Operand> side =
        () ->
            random.nextInt(3) > 0
                ? new Operand.Of(pick(ATTRIBUTES))
                : new Operand.Literal(values(operator.type(), 1 + random.nextInt(most)));
    return new Condition.Compare(side.get(), operator, side.get());
  }

  private Operator operator() {
    while (true) {
      Optional<Quantifier> quantifier =
          random.nextBoolean() ? Optional.empty() : Optional.of(pick(List.of(Quantifier.values())));
      Operator one =
          new Operator(
              quantifier,
              pick(List.of(Type.values())),
              pick(List.of(Relation.values())),
              random.nextBoolean(),
              random.nextBoolean());
      if (Operator.parse(one.toString()).isPresent()) {
        return one;
      }
    }
  }

  private List<Value> values(Type type, int count) {
    List<Value> values = new ArrayList<>();
    for (int i = 0; i < count; i += 1) {
      values.add(
          switch (type) {
            case TEXT -> new Value.Text(pick(TEXTS));
            case NUMBER -> new Value.Whole(BigInteger.valueOf(random.nextInt(4) - 1L));
            case DATE -> new Value.Moment(Instant.ofEpochSecond(random.nextInt(3), 100));
            case FLAG -> new Value.Flag(random.nextBoolean());
            case GUID -> new Value.Id(new UUID(random.nextInt(2), random.nextInt(2)));
          });
    }
    return values;
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
