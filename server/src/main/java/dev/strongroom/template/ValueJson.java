package dev.strongroom.template;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/// Values as JSON: templates as they are sent, bodies as they are asked for, and the functions
/// `json` and `string`.
public final class ValueJson {
  private static final int MAX_NUMBER = 30;

  /// What was written here may nest deeper than what is sent.
  private static final int MAX_WRITTEN_DEPTH = 4 * TemplateLimits.MAX_JSON_DEPTH;

  private static final JsonFactory FACTORY = factory(TemplateLimits.MAX_JSON_DEPTH);
  private static final JsonFactory OWN = factory(MAX_WRITTEN_DEPTH);

  private ValueJson() {}

  /// `az` sends `template:` without quotes and the comments of the file, as Azure's reader takes
  /// them.
  private static JsonFactory factory(int depth) {
    return JsonFactory.builder()
        .enable(
            JsonReadFeature.ALLOW_UNQUOTED_PROPERTY_NAMES,
            JsonReadFeature.ALLOW_JAVA_COMMENTS,
            JsonReadFeature.ALLOW_TRAILING_COMMA)
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(depth)
                .maxNumberLength(MAX_NUMBER)
                .build())
        .streamWriteConstraints(
            StreamWriteConstraints.builder().maxNestingDepth(MAX_WRITTEN_DEPTH).build())
        .build();
  }

  /// Empty when it is not one well-formed document.
  public static Optional<Value> read(byte[] json) {
    return read(json, FACTORY);
  }

  public static Optional<Value> read(String json) {
    return read(json.getBytes(StandardCharsets.UTF_8));
  }

  /// What [#text] wrote.
  public static Value reread(String json) {
    return read(json.getBytes(StandardCharsets.UTF_8), OWN)
        .orElseThrow(() -> new IllegalStateException("broken promise: a document of ours"));
  }

  private static Optional<Value> read(byte[] json, JsonFactory factory) {
    try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), json)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        return Optional.empty();
      }
      Value value = value(parser, first);
      return parser.nextToken() == null ? Optional.of(value) : Optional.empty();
    } catch (JacksonException | NumberFormatException malformed) {
      return Optional.empty();
    }
  }

  public static byte[] bytes(Value value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
      write(json, value);
    }
    return bytes.toByteArray();
  }

  public static String text(Value value) {
    return new String(bytes(value), StandardCharsets.UTF_8);
  }

  public static void write(JsonGenerator to, Value value) {
    switch (value) {
      case Value.Null() -> to.writeNull();
      case Value.Bool(boolean flag) -> to.writeBoolean(flag);
      case Value.Num(BigDecimal number) -> to.writeNumber(number);
      case Value.Text(String text, _) -> to.writeString(text);
      case Value.Arr(var items) -> {
        to.writeStartArray();
        items.forEach(item -> write(to, item));
        to.writeEndArray();
      }
      case Value.Obj(var members) -> {
        to.writeStartObject();
        members.forEach((name, member) -> {
          to.writeName(name);
          write(to, member);
        });
        to.writeEndObject();
      }
    }
  }

  private static Value value(JsonParser json, JsonToken token) {
    return switch (token) {
      case START_OBJECT -> object(json);
      case START_ARRAY -> array(json);
      case VALUE_STRING -> Value.text(json.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Value.Num(bounded(json.getDecimalValue()));
      case VALUE_TRUE -> Value.flag(true);
      case VALUE_FALSE -> Value.flag(false);
      default -> Value.NULL;
    };
  }

  /// A number can be short and yet have more digits than there is memory.
  static BigDecimal bounded(BigDecimal number) {
    if (Math.abs((long) number.scale()) > TemplateLimits.MAX_SCALE) {
      throw new NumberFormatException("a number past all bounds");
    }
    return number;
  }

  private static Value object(JsonParser json) {
    Map<String, Value> members = new LinkedHashMap<>();
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      members.put(name, value(json, json.nextToken()));
    }
    return new Value.Obj(members);
  }

  private static Value array(JsonParser json) {
    List<Value> items = new ArrayList<>();
    for (JsonToken at = json.nextToken(); at != JsonToken.END_ARRAY; at = json.nextToken()) {
      items.add(value(json, at));
    }
    return new Value.Arr(items);
  }
}
