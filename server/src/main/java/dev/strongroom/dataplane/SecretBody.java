package dev.strongroom.dataplane;

import dev.strongroom.http.Json;
import dev.strongroom.kernel.Problem;
import dev.strongroom.model.Tags;
import dev.strongroom.secrets.SecretAttributes;
import dev.strongroom.secrets.SecretLimits;
import dev.strongroom.secrets.SetSecret;
import dev.strongroom.secrets.UpdateSecret;
import dev.strongroom.trust.SecretBytes;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;

/// Reads the bodies of requests about secrets. Members it does not know are ignored, as Azure does;
/// `null` stands for a member that was left out. Closing it wipes the value.
final class SecretBody implements AutoCloseable {
  /// The last second that a date of Azure's platform can express, in the year 9999.
  private static final long MAX_SECONDS = 253_402_300_799L;

  private static final String NO_VALUE = "The request body must have a string member \"value\".";

  private final byte[] body;
  private final boolean takesValue;
  private Optional<JsonText.Text> value = Optional.empty();
  private Optional<String> contentType = Optional.empty();
  private Optional<Tags> tags = Optional.empty();
  private Optional<Boolean> enabled = Optional.empty();
  private Optional<Instant> notBefore = Optional.empty();
  private Optional<Instant> expires = Optional.empty();

  private SecretBody(byte[] body, boolean takesValue) {
    this.body = body;
    this.takesValue = takesValue;
  }

  /// A body that carries a value or a backup.
  static SecretBody withValue(byte[] bytes) {
    return read(new SecretBody(bytes, true));
  }

  /// A body without one; a member of that name means nothing here.
  static SecretBody withoutValue(byte[] bytes) {
    return read(new SecretBody(bytes, false));
  }

  private static SecretBody read(SecretBody body) {
    try (JsonParser json = Json.parser(body.body)) {
      body.document(json);
      return body;
    } catch (JacksonException unreadable) {
      body.close();
      throw refused("The request body is not well-formed JSON.");
    } catch (RuntimeException refused) {
      body.close();
      throw refused;
    }
  }

  /// What SetSecret asks for; the value belongs to this body.
  SetSecret.Content content() {
    JsonText.Text text = value.orElseThrow(() -> refused(NO_VALUE));
    SecretLimits.checkValue(text.characters());
    SecretAttributes attributes = new SecretAttributes(enabled.orElse(true), notBefore, expires);
    return new SetSecret.Content(text.utf8(), attributes, contentType, tags.orElse(Tags.NONE));
  }

  UpdateSecret.Change change() {
    return new UpdateSecret.Change(enabled, notBefore, expires, contentType, tags);
  }

  /// The blob that RestoreSecret brings back.
  SecretBytes backup() {
    return value.map(JsonText.Text::utf8).orElseThrow(() -> refused(NO_VALUE));
  }

  @Override
  public void close() {
    value.ifPresent(text -> text.utf8().close());
  }

  private void document(JsonParser json) {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw refused("The request body must be a JSON object.");
    }
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      json.nextToken();
      member(json, name);
    }
    if (json.nextToken() != null) {
      throw refused("The request body is not well-formed JSON.");
    }
  }

  private void member(JsonParser json, String name) {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    switch (name) {
      case "value" -> value(json);
      case "contentType" ->
          contentType = Optional.of(SecretLimits.checkContentType(text(json, name)));
      case "tags" -> tags = Optional.of(SecretLimits.checkTags(map(json)));
      case "attributes" -> attributes(json);
      default -> json.skipChildren();
    }
  }

  /// The parser has found the string but not decoded it; [JsonText] does, from the body itself.
  private void value(JsonParser json) {
    if (!takesValue) {
      json.skipChildren();
      return;
    }
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      throw refused("The member \"value\" must be a string.");
    }
    close();
    TokenStreamLocation location = json.currentTokenLocation();
    value = Optional.of(JsonText.read(body, location.getByteOffset()));
  }

  private void attributes(JsonParser json) {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw refused("The member \"attributes\" must be an object.");
    }
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      if (json.nextToken() == JsonToken.VALUE_NULL) {
        continue;
      }
      switch (name) {
        case "enabled" -> enabled = Optional.of(flag(json));
        case "nbf" -> notBefore = Optional.of(time(json, name));
        case "exp" -> expires = Optional.of(time(json, name));
        default -> json.skipChildren();
      }
    }
  }

  private static Map<String, String> map(JsonParser json) {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw refused("The member \"tags\" must be an object of strings.");
    }
    Map<String, String> entries = new LinkedHashMap<>();
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      json.nextToken();
      entries.put(name, text(json, "tags"));
    }
    return entries;
  }

  private static String text(JsonParser json, String name) {
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      throw refused("The member \"" + name + "\" must hold text.");
    }
    return json.getString();
  }

  private static boolean flag(JsonParser json) {
    return switch (json.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> throw refused("The attribute \"enabled\" must be true or false.");
    };
  }

  private static Instant time(JsonParser json, String name) {
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

  private static RuntimeException badTime(String name) {
    return refused(
        "The attribute \"" + name + "\" must be whole seconds since 1970-01-01T00:00:00Z.");
  }

  private static RuntimeException refused(String message) {
    return new Problem.Malformed(message).asException();
  }
}
