package dev.strongroom.dataplane;

import dev.strongroom.http.Json;
import dev.strongroom.kernel.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads the members of a request's JSON. Members nobody knows are ignored, as Azure does; `null`
/// stands for a member that was left out.
final class BodyFields {
  /// The last second that a date of Azure's platform can express, in the year 9999.
  private static final long MAX_SECONDS = 253_402_300_799L;

  private BodyFields() {}

  /// Shows `member` each member of the document; the parser stands on its value.
  static void document(byte[] body, BiConsumer<JsonParser, String> member) {
    try (JsonParser json = Json.parser(body)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw refused("The request body must be a JSON object.");
      }
      members(json, member);
      if (json.nextToken() != null) {
        throw refused("The request body is not well-formed JSON.");
      }
    } catch (JacksonException unreadable) {
      throw refused("The request body is not well-formed JSON.");
    }
  }

  static void object(JsonParser json, String name, BiConsumer<JsonParser, String> member) {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw refused("The member \"" + name + "\" must be an object.");
    }
    members(json, member);
  }

  static Map<String, String> texts(JsonParser json, String name) {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw refused("The member \"" + name + "\" must be an object of strings.");
    }
    Map<String, String> entries = new LinkedHashMap<>();
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String entry = json.currentName();
      json.nextToken();
      entries.put(entry, text(json, name));
    }
    return entries;
  }

  static List<String> list(JsonParser json, String name) {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw refused("The member \"" + name + "\" must be an array of strings.");
    }
    List<String> items = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      items.add(text(json, name));
    }
    return items;
  }

  static String text(JsonParser json, String name) {
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      throw refused("The member \"" + name + "\" must hold text.");
    }
    return json.getString();
  }

  static boolean flag(JsonParser json, String name) {
    return switch (json.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> throw refused("The attribute \"" + name + "\" must be true or false.");
    };
  }

  static int number(JsonParser json, String name) {
    if (json.currentToken() == JsonToken.VALUE_NUMBER_INT) {
      try {
        return json.getIntValue();
      } catch (JacksonException tooLarge) {
        throw badNumber(name);
      }
    }
    throw badNumber(name);
  }

  static Instant time(JsonParser json, String name) {
    if (json.currentToken() == JsonToken.VALUE_NUMBER_INT && json.isExpectedNumberIntToken()) {
      try {
        long seconds = json.getLongValue();
        if (seconds >= 0 && seconds <= MAX_SECONDS) {
          return Instant.ofEpochSecond(seconds);
        }
      } catch (JacksonException tooLarge) {
        throw badTime(name);
      }
    }
    throw badTime(name);
  }

  static RuntimeException refused(String message) {
    return new Problem.Malformed(message).asException();
  }

  private static void members(JsonParser json, BiConsumer<JsonParser, String> member) {
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      if (json.nextToken() != JsonToken.VALUE_NULL) {
        member.accept(json, name);
      }
    }
  }

  private static RuntimeException badTime(String name) {
    return refused(
        "The attribute \"" + name + "\" must be whole seconds since 1970-01-01T00:00:00Z.");
  }

  private static RuntimeException badNumber(String name) {
    return refused("The member \"" + name + "\" must be a whole number.");
  }
}
