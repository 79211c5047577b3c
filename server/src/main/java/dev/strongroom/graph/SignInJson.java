package dev.strongroom.graph;

import dev.strongroom.http.JsonValue;
import dev.strongroom.identity.Application;
import dev.strongroom.identity.Credential;
import dev.strongroom.identity.Delegated;
import dev.strongroom.identity.DirectoryActions;
import dev.strongroom.identity.ReplyAddress;
import dev.strongroom.identity.ReplyAddress.Platform;
import dev.strongroom.identity.SignInSettings;
import dev.strongroom.identity.SignInSettings.Permission;
import dev.strongroom.identity.TenantDirectory.Registration;
import dev.strongroom.model.AppId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;

/// What Graph says of how an application signs people in: `web`, `spa`, `publicClient` with their
/// redirect URIs, and `requiredResourceAccess`.
final class SignInJson {
  private static final String URIS = "redirectUris";
  private static final String ACCESS = "requiredResourceAccess";
  private static final Set<String> CHANGEABLE = Set.of("web", "spa", "publicClient", ACCESS);

  private SignInJson() {}

  static void members(JsonGenerator json, Registration registration) {
    for (Platform platform : Platform.values()) {
      json.writeName(platform.member());
      json.writeStartObject();
      PrincipalJson.texts(
          json,
          URIS,
          registration.replies().stream()
              .filter(reply -> reply.platform() == platform)
              .map(ReplyAddress::uri)
              .toList());
      json.writeEndObject();
    }
    Map<AppId, List<Delegated>> byResource = new LinkedHashMap<>();
    registration
        .delegated()
        .forEach(
            one -> byResource.computeIfAbsent(one.resource(), _ -> new ArrayList<>()).add(one));
    json.writeArrayPropertyStart(ACCESS);
    byResource.forEach((resource, permissions) -> {
      json.writeStartObject();
      json.writeStringProperty("resourceAppId", resource.toString());
      json.writeArrayPropertyStart("resourceAccess");
      for (Delegated one : permissions) {
        json.writeStartObject();
        json.writeStringProperty("id", one.permission().toString());
        json.writeStringProperty("type", "Scope");
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    });
    json.writeEndArray();
  }

  /// A registration as it is right after it was made.
  static Registration registration(
      Application application, List<Credential> credentials, SignInSettings settings) {
    List<ReplyAddress> replies = new ArrayList<>();
    settings
        .replies()
        .forEach((platform, uris) ->
            uris.stream()
                .distinct()
                .map(uri -> new ReplyAddress(application.id(), platform, replies.size(), uri))
                .forEach(replies::add));
    List<Delegated> delegated =
        settings.delegated().orElse(List.of()).stream()
            .map(one -> new Delegated(application.id(), one.resource(), one.permission()))
            .toList();
    return new Registration(application, credentials, replies, delegated);
  }

  static void refuseOthers(JsonValue body) {
    boolean known =
        body instanceof JsonValue.Obj(var members)
            && !members.isEmpty()
            && CHANGEABLE.containsAll(members.keySet());
    if (!known) {
      throw DirectoryActions.invalid(
          "Only the properties 'web', 'spa', 'publicClient' and 'requiredResourceAccess', or"
              + " 'keyCredentials' alone, can be changed.");
    }
  }

  static SignInSettings read(JsonValue body) {
    Map<Platform, List<String>> replies = new EnumMap<>(Platform.class);
    for (Platform platform : Platform.values()) {
      Optional<JsonValue> said = body.member(platform.member());
      said.ifPresent(SignInJson::refuseImplicit);
      said.filter(one -> one.member(URIS).isPresent())
          .ifPresent(one -> replies.put(platform, texts(one, platform.member() + "." + URIS)));
    }
    Optional<List<Permission>> access =
        body.member(ACCESS)
            .map(_ -> body.items(ACCESS).stream().flatMap(SignInJson::permissions).toList());
    return new SignInSettings(replies, access);
  }

  /// Tokens in addresses are not offered.
  private static void refuseImplicit(JsonValue platform) {
    JsonValue implicit = platform.member("implicitGrantSettings").orElseGet(JsonValue.Null::new);
    if (implicit.flag("enableIdTokenIssuance").orElse(false)
        || implicit.flag("enableAccessTokenIssuance").orElse(false)) {
      throw DirectoryActions.invalid(
          "The implicit flow is not offered; use the authorization code with PKCE.");
    }
  }

  private static List<String> texts(JsonValue from, String name) {
    List<String> texts = new ArrayList<>();
    for (JsonValue item : from.items(URIS)) {
      if (!(item instanceof JsonValue.Str(String text))) {
        throw DirectoryActions.invalid("The property '" + name + "' must hold texts.");
      }
      texts.add(text);
    }
    return texts;
  }

  private static Stream<Permission> permissions(JsonValue resource) {
    AppId id = guid(resource, "resourceAppId");
    return resource.items("resourceAccess").stream()
        .map(one -> {
          if (!one.text("type").orElse("").equals("Scope")) {
            throw DirectoryActions.invalid(
                "Only delegated permissions (type 'Scope') are offered; what an application may do"
                    + " for itself is said by role assignments.");
          }
          return new Permission(id, guid(one, "id"));
        });
  }

  private static AppId guid(JsonValue from, String name) {
    return from.text(name)
        .flatMap(AppId::parse)
        .orElseThrow(() -> DirectoryActions.invalid("The property '" + name + "' must be a GUID."));
  }
}
