package dev.strongroom.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.http.Json;
import dev.strongroom.http.JsonValue;
import dev.strongroom.http.JsonValue.Obj;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScimPatchTest {
  private static final String ANNA =
      """
      {"userName":"anna","active":true,"name":{"givenName":"Anna","familyName":"Li"},
       "emails":[{"value":"a@x","type":"work"}]}
      """;
  private static final String TEAM =
      """
      {"displayName":"team","members":[{"value":"1"},{"value":"2"}]}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"op":"replace","path":"active","value":false}                          | "active":false
          {"op":"Replace","value":{"active":false}}                               | "active":false
          {"op":"Replace","path":"name.familyName","value":"Wu"}                  | "name":{"givenName":"Anna","familyName":"Wu"}
          {"op":"Add","value":{"name.familyName":"Wu"}}                           | "familyName":"Wu"
          {"op":"replace","value":{"name":{"familyName":"Wu"}}}                   | "name":{"givenName":"Anna","familyName":"Wu"}
          {"op":"Replace","path":"emails[type eq \\"work\\"].value","value":"b@x"} | "emails":[{"value":"b@x","type":"work"}]
          {"op":"Add","path":"emails[type eq \\"home\\"].value","value":"h@x"}     | {"type":"home","value":"h@x"}
          {"op":"remove","path":"emails[type eq \\"work\\"]"}                      | "emails":[]
          {"op":"remove","path":"emails[type eq \\"other\\"]"}                     | "value":"a@x"
          {"op":"remove","path":"name.givenName"}                                 | "name":{"familyName":"Li"}
          {"op":"replace","path":"name.givenName","value":null}                   | "name":{"familyName":"Li"}
          {"op":"add","path":"urn:ietf:params:scim:schemas:core:2.0:User:userName","value":"bert"} | "userName":"bert"
          {"op":"Add","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department","value":"x"} | "userName":"anna"
          {"op":"replace","value":{"id":"7","title":"x"}}                         | "userName":"anna"
          """)
  void aUserAfterwards(String step, String part) {
    assertThat(after(ANNA, step)).contains(part).doesNotContain("title").doesNotContain("\"7\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"op":"Add","path":"members","value":[{"$ref":null,"value":"3"}]}       | 1 2 3
          {"op":"add","path":"members","value":[{"value":"2"},{"value":"3"}]}     | 1 2 3
          {"op":"add","value":{"members":[{"value":"3"}]}}                        | 1 2 3
          {"op":"Remove","path":"members","value":[{"$ref":null,"value":"1"}]}    | 2
          {"op":"remove","path":"members[value eq \\"1\\"]"}                       | 2
          {"op":"remove","path":"members[value eq \\"9\\"]"}                       | 1 2
          {"op":"remove","path":"members"}                                        | ``
          {"op":"replace","path":"members","value":[{"value":"5"}]}               | 5
          {"op":"replace","value":{"id":"g","displayName":"team"}}                | 1 2
          """)
  void theMembersAfterwards(String step, String members) {
    JsonValue team = Json.parse(after(TEAM, step).getBytes(StandardCharsets.UTF_8));
    assertThat(
            String.join(
                " ",
                team.items("members").stream().flatMap(one -> one.text("value").stream()).toList()))
        .isEqualTo(members);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"op":"move","path":"active"}                                           | invalidSyntax
          {"path":"active","value":true}                                          | invalidSyntax
          {"op":"remove"}                                                         | noTarget
          {"op":"add","path":"userName"}                                          | invalidValue
          {"op":"replace","value":"x"}                                            | invalidValue
          {"op":"replace","path":"userName eq","value":"x"}                       | invalidPath
          {"op":"replace","path":"userName[type eq \\"x\\"]","value":"x"}          | invalidPath
          {"op":"replace","path":"emails.value","value":"x"}                      | invalidPath
          {"op":"replace","path":"emails[type eq \\"none\\"]","value":{"value":"x"}} | noTarget
          """)
  void isRefused(String step, String type) {
    assertThatThrownBy(() -> after(ANNA, step))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(((Problem.Invalid) refused.problem()).code()).isEqualTo(type));
  }

  private static String after(String resource, String step) {
    JsonValue body = Names.standard(json("{\"Operations\":[" + step + "]}"));
    Set<String> kept = new HashSet<>(UserJson.KEPT);
    kept.addAll(GroupJson.KEPT);
    Obj changed = ScimPatch.read(body, kept).apply((Obj) json(resource));
    return new String(Json.bytes(changed), StandardCharsets.UTF_8);
  }

  private static JsonValue json(String text) {
    return Json.parse(text.getBytes(StandardCharsets.UTF_8));
  }
}
