package dev.strongroom.scim;

import dev.strongroom.http.JsonValue;
import dev.strongroom.http.JsonValue.Arr;
import dev.strongroom.http.JsonValue.Obj;
import dev.strongroom.http.JsonValue.Str;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.provisioning.Kept.GroupForm;
import dev.strongroom.provisioning.Kept.KeptGroup;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A group as SCIM shows and takes it.
final class GroupJson {
  static final String SCHEMA = "urn:ietf:params:scim:schemas:core:2.0:Group";
  static final Set<String> KEPT = Set.of("displayName", "externalId", "members");

  private GroupJson() {}

  static Obj view(KeptGroup kept, String base) {
    Map<String, JsonValue> json = new LinkedHashMap<>();
    json.put("schemas", new Arr(List.of(new Str(SCHEMA))));
    json.put("id", new Str(kept.group().id().toString()));
    kept.facts().externalId().ifPresent(id -> json.put("externalId", new Str(id)));
    json.put("displayName", new Str(kept.group().displayName()));
    json.put("members", new Arr(kept.members().stream().map(GroupJson::member).toList()));
    json.put("meta", Meta.of("Group", kept.facts(), base));
    return Version.in(new Obj(json));
  }

  private static JsonValue member(PrincipalId id) {
    return new Obj(Map.of("value", new Str(id.toString())));
  }

  static GroupForm form(JsonValue group) {
    Set<PrincipalId> members = new LinkedHashSet<>();
    for (JsonValue member : group.items("members")) {
      String id = member.text("value").orElse("");
      members.add(
          PrincipalId.parse(id)
              .orElseThrow(() -> ScimProblems.value("A member's value must be an id of ours.")));
    }
    return new GroupForm(
        Texts.required(group, "displayName"), Texts.optional(group, "externalId"), members);
  }
}
