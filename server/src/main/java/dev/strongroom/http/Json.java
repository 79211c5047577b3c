package dev.strongroom.http;

import dev.strongroom.kernel.Problem;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// JSON by a streaming parser and generator; no reflective mapper ever meets a record of ours. An
/// object that names a member twice is malformed: which of the two counts, others may read
/// differently.
public final class Json {
  public static final int MAX_DEPTH = 32;
  private static final int MAX_NAME_LENGTH = 4_096;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNameLength(MAX_NAME_LENGTH)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private Json() {}

  /// A parser over `body`, for codecs that read secrets. The caller closes it.
  public static JsonParser parser(byte[] body) {
    return FACTORY.createParser(ObjectReadContext.empty(), body);
  }

  /// Parses one document; throws [Problem.Malformed] for anything else.
  public static JsonValue parse(byte[] body) {
    try (JsonParser parser = parser(body)) {
      parser.nextToken();
      JsonValue value = value(parser);
      if (parser.nextToken() != null) {
        throw malformed();
      }
      return value;
    } catch (JacksonException | NumberFormatException unreadable) { // an exponent past all bounds
      throw malformed();
    }
  }

  public static byte[] write(Consumer<JsonGenerator> body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
      body.accept(generator);
    }
    return bytes.toByteArray();
  }

  /// Writes a parsed value again, member order kept.
  public static void write(JsonGenerator to, JsonValue value) {
    switch (value) {
      case JsonValue.Obj(var members) -> {
        to.writeStartObject();
        members.forEach((name, member) -> {
          to.writeName(name);
          write(to, member);
        });
        to.writeEndObject();
      }
      case JsonValue.Arr(var items) -> {
        to.writeStartArray();
        items.forEach(item -> write(to, item));
        to.writeEndArray();
      }
      case JsonValue.Str(String text) -> to.writeString(text);
      case JsonValue.Num(var number) -> to.writeNumber(number);
      case JsonValue.Bool(boolean flag) -> to.writeBoolean(flag);
      case JsonValue.Null() -> to.writeNull();
    }
  }

  public static byte[] bytes(JsonValue value) {
    return write(generator -> write(generator, value));
  }

  /// Reads the value that a parser of ours stands at, for codecs that read the rest themselves.
  public static JsonValue read(JsonParser parser) {
    return value(parser);
  }

  private static JsonValue value(JsonParser parser) {
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw malformed();
    }
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> new JsonValue.Str(parser.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonValue.Num(parser.getDecimalValue());
      case VALUE_TRUE -> new JsonValue.Bool(true);
      case VALUE_FALSE -> new JsonValue.Bool(false);
      case VALUE_NULL -> new JsonValue.Null();
      default -> throw malformed();
    };
  }

  private static JsonValue object(JsonParser parser) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      members.put(name, value(parser));
    }
    return new JsonValue.Obj(members);
  }

  private static JsonValue array(JsonParser parser) {
    List<JsonValue> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(parser));
    }
    return new JsonValue.Arr(items);
  }

  private static RuntimeException malformed() {
    return new Problem.Malformed("The request body is not well-formed JSON.").asException();
  }
}
