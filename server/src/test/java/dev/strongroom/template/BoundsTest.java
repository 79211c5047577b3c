package dev.strongroom.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.template.Frame.Moment;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a template may cost the server that reads it: memory, time, stack. Each of these is a few
/// characters long and would take all there is.
class BoundsTest {
  private static final Value LARGE = Value.text("a".repeat(3_000_000));
  private static final Value TRUTHS =
      new Value.Arr(IntStream.range(0, 1_000).<Value>mapToObj(_ -> Value.flag(true)).toList());

  private static String refusal(String expression) {
    Evaluator evaluator = new Evaluator(new Somewhere(), Map.of());
    Frame frame =
        Frame.of(
            name ->
                switch (name) {
                  case "large" -> Optional.of(LARGE);
                  case "truths" -> Optional.of(TRUTHS);
                  default -> Optional.empty();
                },
            Frame.NONE,
            Moment.DEFAULTS);
    try {
      return ValueJson.text(evaluator.value(Value.text("[" + expression + "]"), frame));
    } catch (Refused refused) {
      return refused.problem() instanceof Problem.Invalid(_, String message)
          ? message
          : refused.problem().toString();
    }
  }

  private static String plan(String members) {
    String template =
        "{\"$schema\":\"s\",\"contentVersion\":\"1\"," + members.replace('\'', '"') + "}";
    try {
      Plan plan =
          new Plan(
              new Template(ValueJson.read(template.replace('`', '\'')).orElseThrow()),
              Value.EMPTY,
              new Somewhere());
      return plan.resources().size() + " resources";
    } catch (Refused refused) {
      return refused.problem() instanceof Problem.Invalid(_, String message)
          ? message
          : refused.problem().toString();
    }
  }

  @Test
  void textsOfWhichEachIsSmallEnoughAreNotPutTogether() {
    String many = "parameters('large'), ".repeat(500) + "'b'";
    assertThat(refusal("concat(" + many + ")")).contains("larger than");
    assertThat(refusal("length(createArray(" + many + "))")).contains("larger than");
    assertThat(refusal("guid(" + many + ")")).contains("larger than");
    assertThat(refusal("length(concat(parameters('large'), 'b'))")).isEqualTo("3000001");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "replace(padLeft('', 3000, 'x'), 'x', padLeft('', 3000))|larger than",
        "length(replace(padLeft('', 1500, 'x'), 'x', padLeft('', 1500)))|2250000",
        "join(range(0, 3000), padLeft('', 3000))|larger than",
        "format('{0}{0}{0}{0}{0}', padLeft('', 1000000))|larger than",
        "length(format('{0}{0}{0}', padLeft('', 1000000)))|3000000",
        "split(padLeft('', 1000000, ','), ',')|larger than",
        "string(json('1e999999999'))|is not JSON",
        "string(json('1e60'))|1000000000",
        "float('1e999999999')|expects an integer",
        "json('1e-999999999')|is not JSON",
        "createArray(1)[json('4294967296')]|out of bounds",
        "contains(parameters('large'), concat(padLeft('', 500000, 'a'), 'b'))|makes too much",
        "replace(parameters('large'), concat(padLeft('', 500000, 'a'), 'b'), '')|makes too much",
        "indexOf(parameters('large'), concat(padLeft('', 500000, 'a'), 'b'))|makes too much",
        "contains(parameters('large'), 'b')|false",
        "dateTimeAdd('2026-03-01T12:00:00Z', concat('P', replace(padLeft('', 30000, '1'), '1', '1D')))|a duration",
        "utcNow(padLeft('', 30000, '['))|at most 64 characters",
        "utcNow(padLeft('', 65, 'y'))|at most 64 characters",
        "length(utcNow(padLeft('', 64)))|64"
      })
  void whatAFunctionMakesIsBounded(String expression, String expected) {
    assertThat(refusal(expression)).contains(expected);
  }

  @Test
  void loopsWithinLoopsEnd() {
    String filter = "parameters('truths')[0]";
    for (int depth = 0; depth < 12; depth += 1) {
      filter = "filter(parameters('truths'), lambda('n', " + filter + "))[0]";
    }
    assertThat(refusal(filter)).contains("makes too much");
    String loop = "'x'";
    for (int depth = 0; depth < 8; depth += 1) {
      loop = "{'copy':[{'name':'l" + depth + "','count':800,'input':" + loop + "}]}";
    }
    assertThat(plan("'resources':[],'variables':{'v':" + loop + "}")).contains("makes too much");
  }

  @Test
  void whatIsKeptIsBoundedAsAWhole() {
    String variables =
        IntStream.range(0, 6)
            .mapToObj(at -> "'v" + at + "':'[padLeft(``, 4000000)]'")
            .collect(Collectors.joining(","));
    assertThat(plan("'resources':[],'variables':{" + variables + "}"))
        .contains("parameters and variables are larger than");
  }

  @Test
  void chainsOfMembersHaveALimit() {
    String at = "json('{}')" + ".a".repeat(TemplateLimits.MAX_LINKS);
    assertThat(refusal(at)).contains("nest deeper than");
    assertThat(refusal(at + ".a")).contains("more than 1000 members");
  }

  /// The last that is declared must be made first.
  @Test
  void aLongChainOfResourcesIsPutInOrder() {
    String chain =
        IntStream.range(0, 800)
            .mapToObj(at ->
                "{'type':'a/b','apiVersion':'1','name':'x"
                    + at
                    + "'"
                    + (at < 799 ? ",'dependsOn':['x" + (at + 1) + "']" : "")
                    + "}")
            .collect(Collectors.joining(","));
    assertThat(plan("'resources':[" + chain + "]")).isEqualTo("800 resources");
  }

  @Test
  void aWideTemplateIsNotReadAgainForEachTurnOfALoop() {
    String wide =
        IntStream.range(0, 5_000)
            .mapToObj(at -> "'p" + at + "':'[concat(`" + at + "`)]'")
            .collect(Collectors.joining(","));
    assertThat(
            plan(
                "'resources':[{'type':'a/b','apiVersion':'1','name':'[concat(`x`, copyIndex())]',"
                    + "'copy':{'name':'l','count':800},'properties':{"
                    + wide
                    + "}}]"))
        .contains("makes too much");
  }

  @Test
  void equalItemsAreFoundWithoutComparingAll() {
    assertThat(refusal("length(union(range(0, 10000), range(5000, 10000)))")).isEqualTo("15000");
    assertThat(refusal("length(intersection(range(0, 10000), range(5000, 10000)))"))
        .isEqualTo("5000");
    assertThat(
            refusal(
                "union(json('[{\"a\":1,\"b\":[2]},1.0,null]'), json('[1,{\"b\":[2.0],\"a\":1},\"1\",null]'))"))
        .isEqualTo("[{\"a\":1,\"b\":[2]},1.0,null,\"1\"]");
  }
}
