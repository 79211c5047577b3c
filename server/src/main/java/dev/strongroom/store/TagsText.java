package dev.strongroom.store;

import dev.strongroom.model.Tags;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Tags in one column: a JSON object of strings, in the order they were given.
final class TagsText {
  private static final String NONE = "{}";
  private static final JsonFactory FACTORY = new JsonFactory();

  private TagsText() {}

  static String write(Tags tags) {
    if (tags.isEmpty()) {
      return NONE;
    }
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      tags.entries().forEach(json::writeStringProperty);
      json.writeEndObject();
    }
    return text.toString();
  }

  static Tags read(String text) {
    if (text.equals(NONE)) {
      return Tags.NONE;
    }
    Map<String, String> tags = new LinkedHashMap<>();
    try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = json.currentName();
        json.nextToken();
        tags.put(name, json.getString());
      }
    }
    return new Tags(tags);
  }
}
