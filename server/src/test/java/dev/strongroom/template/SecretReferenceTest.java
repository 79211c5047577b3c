package dev.strongroom.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.kernel.Refused;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Parameters that refer to secrets.
class SecretReferenceTest {
  private static final String VAULTS = Somewhere.GROUP + "/providers/Microsoft.KeyVault/vaults/";
  private final Somewhere somewhere = new Somewhere();

  private static final String REFERENCE =
      "{'reference':{'keyVault':{'id':'v'},'secretName':'s','secretVersion':'1'}}";

  /// The value is hidden whatever the parameter is declared as; the reference is not.
  @Test
  void aReferenceIsShownInPlaceOfItsValue() {
    Plan plan =
        somewhere.plan(
            "'parameters':{'a':{'type':'securestring'},'b':{'type':'string'},"
                + "'c':{'type':'string','defaultValue':'[concat(`c`, parameters(`b`))]'}},'resources':["
                + Somewhere.vault(
                    "'name':'v','tags':{'a':'[parameters(`a`)]','c':'[parameters(`c`)]'}")
                + "],'outputs':{'b':{'type':'string','value':'[parameters(`b`)]'},"
                + "'c':{'type':'object','value':{'c':['[parameters(`c`)]']}}}",
            "{'A':" + REFERENCE + ",'b':" + REFERENCE.replace(",'secretVersion':'1'", "") + "}");
    assertThat(ValueJson.text(plan.shownParameters()))
        .isEqualTo(
            "{\"a\":{\"type\":\"SecureString\",\"reference\":{\"keyVault\":{\"id\":\"v\"},\"secretName\":\"s\",\"secretVersion\":\"1\"}},"
                + "\"b\":{\"type\":\"String\",\"reference\":{\"keyVault\":{\"id\":\"v\"},\"secretName\":\"s\"}},"
                + "\"c\":{\"type\":\"String\"}}");
    assertThat(Somewhere.bodies(plan))
        .isEqualTo("{\"tags\":{\"a\":\"hush of s/1\",\"c\":\"chush of s\"}}");
    assertThat(ValueJson.text(plan.outputs()))
        .isEqualTo("{\"b\":{\"type\":\"String\"},\"c\":{\"type\":\"Object\"}}");
  }

  @Test
  void whatAReferenceLeadsToIsNotRepeated() {
    assertThat(
            somewhere.refusal(
                "'resources':[],'parameters':{'p':{'type':'string','allowedValues':['a']}}",
                "{'p':" + REFERENCE + "}"))
        .contains("is not part of the allowed value(s)")
        .doesNotContain("hush");
    assertThat(
            somewhere.refusal(
                "'parameters':{'p':{'type':'string'}},'resources':["
                    + Somewhere.vault("'name':'[concat(`v`, parameters(`p`))]'")
                    + "]",
                "{'p':" + REFERENCE + "}"))
        .contains("The 'name' of a resource is made of something secret")
        .doesNotContain("hush");
  }

  @Test
  void eachTextOfAReferenceHasALimit() {
    String template = "'resources':[],'parameters':{'p':{'type':'string'}}";
    for (String part : List.of("'v'", "'s'", "'1'")) {
      for (int size : new int[] {511, 512, 513}) {
        String given = REFERENCE.replace(part, "'" + "x".repeat(size) + "'");
        assertThat(somewhere.refusal(template, "{'p':" + given + "}"))
            .as(part + size)
            .contains(size > TemplateLimits.MAX_REFERENCE ? "a text of 1 to 512" : "taken");
      }
    }
  }

  /// As Bicep compiles `getSecret`: the nested deployment resolves it, when it runs.
  @Test
  void aNestedDeploymentIsGivenTheReference() {
    String nested =
        "'parameters':{'p':{'type':'securestring'}},'resources':[{'type':'Microsoft.Resources/deployments',"
            + "'apiVersion':'1','name':'n','properties':{'expressionEvaluationOptions':{'scope':'inner'},"
            + "'parameters':{'a':{'reference':{'keyVault':{'id':'[resourceId(`Microsoft.KeyVault/vaults`, `v`)]'},"
            + "'secretName':'%s'}}},'template':{'parameters':{'a':{'type':'securestring'}}}}}]";
    String given = "{'p':{'value':'hush'}}";
    assertThat(Somewhere.bodies(somewhere.plan(nested.formatted("[concat(`s`)]"), given)))
        .contains("{\"keyVault\":{\"id\":\"" + VAULTS + "v\"},\"secretName\":\"s\"}");
    Plan leaking = somewhere.plan(nested.formatted("[parameters(`p`)]"), given);
    assertThatThrownBy(() -> Somewhere.bodies(leaking)).isInstanceOf(Refused.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "string|{'p':{'reference':{}}}|without 'keyVault.id'",
        "string|{'p':{'reference':'x'}}|without 'keyVault.id'",
        "string|{'p':{'reference':{'keyVault':{'id':7},'secretName':'s'}}}|without 'keyVault.id'",
        "string|{'p':{'reference':{'keyVault':{'id':'v'}}}}|without 'secretName'",
        "string|{'p':{'reference':{'keyVault':{'id':'v'},'secretName':'s','secretVersion':1}}}|without 'secretVersion'",
        "string|{'p':{'reference':{'keyVault':{'id':'v','group':'g'},'secretName':'s'}}}|Could not find member 'group' on object of type 'KeyVaultReference'",
        "string|{'p':{'value':'a','reference':{'keyVault':{'id':'v'},'secretName':'s'}}}|has a 'value' beside its reference",
        "secureObject|{'p':{'reference':{'keyVault':{'id':'v'},'secretName':'s'}}}|of type 'SecureObject' takes no reference"
      })
  void mistakesAreNamed(String type, String parameters, String expected) {
    String template = "'resources':[],'parameters':{'p':{'type':'" + type + "'}}";
    assertThat(somewhere.refusal(template, parameters)).contains(expected);
  }
}
