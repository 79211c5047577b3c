package dev.strongroom.arm;

import dev.strongroom.kernel.Problem;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.SubscriptionId;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// The resource providers that this server has. Each accepts any api-version since 2014; the ones
/// named here are those that tools choose from when they have none of their own.
final class Providers {
  record Provider(String namespace, String policy, List<Type> types) {}

  record Type(String name, List<String> apiVersions) {}

  private static final List<String> VAULT_VERSIONS =
      List.of(
          "2026-02-01",
          "2025-05-01",
          "2024-11-01",
          "2023-07-01",
          "2023-02-01",
          "2022-11-01",
          "2022-07-01",
          "2021-10-01",
          "2019-09-01",
          "2018-02-14",
          "2016-10-01",
          "2015-06-01");
  private static final List<String> RESOURCE_VERSIONS =
      List.of("2025-04-01", "2024-03-01", "2023-07-01", "2022-12-01", "2021-04-01", "2015-11-01");
  private static final List<String> ROLE_VERSIONS =
      List.of("2022-05-01-preview", "2022-04-01", "2020-04-01-preview", "2018-01-01-preview");

  private static final List<String> IDENTITY_VERSIONS =
      List.of("2024-11-30", "2023-01-31", "2018-11-30");

  private static final List<String> GROUP_VERSIONS =
      List.of("2023-04-01", "2021-04-01", "2020-05-01", "2020-02-01", "2018-03-01-preview");

  static final List<Provider> ALL =
      List.of(
          new Provider(
              "Microsoft.Authorization",
              "RegistrationFree",
              types(
                  ROLE_VERSIONS,
                  "roleAssignments",
                  "roleDefinitions",
                  "permissions",
                  "locks",
                  "denyAssignments",
                  "elevateAccess",
                  "checkAccess")),
          new Provider(
              "Microsoft.KeyVault",
              "RegistrationRequired",
              types(
                  VAULT_VERSIONS,
                  "vaults",
                  "vaults/accessPolicies",
                  "vaults/secrets",
                  "vaults/keys",
                  "vaults/keys/versions",
                  "deletedVaults",
                  "managedHSMs",
                  "managedHSMs/keys",
                  "managedHSMs/keys/versions",
                  "deletedManagedHSMs",
                  "locations",
                  "locations/deletedVaults",
                  "locations/operationResults",
                  "locations/deletedManagedHSMs",
                  "locations/managedHsmOperationResults",
                  "checkNameAvailability",
                  "checkMhsmNameAvailability",
                  "operations")),
          new Provider(
              "Microsoft.ManagedIdentity",
              "RegistrationRequired",
              types(
                  IDENTITY_VERSIONS,
                  "userAssignedIdentities",
                  "userAssignedIdentities/federatedIdentityCredentials")),
          new Provider(
              "Microsoft.Management",
              "RegistrationFree",
              types(
                  GROUP_VERSIONS,
                  "managementGroups",
                  "managementGroups/subscriptions",
                  "getEntities",
                  "checkNameAvailability")),
          new Provider(
              "Microsoft.Resources",
              "RegistrationFree",
              types(
                  RESOURCE_VERSIONS,
                  "deployments",
                  "tenants",
                  "subscriptions",
                  "subscriptions/locations",
                  "subscriptions/providers",
                  "subscriptions/resources",
                  "subscriptions/resourceGroups",
                  "subscriptions/tagNames",
                  "subscriptions/tagNames/tagValues",
                  "resourceGroups",
                  "tags")));

  private Providers() {}

  static Provider named(String namespace) {
    return ALL.stream()
        .filter(provider -> provider.namespace().equalsIgnoreCase(namespace))
        .findFirst()
        .orElseThrow(() ->
            new Problem.ResourceNotFound(
                    "InvalidResourceNamespace",
                    "The resource namespace '" + namespace + "' is invalid.")
                .asException());
  }

  static void write(
      JsonGenerator json, SubscriptionId subscription, Provider provider, List<String> places) {
    ResourceId id =
        ResourceId.subscription(subscription).child("providers/" + provider.namespace());
    json.writeStartObject();
    json.writeStringProperty("id", id.display());
    writeTypes(json, provider, places);
    json.writeStringProperty("registrationState", "Registered");
    json.writeStringProperty("registrationPolicy", provider.policy());
    json.writeEndObject();
  }

  /// At no subscription there is nothing to register.
  static void writeForAll(JsonGenerator json, Provider provider, List<String> places) {
    json.writeStartObject();
    json.writeStringProperty("id", "/providers/" + provider.namespace());
    writeTypes(json, provider, places);
    json.writeEndObject();
  }

  private static void writeTypes(JsonGenerator json, Provider provider, List<String> places) {
    json.writeStringProperty("namespace", provider.namespace());
    json.writeName("resourceTypes");
    json.writeStartArray();
    for (Type type : provider.types()) {
      json.writeStartObject();
      json.writeStringProperty("resourceType", type.name());
      texts(json, "locations", places);
      texts(json, "apiVersions", type.apiVersions());
      json.writeStringProperty("capabilities", "None");
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void texts(JsonGenerator json, String name, List<String> texts) {
    json.writeName(name);
    json.writeStartArray();
    texts.forEach(json::writeString);
    json.writeEndArray();
  }

  private static List<Type> types(List<String> apiVersions, String... names) {
    return List.of(names).stream().map(name -> new Type(name, apiVersions)).toList();
  }
}
