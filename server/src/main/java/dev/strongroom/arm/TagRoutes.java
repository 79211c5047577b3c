package dev.strongroom.arm;

import dev.strongroom.http.Bound;
import dev.strongroom.http.Response;
import dev.strongroom.model.Tags;
import dev.strongroom.vaults.ChangeTags;
import dev.strongroom.vaults.ChangeTags.Way;
import dev.strongroom.vaults.GetTags;
import dev.strongroom.vaults.TagPlace;
import dev.strongroom.vaults.Vaults;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;

/// `Microsoft.Resources/tags/default`, the tags of a resource group or vault by themselves.
final class TagRoutes {
  private static final String TAGS = "/providers/Microsoft.Resources/tags/default";
  private static final String GROUP = "/subscriptions/{subscription}/resourceGroups/{group}" + TAGS;
  private static final String VAULT =
      "/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.KeyVault/vaults/{vault}"
          + TAGS;

  private final Vaults vaults;

  TagRoutes(Vaults vaults) {
    this.vaults = vaults;
  }

  List<ArmRoute> routes() {
    return Stream.concat(
            lines(GROUP, call -> new TagPlace.OfGroup(call.subscription(), call.group())),
            lines(VAULT, call -> new TagPlace.OfVault(call.vault())))
        .toList();
  }

  private Stream<ArmRoute> lines(String path, Function<ArmCall, TagPlace> place) {
    return Stream.of(
        ArmRoute.of("GET", path, call -> get(place.apply(call))),
        ArmRoute.of("PUT", path, call -> change(call, place.apply(call), Way.REPLACE)),
        ArmRoute.of("PATCH", path, call -> change(call, place.apply(call), way(call))),
        ArmRoute.of("DELETE", path, call -> clear(place.apply(call))));
  }

  private Bound<?> get(TagPlace place) {
    return new Bound<>(
        new GetTags(vaults, place), tags -> ArmAnswers.json(json -> write(json, place, tags)));
  }

  private Bound<?> change(ArmCall call, TagPlace place, Way way) {
    Tags given =
        ArmFields.of(call.body())
            .object("properties")
            .flatMap(ArmFields::tags)
            .orElseThrow(() ->
                ArmCall.refused(
                    "InvalidRequestContent", "The property 'properties.tags' is missing."));
    return new Bound<>(
        new ChangeTags(vaults, place, way, given),
        tags -> ArmAnswers.json(json -> write(json, place, tags)));
  }

  private Bound<?> clear(TagPlace place) {
    return new Bound<>(
        new ChangeTags(vaults, place, Way.CLEAR, Tags.NONE), _ -> Response.of(Bound.OK));
  }

  private static Way way(ArmCall call) {
    Optional<String> operation = ArmFields.of(call.body()).text("operation");
    return Arrays.stream(Way.values())
        .filter(way -> way != Way.CLEAR)
        .filter(way -> operation.filter(way.name()::equalsIgnoreCase).isPresent())
        .findFirst()
        .orElseThrow(() ->
            ArmCall.refused(
                "InvalidRequestContent", "The 'operation' is Replace, Merge or Delete."));
  }

  private static void write(JsonGenerator json, TagPlace place, Tags tags) {
    json.writeStartObject();
    json.writeStringProperty("id", place.resource().display() + TAGS);
    json.writeStringProperty("name", "default");
    json.writeStringProperty("type", "Microsoft.Resources/tags");
    json.writeName("properties");
    json.writeStartObject();
    json.writeName("tags");
    json.writeStartObject();
    tags.entries().forEach(json::writeStringProperty);
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
  }
}
