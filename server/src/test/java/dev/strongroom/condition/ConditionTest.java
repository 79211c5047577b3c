package dev.strongroom.condition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.condition.Attribute.Source;
import java.math.BigInteger;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What Azure's documentation says about conditions, sentence by sentence.
class ConditionTest {
  private static final Attribute SECRET =
      Attribute.of(Source.RESOURCE, "Microsoft.KeyVault/vaults/secrets:name");
  private static final Attribute VAULT =
      Attribute.of(Source.RESOURCE, "Microsoft.KeyVault/vaults:name");
  private static final Attribute ROLE =
      Attribute.of(Source.REQUEST, "Microsoft.Authorization/roleAssignments:RoleDefinitionId");
  private static final String NAME = "@Resource[Microsoft.KeyVault/vaults/secrets:name]";
  private static final String GET = "microsoft.keyvault/vaults/secrets/getsecret/action";

  @Test
  void anotherActionIsLetThrough() {
    String condition =
        "(\n !(ActionMatches{'Microsoft.KeyVault/vaults/secrets/getSecret/action'})\n OR\n (\n  "
            + NAME
            + " StringStartsWith 'test-app'\n )\n)";
    assertHolds(condition, secret("test-app-secret1"));
    assertFails(condition, secret("test-db-password"));
    assertFails(condition, secret("Test-App-Secret1"));
    assertHolds(condition, new SomeFacts("microsoft.keyvault/vaults/secrets/delete"));
  }

  @Test
  void namesOfAttributesOperatorsAndWordsHaveNoCase() {
    assertHolds("@resource[microsoft.keyvault/VAULTS/secrets:Name] stringequals 'a'", secret("a"));
    assertHolds("not " + NAME + " StringEquals 'b' and " + NAME + " STRINGLIKE 'a'", secret("a"));
    assertHolds(
        "(actionmatches{'*'} && !suboperationMATCHES{'x'}) || exists " + VAULT, secret("a"));
  }

  @Test
  void eachOperatorOnTexts() {
    assertThat(holding("app-1"))
        .containsExactly(
            "StringEquals 'app-1'",
            "StringEqualsIgnoreCase 'APP-1'",
            "StringStartsWith 'app'",
            "StringStartsWithIgnoreCase 'APP'",
            "StringEndsWith '-1'",
            "StringEndsWithIgnoreCase 'P-1'",
            "StringContains 'p-'",
            "StringContainsIgnoreCase 'P-'",
            "StringLike 'a*?1'",
            "StringLikeIgnoreCase 'A*1'");
    assertThat(holding("other"))
        .containsExactly(
            "StringNotEquals 'app-1'",
            "StringNotEqualsIgnoreCase 'APP-1'",
            "StringNotStartsWith 'app'",
            "StringNotStartsWithIgnoreCase 'APP'",
            "StringNotEndsWith '-1'",
            "StringNotEndsWithIgnoreCase 'P-1'",
            "StringNotContains 'p-'",
            "StringNotContainsIgnoreCase 'P-'",
            "StringNotLike 'a*?1'",
            "StringNotLikeIgnoreCase 'A*1'");
    assertThat(holding("APP-1"))
        .contains("StringEqualsIgnoreCase 'APP-1'", "StringNotEquals 'app-1'")
        .doesNotContain("StringEquals 'app-1'", "StringNotEqualsIgnoreCase 'APP-1'");
  }

  private static java.util.List<String> holding(String name) {
    java.util.List<String> all = new java.util.ArrayList<>();
    for (String not : java.util.List.of("", "Not")) {
      for (String rest :
          java.util.List.of(
              "Equals 'app-1'",
              "EqualsIgnoreCase 'APP-1'",
              "StartsWith 'app'",
              "StartsWithIgnoreCase 'APP'",
              "EndsWith '-1'",
              "EndsWithIgnoreCase 'P-1'",
              "Contains 'p-'",
              "ContainsIgnoreCase 'P-'",
              "Like 'a*?1'",
              "LikeIgnoreCase 'A*1'")) {
        all.add("String" + not + rest);
      }
    }
    all.removeIf(one -> judge(NAME + " " + one, secret(name)) != Truth.TRUE);
    return all;
  }

  @Test
  void wildcardsAndTheirEscapes() {
    assertHolds("'abcd' StringLike 'a*c?'", secret("x"));
    assertFails("'abcd' StringLike 'A*C?'", secret("x"));
    assertFails("'abcd' StringLike 'a*c'", secret("x"));
    assertHolds("'a*c' StringLike 'a\\*c'", secret("x"));
    assertFails("'abc' StringLike 'a\\*c'", secret("x"));
    assertHolds("'a?c' StringLike 'a\\?c'", secret("x"));
    assertHolds("'a\\' StringLike 'a\\\\'", secret("x"));
    assertHolds("'a\\b' StringLike 'a\\b'", secret("x"));
    assertHolds("'a\\' StringLike 'a\\'", secret("x"));
    assertHolds("'abcbcd' StringLike 'a*bcd*'", secret("x"));
    assertHolds("'' StringLike '**'", secret("x"));
    assertFails("'' StringLike '?'", secret("x"));
    assertFails("'ab' StringLike 'a'", secret("x"));
  }

  @Test
  void crossProductsAsInTheDocumentation() {
    assertHolds("{'red', 'blue'} ForAnyOfAnyValues:StringEquals {'blue', 'green'}", secret("x"));
    assertFails("{'red', 'blue'} ForAnyOfAnyValues:StringEquals {'orange', 'green'}", secret("x"));
    assertHolds(
        "{'red', 'blue'} ForAllOfAnyValues:StringEquals {'orange', 'red', 'blue'}", secret("x"));
    assertFails("{'red', 'blue'} ForAllOfAnyValues:StringEquals {'red', 'green'}", secret("x"));
    assertHolds("{10, 20} ForAnyOfAllValues:NumericLessThan {15, 18}", secret("x"));
    assertFails("{10, 20} ForAnyOfAllValues:NumericLessThan {15, 5}", secret("x"));
    assertFails("{10, 20} ForAllOfAllValues:NumericLessThan {5, 15, 18}", secret("x"));
    assertHolds("{10, 20} ForAllOfAllValues:NumericLessThan {25, 30}", secret("x"));
    assertFails("{10, 20} ForAllOfAllValues:NumericLessThan {15, 25, 30}", secret("x"));
    assertHolds("{'a', 'b'} ForAnyOfAnyValues:StringNotEquals 'a'", secret("x"));
  }

  @Test
  void numbersTimesFlagsAndGuids() {
    assertHolds("-3 NumericLessThan 2 AND 2 NumericLessThanEquals 2", secret("x"));
    assertHolds("3 NumericGreaterThan 2 AND 2 NumericGreaterThanEquals 2", secret("x"));
    assertFails("2 NumericGreaterThan 2 OR 2 NumericLessThan 2", secret("x"));
    assertHolds("2 NumericEquals 02 AND 3 NumericNotEquals 2", secret("x"));
    assertFails("3 NumericLessThanEquals 2 OR 2 NumericGreaterThanEquals 3", secret("x"));
    assertHolds("true BoolEquals True AND true BoolNotEquals false", secret("x"));
    assertFails("false BoolEquals true", secret("x"));
    SomeFacts facts =
        secret("x")
            .with(
                Attribute.of(Source.ENVIRONMENT, "UtcNow"),
                new Value.Moment(Instant.parse("2026-01-31T12:00:00Z")));
    assertHolds("@Environment[UtcNow] DateTimeGreaterThan '2026-01-31T11:59:59.9999999Z'", facts);
    assertFails("@Environment[UtcNow] DateTimeLessThan '2026-01-31T12:00:00Z'", facts);
    assertHolds("@Environment[utcnow] DateTimeEquals '2026-01-31T12:00:00.0Z'", facts);
    for (String written :
        new String[] {
          "{B24988AC-6180-42a0-ab88-20f7382dd24c, acdd72a7-3385-48ef-bd42-f606fba81ae7}",
          "{'b24988ac618042a0ab8820f7382dd24c'}",
          " b24988ac618042a0ab8820f7382dd24c"
        }) {
      assertHolds(
          "@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId]"
              + " ForAnyOfAnyValues:GuidEquals"
              + written,
          role("b24988ac-6180-42a0-ab88-20f7382dd24c"));
    }
  }

  @Test
  void whatTheRequestLacksIsNeitherTrueNorFalse() {
    SomeFacts list = new SomeFacts(GET);
    for (String not : new String[] {"", "NOT "}) {
      assertThat(judge(not + NAME + " StringEquals 'a'", list)).isEqualTo(Truth.UNKNOWN);
      assertThat(judge(not + NAME + " StringNotEquals 'a'", list)).isEqualTo(Truth.UNKNOWN);
    }
    assertHolds(NAME + " StringEquals 'a' OR NOT Exists " + NAME, list);
    assertFails(NAME + " StringEquals 'a' AND Exists " + NAME, list);
    assertThat(judge("Exists " + NAME, new SomeFacts(GET).unknown(SECRET)))
        .isEqualTo(Truth.UNKNOWN);
    assertHolds("Exists " + NAME, secret("x"));
    assertThat(judge("'a' StringEquals " + NAME, list)).isEqualTo(Truth.UNKNOWN);
  }

  @Test
  void aValueOfAnotherTypeIsNotCompared() {
    SomeFacts odd = new SomeFacts(GET).with(SECRET, new Value.Whole(BigInteger.ONE));
    assertThat(judge(NAME + " StringNotEquals 'a'", odd)).isEqualTo(Truth.UNKNOWN);
  }

  @Test
  void nothingIsAskedThatCannotMatter() {
    SomeFacts facts = secret("x").with(VAULT, new Value.Text("v"));
    judge("!(ActionMatches{'other'}) OR " + NAME + " StringEquals 'x'", facts);
    judge("ActionMatches{'other'} AND " + NAME + " StringEquals 'x'", facts);
    assertThat(facts.asked).isZero();
  }

  private static SomeFacts secret(String name) {
    return new SomeFacts(GET).with(SECRET, new Value.Text(name));
  }

  private static SomeFacts role(String guid) {
    return new SomeFacts("microsoft.authorization/roleassignments/write")
        .with(ROLE, new Value.Id(UUID.fromString(guid)));
  }

  private static void assertHolds(String condition, SomeFacts facts) {
    assertThat(judge(condition, facts)).as(condition).isEqualTo(Truth.TRUE);
  }

  private static void assertFails(String condition, SomeFacts facts) {
    assertThat(judge(condition, facts)).as(condition).isEqualTo(Truth.FALSE);
  }

  private static Truth judge(String text, Facts facts) {
    return switch (Reading.of(text, Vocabulary.OPEN)) {
      case Reading.Understood(Condition condition) -> condition.judge(facts);
      case Reading.Wrong wrong -> throw new AssertionError(text + ": " + wrong);
    };
  }
}
