package dev.strongroom.dataplane;

import dev.strongroom.model.Tags;
import dev.strongroom.secrets.SecretLimits;
import dev.strongroom.secrets.SetSecret;
import dev.strongroom.secrets.UpdateSecret;
import dev.strongroom.trust.SecretBytes;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads the bodies of requests about secrets. Closing it wipes the value.
final class SecretBody implements AutoCloseable {
  private static final String NO_VALUE = "The request body must have a string member \"value\".";

  private final byte[] body;
  private final boolean takesValue;
  private final AttributesBody attributes = new AttributesBody();
  private Optional<JsonText.Text> value = Optional.empty();
  private Optional<String> contentType = Optional.empty();
  private Optional<Tags> tags = Optional.empty();

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
    try {
      BodyFields.document(body.body, body::member);
      return body;
    } catch (RuntimeException refused) {
      body.close();
      throw refused;
    }
  }

  /// What SetSecret asks for; the value belongs to this body.
  SetSecret.Content content() {
    JsonText.Text text = value.orElseThrow(() -> BodyFields.refused(NO_VALUE));
    SecretLimits.checkValue(text.characters());
    return new SetSecret.Content(
        text.utf8(), attributes.attributes(), contentType, tags.orElse(Tags.NONE));
  }

  UpdateSecret.Change change() {
    return new UpdateSecret.Change(attributes.change(), contentType, tags);
  }

  /// The blob that a restore brings back.
  SecretBytes backup() {
    return value.map(JsonText.Text::utf8).orElseThrow(() -> BodyFields.refused(NO_VALUE));
  }

  @Override
  public void close() {
    value.ifPresent(text -> text.utf8().close());
  }

  private void member(JsonParser json, String name) {
    switch (name) {
      case "value" -> value(json);
      case "contentType" ->
          contentType = Optional.of(SecretLimits.checkContentType(BodyFields.text(json, name)));
      case "tags" -> tags = Optional.of(SecretLimits.checkTags(BodyFields.texts(json, name)));
      case "attributes" -> attributes.read(json, (other, _) -> other.skipChildren());
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
      throw BodyFields.refused("The member \"value\" must be a string.");
    }
    close();
    value = Optional.of(JsonText.read(body, json.currentTokenLocation().getByteOffset()));
  }
}
