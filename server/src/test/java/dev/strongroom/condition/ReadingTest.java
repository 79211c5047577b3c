package dev.strongroom.condition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.condition.Attribute.Source;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is wrong with a condition, and where.
class ReadingTest {
  private static final Vocabulary NAMES =
      new Vocabulary() {
        @Override
        public boolean knows(Attribute attribute) {
          return attribute.equals(Attribute.of(Source.RESOURCE, "v:name"));
        }

        @Override
        public Optional<Type> typeOf(Attribute attribute) {
          return Optional.of(Type.TEXT);
        }
      };

  @Test
  void errorsPointAtTheirPlace() {
    assertWrong(
        "",
        1,
        1,
        "expected an attribute, a value, or a function as ActionMatches{'…'}, found the end");
    assertWrong(
        "@Resource[v:name] LIKE 'a'",
        1,
        19,
        "expected an operator as StringEquals or ForAnyOfAnyValues:GuidEquals, found 'LIKE'");
    assertWrong(
        "@Resource[v:name] StringEquals\n  a",
        2,
        3,
        "expected a text in quotes, as 'app-', because the operator is StringEquals, found 'a'");
    assertWrong(
        "@Resource[v:name] StringEquals 'a",
        1,
        32,
        "the text that begins here has no closing quote");
    assertWrong(
        "\n@Resource[v:size] StringEquals 'a'",
        2,
        1,
        "the attribute @Resource[v:size] is not known");
    assertWrong("@Resource[] StringEquals 'a'", 1, 1, "the attribute @Resource[] is not known");
    assertWrong(
        "@Somewhere[v:name] StringEquals 'a'",
        1,
        1,
        "an attribute begins with @Resource, @Request, @Principal or @Environment");
    assertWrong(
        "@Resource StringEquals 'a'",
        1,
        1,
        "expected an attribute as @Resource[Microsoft.KeyVault/vaults:name]");
    assertWrong(
        "@Resource[v:name] NumericEquals 1",
        1,
        1,
        "@Resource[v:name] holds a text in quotes, as 'app-', which NumericEquals does not compare");
    assertWrong(
        "@Resource[v:name] StringEquals {'a', 'b'}",
        1,
        32,
        "StringEquals compares one value; write ForAnyOfAnyValues:StringEquals for several");
    assertWrong(
        "(@Resource[v:name] StringEquals 'a'", 1, 36, "expected ')' or AND or OR, found the end");
    assertWrong(
        "ActionMatches{'a'} ActionMatches{'b'}",
        1,
        20,
        "expected AND, OR or the end, found 'ActionMatches'");
    assertWrong("ActionMatches{'a'})", 1, 19, "expected AND, OR or the end, found ')'");
    assertWrong(
        "ActionMatches{'a'} & ActionMatches{'b'}", 1, 20, "'&' stands alone; write AND or &&");
    assertWrong("ActionMatches{'a'} |", 1, 20, "'|' stands alone; write OR or ||");
    assertWrong("ActionMatches{''}", 1, 15, "the text is empty");
    assertWrong("ActionMatches{a}", 1, 15, "expected a text in quotes, found 'a'");
    assertWrong("ActionMatches('a')", 1, 14, "expected '{', found '('");
    assertWrong("ActionMatches{'a', 'b'}", 1, 18, "expected '}', found ','");
    assertWrong("Exists 'a'", 1, 8, "expected an attribute, found the text 'a'");
    assertWrong("{} ForAnyOfAnyValues:NumericEquals 1", 1, 2, "expected a value, found '}'");
    assertWrong("{1 2} ForAnyOfAnyValues:NumericEquals 1", 1, 4, "expected ',' or '}', found '2'");
    assertWrong(
        "NOT AND",
        1,
        5,
        "expected an attribute, a value, or a function as ActionMatches{'…'}, found AND");
  }

  @Test
  void invisibleAndForeignCharactersAreNamed() {
    assertWrong(
        "ActionMatches{'a'}\u00a0AND ActionMatches{'b'}",
        1,
        19,
        "the character U+00A0 has no meaning here");
    assertWrong("ActionMatches{\u2018a\u2019}", 1, 15, "the character U+2018 has no meaning here");
    assertWrong(
        "ActionMatches{'a'} \ud83d\ude00", 1, 20, "the character U+1F600 has no meaning here");
    assertWrong("ActionMatches{'a'} = 1", 1, 20, "the character '=' has no meaning here");
  }

  @Test
  void mixedOperatorsNeedParentheses() {
    String a = "ActionMatches{'a'}";
    String mixed = "AND and OR are mixed; put parentheses around what belongs together";
    assertWrong(a + " AND " + a + " OR " + a, 1, 43, mixed);
    assertWrong(a + " OR " + a + "\nAND " + a, 2, 1, mixed);
    assertThat(understood("(" + a + " AND " + a + ") OR " + a)).isTrue();
    assertThat(understood(a + " AND " + a + " && " + a)).isTrue();
  }

  @Test
  void valuesMustFitTheOperator() {
    for (String wrong :
        new String[] {
          "1 NumericEquals '1'",
          "1 NumericEquals 1.5",
          "1 NumericEquals 0x1",
          "'a' DateTimeEquals '2026-01-31T12:00:00Z'",
          "'2026-01-31T12:00:00Z' DateTimeEquals 2026-01-31T12:00:00Z",
          "true BoolEquals 'true'",
          "true BoolEquals yes",
          "true BoolLessThan false",
          "1 NumericLike 1",
          "1 NumericNotLessThan 1",
          "1 NumericEqualsIgnoreCase 1",
          "'a' StringLessThan 'b'",
          "'g24988ac-6180-42a0-ab88-20f7382dd24c' GuidEquals b24988ac-6180-42a0-ab88-20f7382dd24c",
          "b24988ac-6180-42a0-ab88-20f7382dd24 GuidEquals b24988ac-6180-42a0-ab88-20f7382dd24c"
        }) {
      assertThat(understood(wrong)).as(wrong).isFalse();
    }
    assertThat(understood("'2026-01-31T12:00:00Z' DateTimeEquals '2026-01-31T12:00:00.1234567Z'"))
        .isTrue();
    assertThat(understood("{'a'} StringEquals {'b'}")).isTrue();
  }

  @Test
  void depthAndLengthHaveTheirLimits() {
    String atom = "ActionMatches{'a'}";
    assertThat(understood("(".repeat(64) + atom + ")".repeat(64))).isTrue();
    assertWrong("(".repeat(65) + atom + ")".repeat(65), 1, 65, "more than 64 levels of nesting");
    assertThat(understood("!".repeat(64) + atom)).isTrue();
    assertWrong("!".repeat(65) + atom, 1, 65, "more than 64 levels of nesting");
    assertThat(understood(atom + " ".repeat(Reading.MAX_LENGTH - atom.length()))).isTrue();
    assertWrong(
        atom + " ".repeat(Reading.MAX_LENGTH), 1, 8193, "the text is longer than 8192 characters");
    assertThat(understood("((((" + atom + "))) AND (((" + atom + "))))")).isTrue();
  }

  private static boolean understood(String text) {
    return Reading.of(text, Vocabulary.OPEN) instanceof Reading.Understood;
  }

  private static void assertWrong(String text, int line, int column, String problem) {
    assertThat(Reading.of(text, NAMES))
        .isInstanceOf(Reading.Wrong.class)
        .hasToString("line " + line + ", column " + column + ": " + problem);
  }
}
