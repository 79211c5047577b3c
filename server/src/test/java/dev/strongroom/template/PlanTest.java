package dev.strongroom.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.kernel.Refused;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanTest {
  private static final String VAULT = Somewhere.GROUP + "/providers/Microsoft.KeyVault/vaults/";
  private final Somewhere somewhere = new Somewhere();

  private Plan plan(String members, String parameters) {
    return somewhere.plan(members, parameters);
  }

  private Plan plan(String members) {
    return plan(members, "{}");
  }

  private String refusal(String members, String parameters) {
    return somewhere.refusal(members, parameters);
  }

  private static String vault(String more) {
    return Somewhere.vault(more);
  }

  private static List<String> names(Plan plan) {
    return plan.resources().stream().map(Planned::name).toList();
  }

  private static String bodies(Plan plan) {
    return Somewhere.bodies(plan);
  }

  @Test
  void loopsUnrollAndCount() {
    Plan plan =
        plan(
            "'variables':{'copy':[{'name':'n','count':2,'input':'[copyIndex(`n`, 1)]'}]},"
                + "'resources':["
                + vault(
                    "'name':'[concat(`v`, copyIndex(), variables(`n`)[copyIndex()])]',"
                        + "'copy':{'name':'each','count':2},'location':'x',"
                        + "'properties':{'copy':[{'name':'list','count':2,'input':"
                        + "{'a':'[copyIndex(`list`)]','b':'[copyIndex(`each`)]'}}],'[concat(`k`, 1)]':true}")
                + "],'outputs':{'o':{'type':'array','copy':{'count':2,'input':'[copyIndex()]'}}}");
    assertThat(names(plan)).containsExactly("v01", "v12");
    assertThat(bodies(plan))
        .isEqualTo(
            """
            {"location":"x","properties":{"list":[{"a":0,"b":0},{"a":1,"b":0}],"k1":true}}
            {"location":"x","properties":{"list":[{"a":0,"b":1},{"a":1,"b":1}],"k1":true}}\
            """);
    assertThat(ValueJson.text(plan.outputs()))
        .isEqualTo("{\"o\":{\"type\":\"Array\",\"value\":[0,1]}}");
  }

  @Test
  void whatDependsComesAfterWards() {
    Plan plan =
        plan(
            "'resources':["
                + vault("'name':'d','dependsOn':['loop']")
                + ","
                + vault("'name':'c','properties':{'x':'[reference(`b`).y]'}")
                + ","
                + vault("'name':'b','dependsOn':['[resourceId(`Microsoft.KeyVault/vaults`, `a`)]']")
                + ","
                + vault("'name':'a','dependsOn':['Microsoft.KeyVault/vaults/z']")
                + ","
                + vault("'name':'z'")
                + ","
                + vault("'name':'[concat(`l`, copyIndex())]','copy':{'name':'loop','count':2}")
                + "]");
    assertThat(names(plan)).containsExactly("l0", "l1", "d", "z", "a", "b", "c");
    somewhere.resources.put(
        VAULT + "b", ValueJson.read("{\"properties\":{\"y\":7},\"location\":\"p\"}").orElseThrow());
    assertThat(ValueJson.text(plan.body(plan.find("c").orElseThrow())))
        .isEqualTo("{\"properties\":{\"x\":7}}");
  }

  @Test
  void childrenAndExtensionsHavePaths() {
    Plan plan =
        plan(
            "'resources':["
                + vault(
                    "'name':'v','resources':[{'type':'secrets','apiVersion':'1','name':'s'},"
                        + "{'type':'Microsoft.KeyVault/vaults/accessPolicies','apiVersion':'1','name':'v/add'}]")
                + ",{'type':'Microsoft.Authorization/locks','apiVersion':'1','name':'l','scope':'Microsoft.KeyVault/vaults/v'}"
                + ",{'type':'Microsoft.KeyVault/vaults/providers/locks','apiVersion':'1','name':'v/Microsoft.Authorization/m'}"
                + ",{'type':'Microsoft.Resources/deployments','apiVersion':'1','name':'d','resourceGroup':'shop'}]");
    assertThat(plan.resources().stream().map(Planned::path))
        .containsExactly(
            VAULT + "v",
            VAULT + "v/secrets/s",
            VAULT + "v/accessPolicies/add",
            VAULT + "v/providers/Microsoft.Authorization/locks/l",
            VAULT + "v/providers/Microsoft.Authorization/locks/m",
            Somewhere.GROUP.replace("web", "shop")
                + "/providers/Microsoft.Resources/deployments/d");
  }

  @Test
  void conditionsReachTheChildren() {
    Plan plan =
        plan(
            "'parameters':{'p':{'type':'bool'}},'resources':["
                + vault(
                    "'name':'v','condition':'[parameters(`p`)]','resources':[{'type':'secrets','apiVersion':'1','name':'s'}]")
                + "]",
            "{'p':{'value':false}}");
    assertThat(plan.resources()).noneMatch(Planned::made).hasSize(2);
  }

  @Test
  void symbolsStandForResources() {
    Plan plan =
        plan(
            "'languageVersion':'2.0','resources':{"
                + "'b':"
                + vault("'name':'two','dependsOn':['a']")
                + ",'a':"
                + vault("'name':'[concat(`one`, copyIndex())]','copy':{'name':'a','count':2}")
                + ",'old':"
                + vault("'name':'three','existing':true")
                + "}");
    assertThat(names(plan)).containsExactly("one0", "one1", "two", "three");
    assertThat(plan.resources().stream().filter(Planned::made).count()).isEqualTo(3);
  }

  @Test
  void parametersHaveTypesDefaultsAndRules() {
    Plan plan =
        plan(
            "'parameters':{'s':{'type':'string','defaultValue':'[concat(`a`, `b`)]'},"
                + "'i':{'type':'int','minValue':1,'maxValue':3},'o':{'type':'secureObject'},"
                + "'n':{'type':'string','nullable':true},'u':{'$ref':'#/definitions/color'}},"
                + "'definitions':{'color':{'type':'string','allowedValues':['red']}},'resources':[]",
            "{'I':{'value':2},'o':{'value':{'a':'hidden'}},'u':{'value':'RED'}}");
    assertThat(ValueJson.text(plan.shownParameters()))
        .isEqualTo(
            "{\"s\":{\"type\":\"String\",\"value\":\"ab\"},\"i\":{\"type\":\"Int\",\"value\":2},"
                + "\"o\":{\"type\":\"SecureObject\"},\"n\":{\"type\":\"String\",\"value\":null},"
                + "\"u\":{\"type\":\"String\",\"value\":\"RED\"}}");
  }

  @Test
  void aNestedTemplateIsPassedOnAsItStandsOrEvaluatedHere() {
    String nested =
        "{'type':'Microsoft.Resources/deployments','apiVersion':'1','name':'n','properties':{%s"
            + "'parameters':{'p':{'value':'[concat(`a`)]'}},'template':{'x':'[concat(`b`)]','y':'[[z]'}}}";
    assertThat(bodies(plan("'resources':[" + nested.formatted("") + "]")))
        .isEqualTo(
            "{\"properties\":{\"parameters\":{\"p\":{\"value\":\"a\"}},\"template\":{\"x\":\"b\",\"y\":\"[[z]\"}}}");
    assertThat(
            bodies(
                plan(
                    "'resources':["
                        + nested.formatted("'expressionEvaluationOptions':{'scope':'inner'},")
                        + "]")))
        .endsWith("\"template\":{\"x\":\"[concat('b')]\",\"y\":\"[[z]\"}}}");
  }

  /// A nested deployment is sent as plain text, which knows no marks.
  @Test
  void whatIsSecretStaysSecureInANestedTemplate() {
    String outer =
        "'parameters':{'p':{'type':'securestring'}},'resources':[{'type':'Microsoft.Resources/deployments',"
            + "'apiVersion':'1','name':'n','properties':{%s'parameters':{'A':{'value':'[parameters(`p`)]'},"
            + "'b':{'value':'[concat(`b`)]'}},'template':{'parameters':{'a':{'type':'%s'},'b':{'type':'string'}},"
            + "'outputs':{'o':{'type':'string','value':'[parameters(`p`)]'},'q':{'type':'string','value':'q'}}}}}]";
    String given = "{'p':{'value':'hush'}}";
    String inner = "'expressionEvaluationOptions':{'scope':'inner'},";
    assertThat(bodies(plan(outer.formatted(inner, "string"), given)))
        .contains(
            "\"a\":{\"type\":\"securestring\"}",
            "\"b\":{\"type\":\"string\"}",
            "\"o\":{\"type\":\"string\"");
    assertThat(bodies(plan(outer.formatted("", "object"), given)))
        .contains(
            "\"a\":{\"type\":\"secureobject\"}",
            "\"o\":{\"value\":\"hush\",\"type\":\"securestring\"}",
            "\"q\":{\"type\":\"string\"");
    Plan array = plan(outer.formatted(inner, "array"), given);
    assertThatThrownBy(() -> bodies(array)).isInstanceOf(Refused.class);
  }

  @Test
  void aTemplatesOwnFunctionsSeeTheirParametersOnly() {
    String own =
        "'functions':[{'namespace':'my','members':{'join':{'parameters':[{'name':'a','type':'string'}],"
            + "'output':{'type':'string','value':'[concat(parameters(`a`), `!`)]'}}}}],";
    assertThat(names(plan(own + "'resources':[" + vault("'name':'[my.join(`x`)]'") + "]")))
        .containsExactly("x!");
    assertThat(
            refusal(
                own.replace("`!`", "variables(`v`)")
                    + "'variables':{'v':1},'resources':["
                    + vault("'name':'[my.join(`x`)]'")
                    + "]",
                "{}"))
        .contains("variable 'v' is not found");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'resources':[{'name':'x'}]|{}|Required property 'type' not found",
        "'resources':{}|{}|are an array",
        "'resources':[{'type':'a/b','apiVersion':'1','name':'x/y'}]|{}|incorrect segment lengths",
        "'resources':[{'type':'a/b','apiVersion':'1','name':'x','dependsOn':['y']}]|{}|The resource 'y' is not defined in the template",
        "'resources':[{'type':'a/b','apiVersion':'1','name':'x','dependsOn':['y']},{'type':'a/b','apiVersion':'1','name':'y','dependsOn':['x']}]|{}|Circular dependency detected",
        "'resources':[{'type':'a/b','apiVersion':'1','name':'x'},{'type':'A/b','apiVersion':'1','name':'X'}]|{}|is defined multiple times",
        "'resources':[{'type':'a/b','apiVersion':'1','name':'x','condition':'yes'}]|{}|must be true or false",
        "'resources':[],'parameters':{'p':{'type':'string'}}|{}|The value for the template parameter 'p' is not provided",
        "'resources':[],'parameters':{'p':{'type':'text'}}|{}|has no known type",
        "'resources':[],'parameters':{'p':{'type':'int'}}|{'p':{'value':'1'}}|Expected a value of type 'Integer', but received a value of type 'String'",
        "'resources':[],'parameters':{'p':{'type':'int','maxValue':3}}|{'p':{'value':4}}|Its value must be at most the maxValue '3'",
        "'resources':[],'parameters':{'p':{'type':'int','minValue':3}}|{'p':{'value':2}}|Its value must be at least the minValue '3'",
        "'resources':[],'parameters':{'p':{'type':'string','minLength':2}}|{'p':{'value':'a'}}|Its length must be at least the minLength '2'",
        "'resources':[],'parameters':{'p':{'type':'array','maxLength':1}}|{'p':{'value':[1,2]}}|Its length must be at most",
        "'resources':[],'parameters':{'p':{'type':'string','allowedValues':['a']}}|{'p':{'value':'b'}}|The value 'b' is not part of the allowed value(s): 'a'",
        "'resources':[],'parameters':{'p':{'type':'string'}}|{'p':{}}|The value of deployment parameter 'p' is null",
        "'resources':[]|{'x':{'value':1}}|The template parameters 'x' in the parameters file are not valid",
        "'resources':[],'variables':{'a':'[variables(`b`)]','b':'[variables(`a`)]'}|{}|refers to itself",
        "'resources':[],'variables':{'a':'[reference(`b`)]'}|{}|is not expected at this location",
        "'resources':[],'variables':{'a':'[utcNow()]'}|{}|'utcNow' is not expected at this location",
        "'resources':[],'outputs':{'o':{'value':1}}|{}|has no known type",
        "'resources':[{'type':'a/b','apiVersion':'1','name':'x','copy':{'name':'l','count':801}}]|{}|is not from 0 to 800",
        "'resources':[{'type':'a/b','apiVersion':'1','name':'x','copy':{'name':'l','count':'two'}}]|{}|that is no integer"
      })
  void mistakesAreNamed(String members, String parameters, String expected) {
    assertThat(refusal(members, parameters)).contains(expected);
  }

  @Test
  void aSecureValueIsNotRepeated() {
    assertThat(
            refusal(
                "'resources':[],'parameters':{'p':{'type':'securestring','allowedValues':['a']}}",
                "{'p':{'value':'hush'}}"))
        .contains("is not part of the allowed value(s)")
        .doesNotContain("hush");
  }

  @Test
  void countsHaveLimits() {
    limit("parameters", TemplateLimits.MAX_PARAMETERS, "{'type':'int','defaultValue':1}");
    limit("variables", TemplateLimits.MAX_VARIABLES, "1");
    limit("outputs", TemplateLimits.MAX_OUTPUTS, "{'type':'int','value':1}");
  }

  private void limit(String what, int max, String each) {
    for (int count : new int[] {max - 1, max, max + 1}) {
      String members =
          IntStream.range(0, count)
              .mapToObj(at -> "'n" + at + "':" + each)
              .collect(Collectors.joining(","));
      String all = "'resources':[],'" + what + "':{" + members + "}";
      assertThat(refusal(all, "{}"))
          .as(what + " " + count)
          .contains(count > max ? what + " limit exceeded. Limit: " + max : "taken");
    }
  }

  @Test
  void resourcesHaveALimit() {
    String loops =
        "'resources':[{'type':'a/b','apiVersion':'1','name':'[concat(`x`, copyIndex())]','copy':{'name':'l','count':%d}},"
            + "{'type':'a/b','apiVersion':'1','name':'[concat(`y`, copyIndex())]','copy':{'name':'m','count':400}}]";
    assertThat(refusal(loops.formatted(399), "{}")).isEqualTo("taken");
    assertThat(refusal(loops.formatted(400), "{}")).isEqualTo("taken");
    assertThat(refusal(loops.formatted(401), "{}"))
        .contains("resources limit exceeded. Limit: 800");
  }

  /// Each variable holds the one before it ten times: written out, the last would fill every disk.
  @Test
  void aSmallTemplateDoesNotGrow() {
    String bomb =
        IntStream.range(1, 30)
            .mapToObj(at ->
                "'v"
                    + at
                    + "':['[variables(`v"
                    + (at - 1)
                    + "`)]','[variables(`v"
                    + (at - 1)
                    + "`)]']")
            .collect(Collectors.joining(","));
    assertThat(refusal("'resources':[],'variables':{'v0':'x'," + bomb + "}", "{}"))
        .contains("larger than");
    String deep =
        IntStream.range(1, 150)
            .mapToObj(at -> "'v" + at + "':['[variables(`v" + (at - 1) + "`)]']")
            .collect(Collectors.joining(","));
    assertThat(refusal("'resources':[],'variables':{'v0':'x'," + deep + "}", "{}"))
        .containsAnyOf("deeper than");
  }
}
