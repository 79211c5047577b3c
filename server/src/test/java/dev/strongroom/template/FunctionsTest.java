package dev.strongroom.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.template.Frame.Moment;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionsTest {
  private final Evaluator evaluator = new Evaluator(new Somewhere(), Map.of());

  private String json(String expression) {
    Frame frame =
        Frame.of(
            name ->
                name.equals("secret")
                    ? Optional.of(new Value.Text("hidden", true))
                    : Optional.empty(),
            Frame.NONE,
            Moment.DEFAULTS);
    return ValueJson.text(evaluator.value(Value.text("[" + expression + "]"), frame));
  }

  private String refusal(String expression) {
    try {
      return json(expression);
    } catch (Refused refused) {
      return refused.problem() instanceof Problem.Invalid(String code, String message)
              && code.equals("InvalidTemplate")
          ? message
          : refused.problem().toString();
    }
  }

  /// What `uniqueString` gives in Azure.
  @ParameterizedTest
  @CsvSource({
    "rbgf3xv4ufgzg, test",
    "cgtzqvhu4i23s, abc",
    "a7wkljktk6wne, hello-world",
    "xzi4ioaxtmth4, foo-bar-baz",
    "bmg7c6xu4tw46, /subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/my-rg"
  })
  void uniqueStringIsAzures(String expected, String text) {
    assertThat(Names.unique(text)).isEqualTo(expected);
  }

  @Test
  void namesAreMadeOfAllArguments() {
    assertThat(json("uniqueString('hello', 'world')")).isEqualTo("\"a7wkljktk6wne\"");
    assertThat(json("guid('hello', 'world')")).isEqualTo("\"" + Names.guid("hello-world") + "\"");
    assertThat(Names.guid(""))
        .matches("[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "concat('a', 1, 'b', true())|\"a1bTrue\"",
        "concat(createArray(1), createArray('x'))|[1,\"x\"]",
        "format('{0}-{1:D3} {{x}}', 'a', 7)|\"a-007 {x}\"",
        "toUpper(toLower('aB'))|\"AB\"",
        "replace('a-b-c', '-', '')|\"abc\"",
        "substring('abcdef', 2, 3)|\"cde\"",
        "substring('abcdef', 4)|\"ef\"",
        "split('a,b;c', createArray(',', ';'))|[\"a\",\"b\",\"c\"]",
        "join(createArray('a', 'b'), '/')|\"a/b\"",
        "padLeft('7', 3, '0')|\"007\"",
        "trim('  x ')|\"x\"",
        "base64('one')|\"b25l\"",
        "base64ToString('b25l')|\"one\"",
        "base64ToJson('eyJhIjoxfQ==').a|1",
        "json('{\"a\":[1,2]}').a[1]|2",
        "string(createObject('a', 1))|\"{\\\"a\\\":1}\"",
        "startsWith('Vault', 'va')|true",
        "endsWith('Vault', 'LT')|true",
        "contains('vault', 'aul')|true",
        "contains(createObject('A', 1), 'a')|true",
        "contains(createArray(1, 2), 3)|false",
        "empty('')|true",
        "empty(createObject())|true",
        "length('abc')|3",
        "length(createArray(1, 2))|2",
        "first('abc')|\"a\"",
        "last(createArray(1, 2))|2",
        "skip(createArray(1, 2, 3), 1)|[2,3]",
        "take('abc', 2)|\"ab\"",
        "indexOf('abcB', 'B')|1",
        "lastIndexOf('abcB', 'b')|3",
        "range(3, 3)|[3,4,5]",
        "union(createArray(1, 2), createArray(2, 3))|[1,2,3]",
        "union(createObject('a', createObject('x', 1)), createObject('a', createObject('y', 2)))|{\"a\":{\"x\":1,\"y\":2}}",
        "intersection(createArray(1, 2), createArray(2))|[2]",
        "intersection(createObject('a', 1, 'b', 2), createObject('a', 1, 'b', 3))|{\"a\":1}",
        "items(createObject('b', 2, 'a', 1))[0].key|\"a\"",
        "objectKeys(createObject('b', 2, 'a', 1))|[\"a\",\"b\"]",
        "flatten(createArray(createArray(1), createArray(2, 3)))|[1,2,3]",
        "shallowMerge(createArray(createObject('a', 1), createObject('a', 2)))|{\"a\":2}",
        "tryGet(createObject('a', createArray(5)), 'a', 0)|5",
        "tryGet(createObject('a', 1), 'b')|null",
        "coalesce(null(), 'x')|\"x\"",
        "add(2, 3)|5",
        "sub(2, 3)|-1",
        "mul(2, 3)|6",
        "div(7, 2)|3",
        "mod(7, 2)|1",
        "int('12')|12",
        "min(createArray(3, 1, 2))|1",
        "max(3, 1, 2)|3",
        "bool('TRUE')|true",
        "not(false())|true",
        "and(true(), false())|false",
        "or(false(), true())|true",
        "if(equals(1, 2), fail('never'), 'else')|\"else\"",
        "and(false(), fail('never'))|false",
        "equals(createObject('a', 1), json('{\"a\":1}'))|true",
        "equals('a', 'A')|false",
        "less(1, 2)|true",
        "greaterOrEquals('b', 'a')|true",
        "array('x')|[\"x\"]",
        "uri('https://a.test/x/', 'y')|\"https://a.test/x/y\"",
        "uriComponent('a b/c')|\"a%20b%2Fc\"",
        "uriComponentToString('a%20b')|\"a b\"",
        "utcNow()|\"20260301T120000Z\"",
        "utcNow('yyyy-MM-dd')|\"2026-03-01\"",
        "dateTimeAdd('2026-03-01T12:00:00Z', 'P1DT1H')|\"2026-03-02T13:00:00Z\"",
        "dateTimeAdd('2026-03-01 12:00:00Z', '-PT30M', 'u')|\"2026-03-01 11:30:00Z\"",
        "dateTimeToEpoch('2026-03-01T12:00:00Z')|1772366400",
        "dateTimeFromEpoch(1772366400)|\"2026-03-01T12:00Z\"",
        "newGuid()|\"00000000-0000-0000-0000-000000000001\"",
        "map(createArray(1, 2), lambda('n', add(lambdaVariables('n'), 1)))|[2,3]",
        "filter(createArray(1, 2), lambda('n', greater(lambdaVariables('n'), 1)))|[2]",
        "environment().suffixes.keyvaultDns|\".vault.test\"",
        "resourceGroup()['location']|\"local\"",
        "'it''s'|\"it's\""
      })
  void functionsGive(String expression, String expected) {
    assertThat(json(expression)).isEqualTo(expected);
  }

  @Test
  void resourceIdsHaveEachForm() {
    String vault = "/providers/Microsoft.KeyVault/vaults/v";
    assertThat(json("resourceId('Microsoft.KeyVault/vaults', 'v')"))
        .isEqualTo("\"" + Somewhere.GROUP + vault + "\"");
    assertThat(json("resourceId('shop', 'Microsoft.KeyVault/vaults/secrets', 'v', 's')"))
        .isEqualTo("\"" + Somewhere.GROUP.replace("web", "shop") + vault + "/secrets/s\"");
    assertThat(
            json(
                "resourceId('33333333-3333-3333-3333-333333333333', 'x', 'Microsoft.KeyVault/vaults', 'v')"))
        .isEqualTo(
            "\"/subscriptions/33333333-3333-3333-3333-333333333333/resourceGroups/x"
                + vault
                + "\"");
    assertThat(json("subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'r')"))
        .isEqualTo(
            "\"/subscriptions/22222222-2222-2222-2222-222222222222/providers/Microsoft.Authorization/roleDefinitions/r\"");
    assertThat(json("tenantResourceId('Microsoft.Authorization/roleDefinitions', 'r')"))
        .isEqualTo("\"/providers/Microsoft.Authorization/roleDefinitions/r\"");
    assertThat(json("extensionResourceId('/a/b', 'Microsoft.Authorization/locks', 'l')"))
        .isEqualTo("\"/a/b/providers/Microsoft.Authorization/locks/l\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "concat('a'|is not valid: the end",
        "concat('a',)|is not valid",
        "'open|is not valid",
        "a b|is not valid",
        "1 + 1|is not valid",
        "nothing('a')|The template function 'nothing' is not valid",
        "toLower()|must have 1 arguments",
        "toLower(1)|expects a string as its argument 1",
        "add(1, 'x')|expects an integer",
        "add(9223372036854775807, 1)|is not valid",
        "mul(999999999999999999, 999999999999999999)|does not fit in 64 bits",
        "div(1, 0)|divided by zero",
        "substring('abc', 2, 5)|must refer to a location within the string",
        "createArray(1)[1]|out of bounds",
        "createObject('a', 1).b|doesn't exist, available properties are 'a'",
        "parameters('none')|The template parameter 'none' is not found",
        "copyIndex()|The template function 'copyIndex' is not expected at this location",
        "reference('x')|The template function 'reference' is not expected at this location",
        "resourceId('Microsoft.KeyVault/vaults', 'a/b')|takes 1 names, not 2",
        "fail('because')|because",
        "json('{')|is not JSON",
        "if(1, 2, 3)|expects a boolean",
        "if(true())|too few arguments",
        "listKeys('x')|The template function 'listKeys' is not valid"
      })
  void mistakesAreNamed(String expression, String expected) {
    assertThat(refusal(expression)).contains(expected);
  }

  @Test
  void noMessageRepeatsATextOfTheTemplate() {
    assertThat(refusal("concat('top secret' 'x')"))
        .contains("concat('…' '…'")
        .doesNotContain("top");
  }

  @Test
  void whatComesFromASecureParameterStaysMarked() {
    Frame frame =
        Frame.of(_ -> Optional.of(new Value.Text("hidden", true)), Frame.NONE, Moment.PLANNING);
    for (String expression :
        new String[] {
          "[parameters('p')]",
          "[concat('a', parameters('p'))]",
          "[base64(parameters('p'))]",
          "[createObject('a', createArray(parameters('p'))).a[0]]",
          "[map(createArray(1), lambda('n', parameters('p')))]",
          "[if(true(), parameters('p'), 'x')]"
        }) {
      assertThat(evaluator.value(Value.text(expression), frame).holdsSecret())
          .as(expression)
          .isTrue();
    }
    assertThat(evaluator.value(Value.text("[concat('a', 'b')]"), frame).holdsSecret()).isFalse();
  }

  @Test
  void brackets() {
    assertThat(ValueJson.text(evaluator.value(Value.text("[[x]"), frame()))).isEqualTo("\"[x]\"");
    assertThat(ValueJson.text(evaluator.value(Value.text("[x"), frame()))).isEqualTo("\"[x\"");
    assertThat(Expression.plain(Expression.escaped("[x]"))).isEqualTo("[x]");
  }

  @Test
  void expressionsHaveALimit() {
    String fits = "'" + "a".repeat(TemplateLimits.MAX_EXPRESSION - 2) + "'";
    assertThat(json(fits)).hasSize(fits.length());
    assertThat(refusal("'" + fits.substring(1, 2) + fits.substring(1))).contains("more than 24576");
    assertThat(refusal("concat(".repeat(101) + "'a'" + ")".repeat(101)))
        .contains("deeper than 100");
    assertThat(json("concat(".repeat(99) + "'a'" + ")".repeat(99))).isEqualTo("\"a\"");
  }

  @Test
  void valuesHaveALimit() {
    int most = TemplateLimits.MAX_MADE;
    int longest = most - TemplateLimits.EACH;
    assertThat(json("length(padLeft('', " + (longest - 1) + "))")).isEqualTo("" + (longest - 1));
    assertThat(json("length(padLeft('', " + longest + "))")).isEqualTo("" + longest);
    assertThat(refusal("length(padLeft('', " + (longest + 1) + "))")).contains("larger than");
    assertThat(refusal("length(padLeft('', " + (most + 1) + "))")).contains("larger than");
    StringBuilder doubling = new StringBuilder("'0123456789'");
    for (int i = 0; i < 20; i += 1) {
      doubling.insert(0, "map(createArray(1,2), lambda('n', ").append("))");
    }
    assertThat(refusal(doubling.toString())).contains("larger than");
    assertThatThrownBy(() -> json("range(0, 10001)")).isInstanceOf(Refused.class);
  }

  /// What `az` sends.
  @Test
  void jsonMayHaveBareNamesAndComments() {
    assertThat(ValueJson.read("{\"a\":1, template:{ // why\n \"b\": [1,2,] /* and */ }}"))
        .map(ValueJson::text)
        .contains("{\"a\":1,\"template\":{\"b\":[1,2]}}");
    assertThat(ValueJson.read("{\"a\":1} {}")).isEmpty();
    assertThat(ValueJson.read("{'a':1}")).isEmpty();
  }

  private static Frame frame() {
    return Frame.of(Frame.NONE, Frame.NONE, Moment.PLANNING);
  }
}
