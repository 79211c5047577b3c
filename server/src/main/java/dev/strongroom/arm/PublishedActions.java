package dev.strongroom.arm;

import dev.strongroom.kernel.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.core.JsonGenerator;

/// What roles can grant, by resource provider: for who writes a custom role. Written as the
/// operations of a provider (`{namespace}/operations`) and as its metadata (`providerOperations`).
record PublishedActions(List<Provider> providers) {
  private static final String RESOURCE = "provider-operations.txt";
  private static final String METADATA = "Microsoft.Authorization/providerOperations";
  private static final String ACTION = "action";

  static final PublishedActions ALL = load();

  /// The actions of one namespace.
  record Provider(String namespace, String display, List<Line> lines) {}

  /// @param name without the namespace, as `vaults/read`
  /// @param data whether it belongs to a role's `dataActions`
  record Line(String name, boolean data, String resource, String operation, String description) {
    /// `vaults/secrets` of `vaults/secrets/getSecret/action`; empty for the provider's own.
    String type() {
      List<String> words = List.of(name.split("/"));
      int verb = words.getLast().equals(ACTION) ? 2 : 1;
      return String.join("/", words.subList(0, words.size() - verb));
    }
  }

  Provider of(String namespace) {
    return providers.stream()
        .filter(provider -> provider.namespace().equalsIgnoreCase(namespace))
        .findFirst()
        .orElseThrow(() ->
            new Problem.ResourceNotFound(
                    "ProviderNotFound", "The resource provider '" + namespace + "' is not found.")
                .asException());
  }

  static void operation(JsonGenerator json, Provider provider, Line line) {
    json.writeStartObject();
    json.writeStringProperty("name", provider.namespace() + "/" + line.name());
    json.writeBooleanProperty("isDataAction", line.data());
    json.writeName("display");
    json.writeStartObject();
    json.writeStringProperty("provider", provider.display());
    json.writeStringProperty("resource", line.resource());
    json.writeStringProperty("operation", line.operation());
    json.writeStringProperty("description", line.description());
    json.writeEndObject();
    json.writeEndObject();
  }

  static void metadata(JsonGenerator json, Provider provider) {
    Map<String, List<Line>> byType = new LinkedHashMap<>();
    provider
        .lines()
        .forEach(line -> byType.computeIfAbsent(line.type(), _ -> new ArrayList<>()).add(line));
    List<Line> own = Objects.requireNonNullElse(byType.remove(""), List.of());
    json.writeStartObject();
    json.writeStringProperty("id", "/providers/" + METADATA + "/" + provider.namespace());
    json.writeStringProperty("name", provider.namespace());
    json.writeStringProperty("type", METADATA);
    json.writeStringProperty("displayName", provider.display());
    json.writeName("resourceTypes");
    json.writeStartArray();
    byType.forEach((type, lines) -> {
      json.writeStartObject();
      json.writeStringProperty("name", type);
      json.writeStringProperty("displayName", lines.getFirst().resource());
      entries(json, provider, lines);
      json.writeEndObject();
    });
    json.writeEndArray();
    entries(json, provider, own);
    json.writeEndObject();
  }

  private static void entries(JsonGenerator json, Provider provider, List<Line> lines) {
    json.writeName("operations");
    json.writeStartArray();
    for (Line line : lines) {
      json.writeStartObject();
      json.writeStringProperty("name", provider.namespace() + "/" + line.name());
      json.writeStringProperty("displayName", line.operation());
      json.writeStringProperty("description", line.description());
      json.writeBooleanProperty("isDataAction", line.data());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static PublishedActions load() {
    try (InputStream table = PublishedActions.class.getResourceAsStream(RESOURCE)) {
      byte[] text = Objects.requireNonNull(table, "the table is part of the jar").readAllBytes();
      return parse(new String(text, StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException("the table of actions cannot be read", unreadable);
    }
  }

  private static PublishedActions parse(String table) {
    List<Provider> found = new ArrayList<>();
    for (String block : table.split("\n\n")) {
      List<String[]> rows =
          block.lines().filter(row -> !row.startsWith("#")).map(row -> row.split("\t")).toList();
      if (!rows.isEmpty()) {
        String[] head = rows.getFirst();
        List<Line> lines = rows.stream().skip(1).map(PublishedActions::line).toList();
        found.add(new Provider(head[1], head[2], lines));
      }
    }
    return new PublishedActions(List.copyOf(found));
  }

  private static Line line(String[] row) {
    return new Line(row[0], row[1].equals("data"), row[2], row[3], row[4]);
  }
}
