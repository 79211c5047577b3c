package dev.strongroom.scim;

import dev.strongroom.http.JsonValue;
import dev.strongroom.http.JsonValue.Obj;
import dev.strongroom.http.JsonValue.Str;
import dev.strongroom.provisioning.Provisioned;
import java.util.LinkedHashMap;
import java.util.Map;

/// `meta` of a resource.
final class Meta {
  private Meta() {}

  static JsonValue of(String type, Provisioned facts, String base) {
    Map<String, JsonValue> meta = new LinkedHashMap<>();
    meta.put("resourceType", new Str(type));
    meta.put("created", new Str(facts.created().toString()));
    meta.put("lastModified", new Str(facts.modified().toString()));
    meta.put("location", new Str(base + "/" + type + "s/" + facts.id()));
    return new Obj(meta);
  }
}
