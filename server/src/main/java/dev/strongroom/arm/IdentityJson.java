package dev.strongroom.arm;

import dev.strongroom.http.Json;
import dev.strongroom.http.JsonValue;
import dev.strongroom.http.JsonValue.Obj;
import dev.strongroom.http.JsonValue.Str;
import dev.strongroom.identity.AddFederatedCredential.Trust;
import dev.strongroom.identity.Credential.Federated;
import dev.strongroom.identity.Credential.IdentityHeader;
import dev.strongroom.identity.Credential.UnixUser;
import dev.strongroom.identity.GeneratedSecret;
import dev.strongroom.identity.IdentityResource;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.Tags;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import tools.jackson.core.JsonGenerator;

/// The bodies of `Microsoft.ManagedIdentity` (specification of 2023-01-31).
final class IdentityJson {
  private static final int MAX_TAGS = 50;
  private static final int MAX_TAG_NAME_LENGTH = 512;
  private static final int MAX_TAG_VALUE_LENGTH = 256;
  private static final int MAX_LOCATION_LENGTH = 60;

  private IdentityJson() {}

  static JsonValue read(byte[] body) {
    try {
      if (Json.parse(body) instanceof Obj object) {
        return object;
      }
    } catch (Refused unreadable) {
      throw invalid("InvalidRequestContent", "The request content is not well-formed JSON.");
    }
    throw invalid("InvalidRequestContent", "The request content is not a JSON object.");
  }

  /// ARM writes locations in lower case without spaces: `West Europe` is `westeurope`.
  static String location(JsonValue body) {
    String given = body.text("location").orElse("").toLowerCase(Locale.ROOT).replace(" ", "");
    if (given.isEmpty() || given.length() > MAX_LOCATION_LENGTH) {
      throw invalid("LocationRequired", "The location property is required for this definition.");
    }
    return given;
  }

  /// Empty when the body names no tags.
  static Optional<Tags> tags(JsonValue body) {
    return body.member("tags").map(IdentityJson::tagsOf);
  }

  private static Tags tagsOf(JsonValue value) {
    if (!(value instanceof Obj(var members)) || members.size() > MAX_TAGS) {
      throw invalid(
          "InvalidTags", "Tags are an object of at most " + MAX_TAGS + " names with text values.");
    }
    Map<String, String> tags = new LinkedHashMap<>();
    members.forEach((name, member) -> tags.put(name, tagValue(name, member)));
    return new Tags(tags);
  }

  private static String tagValue(String name, JsonValue value) {
    boolean named = !name.isBlank() && name.length() <= MAX_TAG_NAME_LENGTH;
    if (named && value instanceof Str(String text) && text.length() <= MAX_TAG_VALUE_LENGTH) {
      return text;
    }
    throw invalid(
        "InvalidTags",
        "The name of a tag has 1 to "
            + MAX_TAG_NAME_LENGTH
            + " characters, its value is text of at most "
            + MAX_TAG_VALUE_LENGTH
            + ".");
  }

  /// Azure takes exactly one audience.
  static Trust trust(JsonValue body) {
    JsonValue properties = body.member("properties").orElse(body);
    List<JsonValue> audiences = properties.items("audiences");
    if (audiences.size() != 1 || !(audiences.getFirst() instanceof Str(String audience))) {
      throw invalid("BadRequest", "'audiences' must hold exactly one audience.");
    }
    return new Trust(required(properties, "issuer"), required(properties, "subject"), audience);
  }

  private static String required(JsonValue properties, String name) {
    return properties
        .text(name)
        .filter(text -> !text.isBlank())
        .orElseThrow(() -> invalid("BadRequest", "The property '" + name + "' is required."));
  }

  static void write(JsonGenerator json, IdentityResource resource) {
    ResourceId id = resource.identity().resource();
    json.writeStartObject();
    json.writeStringProperty("id", id.display());
    json.writeStringProperty("name", id.lastSegment());
    json.writeStringProperty("type", IdentityResource.TYPE);
    json.writeStringProperty("location", resource.location());
    json.writeName("tags");
    json.writeStartObject();
    resource.tags().entries().forEach(json::writeStringProperty);
    json.writeEndObject();
    json.writeName("properties");
    json.writeStartObject();
    json.writeStringProperty("tenantId", resource.identity().tenant().toString());
    json.writeStringProperty("principalId", resource.identity().id().toString());
    json.writeStringProperty("clientId", resource.identity().app().toString());
    json.writeEndObject();
    json.writeEndObject();
  }

  /// @param identity the identity that the credential belongs to
  static void write(JsonGenerator json, ResourceId identity, Federated credential) {
    String path = "federatedIdentityCredentials/" + credential.displayName();
    json.writeStartObject();
    json.writeStringProperty("id", identity.child(path).display());
    json.writeStringProperty("name", credential.displayName());
    json.writeStringProperty("type", IdentityResource.TYPE + "/federatedIdentityCredentials");
    json.writeName("properties");
    json.writeStartObject();
    json.writeStringProperty("issuer", credential.issuer());
    json.writeStringProperty("subject", credential.subject());
    json.writeArrayPropertyStart("audiences");
    json.writeString(credential.audience());
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  static <T> byte[] list(List<T> items, BiConsumer<JsonGenerator, T> write) {
    return Json.write(json -> {
      json.writeStartObject();
      json.writeArrayPropertyStart("value");
      items.forEach(item -> write.accept(json, item));
      json.writeEndArray();
      json.writeEndObject();
    });
  }

  static byte[] header(GeneratedSecret made) {
    return Json.write(json -> {
      json.writeStartObject();
      json.writeStringProperty("keyId", made.credential().id().toString());
      json.writeStringProperty("identityHeader", made.text());
      json.writeEndObject();
    });
  }

  /// Who shares a value has it already; it cannot be read again.
  static byte[] shared(IdentityHeader made) {
    return Json.write(json -> {
      json.writeStartObject();
      json.writeStringProperty("keyId", made.id().toString());
      json.writeEndObject();
    });
  }

  static byte[] user(UnixUser bound) {
    return Json.write(json -> {
      json.writeStartObject();
      json.writeStringProperty("keyId", bound.id().toString());
      json.writeNumberProperty("uid", bound.uid());
      json.writeEndObject();
    });
  }

  static Refused invalid(String code, String message) {
    return new Problem.Invalid(code, message).asException();
  }
}
