package dev.strongroom.graph;

import dev.strongroom.http.JsonValue;
import dev.strongroom.identity.Application;
import dev.strongroom.identity.Application.Traits;
import dev.strongroom.identity.Credential;
import dev.strongroom.identity.Delegated;
import dev.strongroom.identity.DirectoryActions;
import dev.strongroom.identity.GroupClaims;
import dev.strongroom.identity.ReplyAddress;
import dev.strongroom.identity.ReplyAddress.Platform;
import dev.strongroom.identity.SignInSettings;
import dev.strongroom.identity.SignInSettings.Permission;
import dev.strongroom.identity.TenantDirectory.Registration;
import dev.strongroom.model.AppId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;

/// What Graph says of how an application signs people in: `web`, `spa`, `publicClient` with their
/// redirect URIs, `requiredResourceAccess`, `isFallbackPublicClient`, `groupMembershipClaims`.
final class SignInJson {
  private static final String URIS = "redirectUris";
  private static final String ACCESS = "requiredResourceAccess";
  private static final String GIVEN = "resourceAccess";
  private static final String DISPLAY_NAME = "displayName";
  private static final String PUBLIC = "isFallbackPublicClient";
  private static final String AUDIENCE = "signInAudience";
  private static final String GROUPS = "groupMembershipClaims";

  /// What can be said of an application, beside its credentials.
  private static final Set<String> KEPT =
      Set.of(DISPLAY_NAME, "web", "spa", "publicClient", ACCESS, PUBLIC, GROUPS);

  /// `null` takes these back to what they were at first.
  private static final Set<String> RESET = Set.of(PUBLIC, GROUPS);

  private SignInJson() {}

  static void members(JsonGenerator json, Registration registration) {
    Traits traits = registration.application().traits();
    json.writeBooleanProperty(PUBLIC, traits.publicClient());
    json.writeName(GROUPS);
    if (traits.groups().isPresent()) {
      json.writeString(traits.groups().get().word());
    } else {
      json.writeNull();
    }
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
      json.writeArrayPropertyStart(GIVEN);
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

  /// Refuses a request that says nothing or something that would be lost. Some clients repeat whose
  /// accounts an application is for; there is one answer to it here.
  static void refuseOthers(JsonValue body) {
    if (KEPT.stream().noneMatch(name -> body.member(name).isPresent())
        && RESET.stream().noneMatch(name -> isNull(body, name))) {
      throw DirectoryActions.invalid(
          "These properties can be said of an application, at least one of them: "
              + String.join(", ", KEPT.stream().sorted().toList())
              + ". 'keyCredentials' is changed alone.");
    }
    Set<String> known = new HashSet<>(KEPT);
    if (body.text(AUDIENCE).filter(ApplicationJson.OWN_TENANT::equals).isPresent()) {
      known.add(AUDIENCE);
    }
    Unkept.refuse(body, known, "");
  }

  /// Members that are not kept are refused unless they say nothing, so that nobody believes in what
  /// was dropped.
  static SignInSettings read(JsonValue body) {
    Map<Platform, List<String>> replies = new EnumMap<>(Platform.class);
    for (Platform platform : Platform.values()) {
      Optional<JsonValue> said = body.member(platform.member());
      said.ifPresent(one -> refuseUnkept(platform.member(), one));
      said.filter(one -> one.member(URIS).isPresent())
          .ifPresent(one -> replies.put(platform, texts(one, platform.member() + "." + URIS)));
    }
    Optional<List<Permission>> access =
        body.member(ACCESS)
            .map(_ -> list(body, ACCESS).stream().flatMap(SignInJson::permissions).toList());
    return new SignInSettings(replies, access, change(body));
  }

  private static SignInSettings.Change change(JsonValue body) {
    return new SignInSettings.Change(
        body.member(DISPLAY_NAME).map(_ -> GraphCall.required(body, DISPLAY_NAME)),
        isNull(body, PUBLIC) ? Optional.of(false) : body.member(PUBLIC).map(_ -> isPublic(body)),
        isNull(body, GROUPS)
            ? Optional.of(Optional.empty())
            : body.member(GROUPS).map(_ -> Optional.of(groups(body))));
  }

  private static boolean isNull(JsonValue body, String name) {
    return body instanceof JsonValue.Obj(var members)
        && members.get(name) instanceof JsonValue.Null;
  }

  private static boolean isPublic(JsonValue body) {
    return body.flag(PUBLIC)
        .orElseThrow(
            () -> DirectoryActions.invalid("The property '" + PUBLIC + "' must be true or false."));
  }

  private static GroupClaims groups(JsonValue body) {
    return body.text(GROUPS)
        .flatMap(GroupClaims::parse)
        .orElseThrow(() ->
            DirectoryActions.invalid(
                "The property '"
                    + GROUPS
                    + "' must be None, SecurityGroup or All; there are no directory roles and no"
                    + " application groups here."));
  }

  /// Tokens in addresses have a sentence of their own: many templates ask for them.
  private static void refuseUnkept(String platform, JsonValue said) {
    JsonValue implicit = said.member("implicitGrantSettings").orElseGet(JsonValue.Null::new);
    if (implicit.flag("enableIdTokenIssuance").orElse(false)
        || implicit.flag("enableAccessTokenIssuance").orElse(false)) {
      throw DirectoryActions.invalid(
          "The implicit flow is not offered; use the authorization code with PKCE.");
    }
    Unkept.refuse(said, Set.of(URIS), platform + ".");
  }

  private static List<String> texts(JsonValue from, String name) {
    List<String> texts = new ArrayList<>();
    for (JsonValue item : list(from, URIS)) {
      if (!(item instanceof JsonValue.Str(String text))) {
        throw DirectoryActions.invalid("The property '" + name + "' must hold texts.");
      }
      texts.add(text);
    }
    return texts;
  }

  private static Stream<Permission> permissions(JsonValue resource) {
    Unkept.refuse(resource, Set.of("resourceAppId", GIVEN), ACCESS + ".");
    AppId id = guid(resource, "resourceAppId");
    return list(resource, GIVEN).stream()
        .map(one -> {
          Unkept.refuse(one, Set.of("id", "type"), ACCESS + "." + GIVEN + ".");
          if (!one.text("type").orElse("").equals("Scope")) {
            throw DirectoryActions.invalid(
                "Only delegated permissions (type 'Scope') are offered; what an application may do"
                    + " for itself is said by role assignments.");
          }
          return new Permission(id, guid(one, "id"));
        });
  }

  private static List<JsonValue> list(JsonValue from, String name) {
    if (from.member(name).orElseGet(JsonValue.Null::new) instanceof JsonValue.Arr(var items)) {
      return items;
    }
    throw DirectoryActions.invalid("The property '" + name + "' must be a list.");
  }

  private static AppId guid(JsonValue from, String name) {
    return from.text(name)
        .flatMap(AppId::parse)
        .orElseThrow(() -> DirectoryActions.invalid("The property '" + name + "' must be a GUID."));
  }
}
