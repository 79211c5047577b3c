package dev.strongroom.arm;

import dev.strongroom.groups.CheckGroupName;
import dev.strongroom.groups.GetManagementGroup;
import dev.strongroom.groups.GroupId;
import dev.strongroom.groups.ListDescendants;
import dev.strongroom.groups.ListEntities;
import dev.strongroom.groups.ManagementGroup;
import dev.strongroom.groups.SaveManagementGroup;
import dev.strongroom.groups.Tree;
import dev.strongroom.http.Json;
import dev.strongroom.model.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/// Management groups on the wire, as in the specification of 2023-04-01.
final class ManagementGroupJson {
  private static final String TYPE = "Microsoft.Management/managementGroups";
  private static final String PLACED = TYPE + "/subscriptions";

  private ManagementGroupJson() {}

  /// What `$expand` asks for besides the group itself.
  enum Expand {
    NOTHING,
    CHILDREN,
    ALL_CHILDREN,
    PATH,
    ANCESTORS;

    static Expand parse(String expand, String recurse) {
      return switch (expand.toLowerCase(Locale.ROOT)) {
        case "" -> NOTHING;
        case "children" -> recurse.equalsIgnoreCase("true") ? ALL_CHILDREN : CHILDREN;
        case "path" -> PATH;
        case "ancestors" -> ANCESTORS;
        default ->
            throw ArmCall.refused(
                "InvalidExpand",
                "The $expand '" + expand + "' is not offered. Use children, path or ancestors.");
      };
    }
  }

  /// The specification nests the parent, and clients send it.
  static SaveManagementGroup.Wanted wanted(byte[] body, GroupId group) {
    ArmFields fields = ArmFields.of(Json.parse(body));
    fields
        .text("name")
        .filter(name -> !name.equalsIgnoreCase(group.display()))
        .ifPresent(name -> {
          throw fields.invalid("name", "the name in the path, or none");
        });
    ArmFields properties = fields.object("properties").orElse(fields);
    return new SaveManagementGroup.Wanted(
        properties.text("displayName"),
        properties
            .object("details")
            .flatMap(details -> details.object("parent"))
            .flatMap(parent -> parent.text("id"))
            .map(GroupId::ofPath),
        false);
  }

  static void summary(JsonGenerator json, ManagementGroup group) {
    head(json, group);
    json.writeName("properties");
    json.writeStartObject();
    json.writeStringProperty("tenantId", group.tenant().toString());
    json.writeStringProperty("displayName", group.displayName());
    json.writeEndObject();
    json.writeEndObject();
  }

  static void write(JsonGenerator json, GetManagementGroup.Found found, Expand expand) {
    ManagementGroup group = found.group();
    head(json, group);
    json.writeName("properties");
    json.writeStartObject();
    json.writeStringProperty("tenantId", group.tenant().toString());
    json.writeStringProperty("displayName", group.displayName());
    details(json, found, expand);
    if (expand == Expand.CHILDREN || expand == Expand.ALL_CHILDREN) {
      children(json, found.tree(), group, expand == Expand.ALL_CHILDREN);
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void details(JsonGenerator json, GetManagementGroup.Found found, Expand expand) {
    ManagementGroup group = found.group();
    List<ManagementGroup> above = found.tree().above(group);
    json.writeName("details");
    json.writeStartObject();
    json.writeNumberProperty("version", group.change().version());
    json.writeStringProperty("updatedTime", group.change().at().toString());
    json.writeStringProperty("updatedBy", group.change().by());
    if (!above.isEmpty()) {
      json.writeName("parent");
      json.writeStartObject();
      json.writeStringProperty("id", above.getFirst().resource().display());
      named(json, above.getFirst());
      json.writeEndObject();
    }
    if (expand == Expand.PATH) {
      chain(json, "path", above.reversed());
    } else if (expand == Expand.ANCESTORS) {
      chain(json, "managementGroupAncestorsChain", above);
    }
    json.writeEndObject();
  }

  private static void chain(JsonGenerator json, String name, List<ManagementGroup> groups) {
    json.writeName(name);
    json.writeStartArray();
    for (ManagementGroup group : groups) {
      json.writeStartObject();
      named(json, group);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void children(JsonGenerator json, Tree tree, ManagementGroup group, boolean deep) {
    List<ManagementGroup> children = tree.children(group);
    List<Tree.Leaf> leaves = tree.subscriptions(group);
    if (children.isEmpty() && leaves.isEmpty()) {
      return;
    }
    json.writeName("children");
    json.writeStartArray();
    for (ManagementGroup child : children) {
      head(json, child);
      json.writeStringProperty("displayName", child.displayName());
      if (deep) {
        children(json, tree, child, true);
      }
      json.writeEndObject();
    }
    for (Tree.Leaf leaf : leaves) {
      leaf(json, leaf, "/subscriptions");
      json.writeStringProperty("displayName", leaf.displayName());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  static void descendants(JsonGenerator json, ListDescendants.Found found) {
    json.writeStartObject();
    json.writeName("value");
    json.writeStartArray();
    for (ManagementGroup group : found.groups()) {
      head(json, group);
      below(json, group.displayName(), group.parent().orElse(group.id()));
      json.writeEndObject();
    }
    for (Tree.Leaf leaf : found.leaves()) {
      leaf(json, leaf, PLACED);
      below(json, leaf.displayName(), found.tree().placeOf(leaf));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void below(JsonGenerator json, String displayName, GroupId parent) {
    json.writeName("properties");
    json.writeStartObject();
    json.writeStringProperty("displayName", displayName);
    parent(json, parent);
    json.writeEndObject();
  }

  /// A subscription as a member of a group.
  static void placed(JsonGenerator json, GroupId group, Tree.Leaf leaf) {
    json.writeStartObject();
    json.writeStringProperty("name", leaf.id().toString());
    json.writeStringProperty("id", path(group) + "/subscriptions/" + leaf.id());
    json.writeStringProperty("type", PLACED);
    json.writeName("properties");
    json.writeStartObject();
    json.writeStringProperty("displayName", leaf.displayName());
    parent(json, group);
    json.writeStringProperty("state", "Active");
    json.writeStringProperty("tenant", leaf.tenant().toString());
    json.writeEndObject();
    json.writeEndObject();
  }

  static void entities(JsonGenerator json, ListEntities.Found found) {
    json.writeStartObject();
    json.writeName("value");
    json.writeStartArray();
    for (ManagementGroup group : found.groups()) {
      head(json, group);
      entity(json, group.displayName(), found.tree().above(group), group.tenant().toString());
      json.writeEndObject();
    }
    for (Tree.Leaf leaf : found.leaves()) {
      ManagementGroup parent =
          found.tree().find(leaf.tenant(), found.tree().placeOf(leaf)).orElseThrow();
      List<ManagementGroup> above = new ArrayList<>(List.of(parent));
      above.addAll(found.tree().above(parent));
      leaf(json, leaf, "/subscriptions");
      entity(json, leaf.displayName(), above, leaf.tenant().toString());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeNumberProperty("count", found.groups().size() + found.leaves().size());
    json.writeEndObject();
  }

  private static void entity(
      JsonGenerator json, String displayName, List<ManagementGroup> above, String tenant) {
    json.writeName("properties");
    json.writeStartObject();
    json.writeStringProperty("tenantId", tenant);
    json.writeStringProperty("displayName", displayName);
    if (!above.isEmpty()) {
      parent(json, above.getFirst().id());
    }
    texts(
        json,
        "parentDisplayNameChain",
        above.reversed().stream().map(ManagementGroup::displayName).toList());
    texts(
        json,
        "parentNameChain",
        above.reversed().stream().map(group -> group.id().display()).toList());
    json.writeEndObject();
  }

  static void available(JsonGenerator json, CheckGroupName.Answer answer) {
    json.writeStartObject();
    json.writeBooleanProperty("nameAvailable", answer == CheckGroupName.Answer.FREE);
    switch (answer) {
      case FREE -> {}
      case TAKEN -> {
        json.writeStringProperty("reason", "AlreadyExists");
        json.writeStringProperty("message", "The group with the specified name already exists");
      }
      case INVALID -> {
        json.writeStringProperty("reason", "Invalid");
        json.writeStringProperty(
            "message", "The name has 1 to 90 letters, digits, '-', '_', '(', ')' and '.'.");
      }
    }
    json.writeEndObject();
  }

  private static void head(JsonGenerator json, ManagementGroup group) {
    json.writeStartObject();
    json.writeStringProperty("id", group.resource().display());
    json.writeStringProperty("type", TYPE);
    json.writeStringProperty("name", group.id().display());
  }

  private static void leaf(JsonGenerator json, Tree.Leaf leaf, String type) {
    json.writeStartObject();
    json.writeStringProperty("id", ResourceId.subscription(leaf.id()).display());
    json.writeStringProperty("type", type);
    json.writeStringProperty("name", leaf.id().toString());
  }

  private static void named(JsonGenerator json, ManagementGroup group) {
    json.writeStringProperty("name", group.id().display());
    json.writeStringProperty("displayName", group.displayName());
  }

  private static void parent(JsonGenerator json, GroupId parent) {
    json.writeName("parent");
    json.writeStartObject();
    json.writeStringProperty("id", path(parent));
    json.writeEndObject();
  }

  private static String path(GroupId group) {
    return "/providers/" + TYPE + "/" + group;
  }

  private static void texts(JsonGenerator json, String name, List<String> texts) {
    json.writeName(name);
    json.writeStartArray();
    texts.forEach(json::writeString);
    json.writeEndArray();
  }
}
