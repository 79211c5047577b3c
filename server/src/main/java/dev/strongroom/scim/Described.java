package dev.strongroom.scim;

import dev.strongroom.http.Json;
import dev.strongroom.http.JsonValue;
import dev.strongroom.http.Response;
import dev.strongroom.kernel.Problem;
import dev.strongroom.provisioning.Slice;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What this server says of itself: features, kinds of resource, and the attributes that it keeps
/// (RFC 7643, 5 to 7).
final class Described {
  private static final String CONFIG =
      """
      {"schemas":["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],
       "patch":{"supported":true},
       "bulk":{"supported":false,"maxOperations":0,"maxPayloadSize":0},
       "filter":{"supported":true,"maxResults":MAX},
       "changePassword":{"supported":false},
       "sort":{"supported":false},
       "etag":{"supported":true},
       "authenticationSchemes":[{"type":"oauthbearertoken","name":"OAuth bearer token",
         "description":"A token of this server, of an issuer that it trusts, or a provisioning token",
         "primary":true}],
       "meta":{"resourceType":"ServiceProviderConfig","location":"BASE/ServiceProviderConfig"}}
      """;
  private static final String TYPE =
      """
      {"schemas":["urn:ietf:params:scim:schemas:core:2.0:ResourceType"],
       "id":"NAME","name":"NAME","endpoint":"/NAMEs",
       "schema":"urn:ietf:params:scim:schemas:core:2.0:NAME","schemaExtensions":[],
       "meta":{"resourceType":"ResourceType","location":"BASE/ResourceTypes/NAME"}}
      """;
  private static final String USER_SCHEMA =
      """
      {"schemas":["urn:ietf:params:scim:schemas:core:2.0:Schema"],
       "id":"urn:ietf:params:scim:schemas:core:2.0:User","name":"User","description":"User",
       "attributes":[ID,
        {"name":"userName","type":"string","multiValued":false,"required":true,"caseExact":false,
         "mutability":"readWrite","returned":"default","uniqueness":"server"},
        TEXT:displayName,
        {"name":"active","type":"boolean","multiValued":false,"required":false,
         "mutability":"readWrite","returned":"default"},
        {"name":"name","type":"complex","multiValued":false,"required":false,
         "mutability":"readWrite","returned":"default",
         "subAttributes":[TEXT:formatted,TEXT:givenName,TEXT:familyName]},
        {"name":"emails","type":"complex","multiValued":true,"required":false,
         "mutability":"readWrite","returned":"default",
         "subAttributes":[TEXT:value,TEXT:type,
          {"name":"primary","type":"boolean","multiValued":false,"required":false,
           "mutability":"readWrite","returned":"default"}]}],
       "meta":{"resourceType":"Schema",
        "location":"BASE/Schemas/urn:ietf:params:scim:schemas:core:2.0:User"}}
      """;
  private static final String GROUP_SCHEMA =
      """
      {"schemas":["urn:ietf:params:scim:schemas:core:2.0:Schema"],
       "id":"urn:ietf:params:scim:schemas:core:2.0:Group","name":"Group","description":"Group",
       "attributes":[ID,TEXT:displayName,
        {"name":"members","type":"complex","multiValued":true,"required":false,
         "mutability":"readWrite","returned":"default","subAttributes":[TEXT:value]}],
       "meta":{"resourceType":"Schema",
        "location":"BASE/Schemas/urn:ietf:params:scim:schemas:core:2.0:Group"}}
      """;
  private static final String ID =
      """
      {"name":"externalId","type":"string","multiValued":false,"required":false,"caseExact":true,
       "mutability":"readWrite","returned":"default","uniqueness":"server"}\
      """;
  private static final String TEXT =
      """
      {"name":"$1","type":"string","multiValued":false,"required":false,"caseExact":false,
       "mutability":"readWrite","returned":"default","uniqueness":"none"}\
      """;

  private Described() {}

  /// @param id of the one that is asked for
  static Response answer(String what, Optional<String> id, String base) {
    return switch (what) {
      case "config" -> ScimAnswers.resource(200, read(CONFIG, base));
      case "types" ->
          chosen(
              id,
              read(TYPE.replace("NAME", "User"), base),
              read(TYPE.replace("NAME", "Group"), base));
      default -> chosen(id, read(USER_SCHEMA, base), read(GROUP_SCHEMA, base));
    };
  }

  private static Response chosen(Optional<String> id, JsonValue... all) {
    return id.isEmpty()
        ? ScimAnswers.list(all.length, 1, List.of(all))
        : Arrays.stream(all)
            .filter(one -> one.text("id").equals(id))
            .findFirst()
            .map(one -> ScimAnswers.resource(200, one))
            .orElseThrow(() ->
                new Problem.ResourceNotFound(
                        "notFound", "There is no '" + id.orElse("") + "' here.")
                    .asException());
  }

  private static JsonValue read(String template, String base) {
    String text =
        template
            .replace("[ID,", "[" + ID + ",")
            .replaceAll("TEXT:(\\w+)", TEXT)
            .replace("MAX", Integer.toString(Slice.MAX_COUNT))
            .replace("BASE", base);
    return Json.parse(text.getBytes(StandardCharsets.UTF_8));
  }
}
