package dev.strongroom.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Every condition reads back as itself and means what the reference says; every other text is
/// refused with its place, after work that its length bounds.
class GrammarTest {
  private static final int ROUNDS = 20_000;
  private static final List<String> PIECES =
      List.of(
          "(",
          ")",
          "{",
          "}",
          ",",
          "!",
          "AND ",
          "OR ",
          "NOT ",
          "&&",
          "||",
          "'a'",
          "'",
          "@",
          "[",
          "]",
          "@Resource[v:name]",
          "ActionMatches",
          "{'a'}",
          "Exists ",
          " StringEquals ",
          "true",
          "1",
          " ForAnyOfAllValues:NumericLessThan ",
          "\n",
          "\u00a0",
          "\ud83d",
          "\\",
          "-",
          "%");

  @Test
  void whatIsWrittenReadsBackAndMeansTheSame() {
    long seed = new Random().nextLong();
    AnyCondition any = new AnyCondition(new Random(seed));
    for (int round = 0; round < ROUNDS; round += 1) {
      Condition condition = any.condition(3);
      String text = condition.toString();
      assertThat(Reading.of(text, Vocabulary.OPEN))
          .as("seed %d: %s", seed, text)
          .isEqualTo(new Reading.Understood(condition));
      SomeFacts facts = any.facts();
      int expected = ReferenceCondition.judge(condition, facts);
      facts.asked = 0;
      assertThat(condition.judge(facts))
          .as("seed %d: %s", seed, text)
          .isEqualTo(List.of(Truth.FALSE, Truth.UNKNOWN, Truth.TRUE).get(expected));
      assertThat(facts.asked).as("questions").isLessThanOrEqualTo(text.length());
    }
  }

  @Test
  void allSmallLogic() {
    List<Condition> atoms =
        List.of(
            new Condition.ActionMatches("a"),
            new Condition.ActionMatches("b"),
            new Condition.Compare(
                new Operand.Of(Attribute.of(Attribute.Source.RESOURCE, "v:name")),
                Operator.parse("StringEquals").orElseThrow(),
                new Operand.Literal(List.of(new Value.Text("x")))));
    List<Condition> all = grown(grown(atoms));
    SomeFacts facts = new SomeFacts("a");
    for (Condition condition : all) {
      assertThat(condition.judge(facts))
          .as(condition.toString())
          .isEqualTo(
              List.of(Truth.FALSE, Truth.UNKNOWN, Truth.TRUE)
                  .get(ReferenceCondition.judge(condition, facts)));
    }
    assertThat(all).hasSizeGreaterThan(1_000);
  }

  private static List<Condition> grown(List<Condition> from) {
    List<Condition> all = new ArrayList<>(from);
    for (Condition one : from) {
      all.add(new Condition.Not(one));
      for (Condition two : from) {
        all.add(new Condition.And(List.of(one, two)));
        all.add(new Condition.Or(List.of(one, two)));
      }
    }
    return all;
  }

  @Test
  void noiseIsRefusedWithItsPlace() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    int understood = 0;
    for (int round = 0; round < ROUNDS * 5; round += 1) {
      StringBuilder noise = new StringBuilder();
      for (int i = random.nextInt(14); i >= 0; i -= 1) {
        noise.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      understood += read(noise.toString(), seed);
    }
    assertThat(understood).as("some noise is a condition").isPositive();
  }

  @Test
  void aConditionWithOneCharacterChangedIsReadOrRefused() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    AnyCondition any = new AnyCondition(random);
    for (int round = 0; round < ROUNDS; round += 1) {
      StringBuilder text = new StringBuilder(any.condition(2).toString());
      int at = random.nextInt(text.length());
      switch (random.nextInt(3)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.insert(at, (char) random.nextInt(0x2100));
        default -> text.setCharAt(at, (char) random.nextInt(128));
      }
      read(text.toString(), seed);
    }
  }

  @Test
  void theLongestAndDeepestTextsAreReadInBoundedWork() {
    for (String unit : PIECES) {
      String text = unit.repeat(Reading.MAX_LENGTH / unit.length());
      read(text, 0);
      read("ActionMatches{'a'}" + text, 0);
    }
    String chain = "1 NumericEquals 1" + " AND 1 NumericEquals 1".repeat(371);
    assertThat(Reading.of(chain, Vocabulary.OPEN)).isInstanceOf(Reading.Understood.class);
    String stars = "'" + "a".repeat(3_900) + "' StringLike '" + "*a".repeat(1_900) + "b'";
    assertThat(
            ((Reading.Understood) Reading.of(stars, Vocabulary.OPEN))
                .condition()
                .judge(new SomeFacts("a")))
        .isEqualTo(Truth.FALSE);
  }

  /// One if it is a condition. No more tokens than characters; and a place inside the text if not.
  private static int read(String text, long seed) {
    String given =
        text.length() > Reading.MAX_LENGTH ? text.substring(0, Reading.MAX_LENGTH) : text;
    return switch (Reading.of(given, Vocabulary.OPEN)) {
      case Reading.Understood(Condition condition) -> {
        assertThat(Lexer.tokens(given)).hasSizeLessThanOrEqualTo(given.length() + 1);
        assertThat(Reading.of(condition.toString(), Vocabulary.OPEN))
            .as("seed %d: %s", seed, given)
            .isEqualTo(new Reading.Understood(condition));
        yield 1;
      }
      case Reading.Wrong(int at, int line, int column, String problem) -> {
        assertThat(at).as("seed %d: %s", seed, given).isBetween(0, given.length());
        assertThat(line).isPositive();
        assertThat(column).isPositive();
        assertThat(problem).isNotBlank();
        yield 0;
      }
    };
  }
}
