package dev.strongroom.graph;

import dev.strongroom.identity.Principal;
import dev.strongroom.identity.Principal.Group;
import dev.strongroom.identity.Principal.ManagedIdentity;
import dev.strongroom.identity.Principal.ManagedIdentity.Assigned;
import dev.strongroom.identity.Principal.ServicePrincipal;
import dev.strongroom.identity.Principal.User;
import dev.strongroom.model.AppId;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// Principals as Graph shows them: the members that tools read, with what we do not have empty.
final class PrincipalJson {
  private PrincipalJson() {}

  /// Where objects of several types stand together, each says its type.
  static void typed(JsonGenerator json, Principal principal) {
    json.writeStringProperty("@odata.type", "#microsoft.graph." + type(principal));
    members(json, principal);
  }

  static String type(Principal principal) {
    return switch (principal) {
      case User _ -> "user";
      case Group _ -> "group";
      case ServicePrincipal _, ManagedIdentity _ -> "servicePrincipal";
    };
  }

  static void members(JsonGenerator json, Principal principal) {
    json.writeStringProperty("id", principal.id().toString());
    json.writeStringProperty("displayName", principal.displayName());
    switch (principal) {
      case User user -> {
        json.writeStringProperty("userPrincipalName", user.userPrincipalName());
        json.writeBooleanProperty("accountEnabled", user.enabled());
        json.writeNullProperty("mail");
        json.writeStringProperty("userType", "Member");
      }
      case Group _ -> {
        json.writeBooleanProperty("securityEnabled", true);
        json.writeBooleanProperty("mailEnabled", false);
        json.writeNullProperty("mail");
        texts(json, "groupTypes", List.of());
      }
      case ServicePrincipal service -> service(json, service, service.app(), List.of());
      case ManagedIdentity identity ->
          service(json, identity, identity.app(), alternativeNames(identity));
    }
  }

  private static void service(
      JsonGenerator json, Principal principal, AppId app, List<String> alternativeNames) {
    boolean managed = principal instanceof ManagedIdentity;
    json.writeBooleanProperty("accountEnabled", principal.enabled());
    json.writeStringProperty("appId", app.toString());
    json.writeStringProperty("appDisplayName", principal.displayName());
    json.writeStringProperty("appOwnerOrganizationId", principal.tenant().toString());
    json.writeStringProperty("servicePrincipalType", managed ? "ManagedIdentity" : "Application");
    texts(json, "servicePrincipalNames", List.of(app.toString()));
    texts(json, "alternativeNames", alternativeNames);
    for (String empty : List.of("tags", "appRoles", "oauth2PermissionScopes", "keyCredentials")) {
      texts(json, empty, List.of());
    }
    texts(json, "passwordCredentials", List.of());
  }

  /// Entra writes here which resource an identity belongs to.
  private static List<String> alternativeNames(ManagedIdentity identity) {
    boolean own = identity.assigned() == Assigned.USER;
    return List.of("isExplicit=" + (own ? "True" : "False"), identity.resource().display());
  }

  static void texts(JsonGenerator json, String name, List<String> texts) {
    json.writeArrayPropertyStart(name);
    texts.forEach(json::writeString);
    json.writeEndArray();
  }
}
