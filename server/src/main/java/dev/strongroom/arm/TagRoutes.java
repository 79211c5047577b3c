package dev.strongroom.arm;

import dev.strongroom.http.Bound;
import dev.strongroom.http.Response;
import dev.strongroom.identity.Identities;
import dev.strongroom.identity.IdentityResource;
import dev.strongroom.managedhsm.ManagedHsm;
import dev.strongroom.managedhsm.ManagedHsms;
import dev.strongroom.managedhsm.TagsOfHsm;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.Tags;
import dev.strongroom.vaults.ChangeTags;
import dev.strongroom.vaults.ChangeTags.Way;
import dev.strongroom.vaults.GetTags;
import dev.strongroom.vaults.TagPlace;
import dev.strongroom.vaults.TagsOfGroup;
import dev.strongroom.vaults.TagsOfSubscription;
import dev.strongroom.vaults.TagsOfVault;
import dev.strongroom.vaults.Vault;
import dev.strongroom.vaults.Vaults;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;

/// `Microsoft.Resources/tags/default`, the tags of a subscription, resource group or resource by
/// themselves.
final class TagRoutes {
  private static final String TAGS = "/providers/Microsoft.Resources/tags/default";
  private static final String SUBSCRIPTION = "/subscriptions/{subscription}";
  private static final String GROUP = SUBSCRIPTION + "/resourceGroups/{group}";

  private final Vaults vaults;
  private final ManagedHsms hsms;
  private final Identities identities;

  TagRoutes(Vaults vaults, ManagedHsms hsms, Identities identities) {
    this.vaults = vaults;
    this.hsms = hsms;
    this.identities = identities;
  }

  List<ArmRoute> routes() {
    return Stream.of(
            lines(SUBSCRIPTION + TAGS, this::ofSubscription),
            lines(GROUP + TAGS, this::ofGroup),
            lines(path(Vault.TYPE, "vault"), call -> new TagsOfVault(vaults, call.vault())),
            lines(path(ManagedHsm.TYPE, "hsm"), this::ofHsm),
            lines(path(IdentityResource.TYPE, "identity"), this::ofIdentity))
        .flatMap(lines -> lines)
        .toList();
  }

  private static String path(String type, String name) {
    return GROUP + "/providers/" + type + "/{" + name + "}" + TAGS;
  }

  private TagPlace ofSubscription(ArmCall call) {
    return new TagsOfSubscription(vaults.resources(), call.subscription());
  }

  private TagPlace ofGroup(ArmCall call) {
    return new TagsOfGroup(vaults.resources(), call.subscription(), call.group());
  }

  private TagPlace ofHsm(ArmCall call) {
    return new TagsOfHsm(hsms, ManagedHsmRoutes.address(call));
  }

  private TagPlace ofIdentity(ArmCall call) {
    return new TagsOfIdentity(
        identities,
        ResourceId.resourceGroup(call.subscription(), call.group().display())
            .child("providers/" + IdentityResource.TYPE + "/" + call.word("identity")));
  }

  private static Stream<ArmRoute> lines(String path, Function<ArmCall, TagPlace> place) {
    return Stream.of(
        ArmRoute.of("GET", path, call -> get(place.apply(call))),
        ArmRoute.of("PUT", path, call -> change(call, place.apply(call), Way.REPLACE)),
        ArmRoute.of("PATCH", path, call -> change(call, place.apply(call), way(call))),
        ArmRoute.of("DELETE", path, call -> clear(place.apply(call))));
  }

  private static Bound<?> get(TagPlace place) {
    return new Bound<>(
        new GetTags(place), tags -> ArmAnswers.json(json -> write(json, place, tags)));
  }

  private static Bound<?> change(ArmCall call, TagPlace place, Way way) {
    Tags given =
        ArmFields.of(call.body())
            .object("properties")
            .flatMap(ArmFields::tags)
            .orElseThrow(() ->
                ArmCall.refused(
                    "InvalidRequestContent", "The property 'properties.tags' is missing."));
    return new Bound<>(
        new ChangeTags(place, way, given),
        tags -> ArmAnswers.json(json -> write(json, place, tags)));
  }

  private static Bound<?> clear(TagPlace place) {
    return new Bound<>(new ChangeTags(place, Way.CLEAR, Tags.NONE), _ -> Response.of(Bound.OK));
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
