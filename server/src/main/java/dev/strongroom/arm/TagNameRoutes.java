package dev.strongroom.arm;

import dev.strongroom.http.Bound;
import dev.strongroom.http.Json;
import dev.strongroom.http.Response;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.vaults.DeleteTagName;
import dev.strongroom.vaults.ListTagNames;
import dev.strongroom.vaults.PredefinedTag;
import dev.strongroom.vaults.PutTagName;
import dev.strongroom.vaults.TagName;
import dev.strongroom.vaults.TagNames;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;

/// `tagNames` of a subscription: what `az tag list` shows, and the names and values that are there
/// before anything carries them.
final class TagNameRoutes {
  private static final String ALL = "/subscriptions/{subscription}/tagNames";
  private static final String NAME = ALL + "/{tag}";
  private static final String VALUE = NAME + "/tagValues/{value}";
  private static final int CREATED = 201;
  private static final int NO_CONTENT = 204;

  private final TagNames names;

  TagNameRoutes(TagNames names) {
    this.names = names;
  }

  List<ArmRoute> routes() {
    return List.of(
        ArmRoute.of("GET", ALL, this::list),
        ArmRoute.of("PUT", NAME, call -> put(tag(call, ""))),
        ArmRoute.of("DELETE", NAME, call -> delete(tag(call, ""))),
        ArmRoute.of("PUT", VALUE, call -> put(tag(call, call.word("value")))),
        ArmRoute.of("DELETE", VALUE, call -> delete(tag(call, call.word("value")))));
  }

  private Bound<?> list(ArmCall call) {
    SubscriptionId subscription = call.subscription();
    return new Bound<>(
        new ListTagNames(names, subscription),
        found -> ResourceJson.list(found, (json, one) -> name(json, subscription, one)));
  }

  private Bound<?> put(PredefinedTag tag) {
    return new Bound<>(
        new PutTagName(names.resources(), tag),
        done ->
            Response.json(
                done.created() ? CREATED : Bound.OK, Json.write(json -> write(json, done.tag()))));
  }

  private Bound<?> delete(PredefinedTag tag) {
    return new Bound<>(
        new DeleteTagName(names, tag), deleted -> Response.of(deleted ? Bound.OK : NO_CONTENT));
  }

  private static PredefinedTag tag(ArmCall call, String value) {
    return new PredefinedTag(call.subscription(), call.word("tag"), value);
  }

  private static void write(JsonGenerator json, PredefinedTag tag) {
    if (tag.isName()) {
      name(json, tag.subscription(), new TagName(tag.name(), 0, Map.of()));
    } else {
      value(json, path(tag.subscription(), tag.name()), tag.value(), 0);
    }
  }

  private static void name(JsonGenerator json, SubscriptionId subscription, TagName one) {
    String path = path(subscription, one.name());
    json.writeStartObject();
    json.writeStringProperty("id", path);
    json.writeStringProperty("tagName", one.name());
    count(json, one.count());
    json.writeName("values");
    json.writeStartArray();
    new TreeMap<>(one.values()).forEach((value, count) -> value(json, path, value, count));
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void value(JsonGenerator json, String path, String value, long count) {
    json.writeStartObject();
    json.writeStringProperty("id", path + "/tagValues/" + value);
    json.writeStringProperty("tagValue", value);
    count(json, count);
    json.writeEndObject();
  }

  private static void count(JsonGenerator json, long count) {
    json.writeName("count");
    json.writeStartObject();
    json.writeStringProperty("type", "Total");
    json.writeNumberProperty("value", count);
    json.writeEndObject();
  }

  private static String path(SubscriptionId subscription, String name) {
    return ResourceId.subscription(subscription).child("tagNames/" + name).display();
  }
}
