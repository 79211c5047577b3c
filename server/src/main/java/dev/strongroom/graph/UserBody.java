package dev.strongroom.graph;

import dev.strongroom.http.Json;
import dev.strongroom.http.JsonValue;
import dev.strongroom.identity.DirectoryActions;
import dev.strongroom.kernel.Problem;
import dev.strongroom.trust.SecretBytes;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// A request that makes or changes a user. A password goes from the parser's characters into
/// [SecretBytes] and never becomes a `String`.
///
/// @param members all but `passwordProfile`
record UserBody(JsonValue members, Optional<Profile> profile) {
  private static final String PROFILE = "passwordProfile";
  private static final String PASSWORD = "password";
  private static final String NOT_JSON = "The request body is not well-formed JSON.";

  /// What `passwordProfile` holds.
  record Profile(SecretBytes password, boolean mustChange) {}

  static UserBody read(byte[] body) {
    if (body.length == 0) {
      return new UserBody(new JsonValue.Obj(Map.of()), Optional.empty());
    }
    try (JsonParser json = Json.parser(body)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw malformed("The request body must be a JSON object.");
      }
      UserBody read = read(json);
      if (json.nextToken() != null) {
        throw malformed(NOT_JSON);
      }
      return read;
    } catch (JacksonException | NumberFormatException unreadable) {
      throw malformed(NOT_JSON);
    }
  }

  private static UserBody read(JsonParser json) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    Optional<Profile> profile = Optional.empty();
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      if (name.equals(PROFILE) && value == JsonToken.START_OBJECT) {
        profile = Optional.of(profile(json));
      } else if (name.equals(PROFILE) && value != JsonToken.VALUE_NULL) {
        throw noPassword();
      } else {
        members.put(name, Json.read(json));
      }
    }
    return new UserBody(new JsonValue.Obj(members), profile);
  }

  private static Profile profile(JsonParser json) {
    Optional<SecretBytes> password = Optional.empty();
    boolean mustChange = true;
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      if (name.equals(PASSWORD) && value == JsonToken.VALUE_STRING) {
        password = Optional.of(secret(json));
      } else if (Json.read(json) instanceof JsonValue.Bool(boolean flag)
          && name.equals("forceChangePasswordNextSignIn")) {
        mustChange = flag;
      }
    }
    return new Profile(password.orElseThrow(UserBody::noPassword), mustChange);
  }

  private static RuntimeException noPassword() {
    return DirectoryActions.invalid("The property 'passwordProfile' must hold a password.");
  }

  /// Wipes the parser's own copy.
  private static SecretBytes secret(JsonParser json) {
    char[] characters = json.getStringCharacters();
    int from = json.getStringOffset();
    int length = json.getStringLength();
    ByteBuffer utf8 = StandardCharsets.UTF_8.encode(CharBuffer.wrap(characters, from, length));
    byte[] exact = new byte[utf8.remaining()];
    utf8.get(exact);
    Arrays.fill(utf8.array(), (byte) 0);
    Arrays.fill(characters, from, from + length, '\0');
    return SecretBytes.owning(exact);
  }

  private static RuntimeException malformed(String message) {
    return new Problem.Malformed(message).asException();
  }

  @Override
  public String toString() {
    return "UserBody";
  }
}
