package dev.strongroom.graph;

import dev.strongroom.identity.Principal;
import dev.strongroom.identity.Principal.Group;
import dev.strongroom.identity.TenantDirectory;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;

/// What `$expand` adds to a group: its first members, or its owners, of which there are none. As in
/// Graph no more than 20 come so; the list of members has them all.
record GroupParts(Set<String> names) {
  static final int MAX_EXPANDED = 20;
  private static final String MEMBERS = "members";
  private static final String OWNERS = "owners";

  static GroupParts asked(GraphCall call) {
    String given = call.request().query().getOrDefault("$expand", "");
    Set<String> names =
        Arrays.stream(given.split(","))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toUnmodifiableSet());
    if (!List.of(MEMBERS, OWNERS).containsAll(names)) {
      throw Filter.unsupported("$expand takes members and owners of groups.");
    }
    return new GroupParts(names);
  }

  /// The principal, with these parts if it is a group.
  void write(JsonGenerator json, Principal one, TenantDirectory directory) {
    PrincipalJson.members(json, one);
    if (!(one instanceof Group)) {
      return;
    }
    if (names.contains(MEMBERS)) {
      json.writeArrayPropertyStart(MEMBERS);
      directory.membersOf(one.id()).stream()
          .limit(MAX_EXPANDED)
          .forEach(member -> {
            json.writeStartObject();
            PrincipalJson.typed(json, member);
            json.writeEndObject();
          });
      json.writeEndArray();
    }
    if (names.contains(OWNERS)) {
      PrincipalJson.texts(json, OWNERS, List.of());
    }
  }
}
