package dev.strongroom.arm;

import dev.strongroom.access.AccessPolicies;
import dev.strongroom.access.AccessPolicy;
import dev.strongroom.access.NetworkRules;
import dev.strongroom.access.PolicyPermissions.Kind;
import dev.strongroom.model.Cloud;
import dev.strongroom.model.Tags;
import dev.strongroom.vaults.DeletedVaultAddress;
import dev.strongroom.vaults.ServiceUse;
import dev.strongroom.vaults.Stamp;
import dev.strongroom.vaults.Vault;
import dev.strongroom.vaults.VaultSettings;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/// Vaults on the wire, as in the specification of 2026-02-01.
final class VaultJson {
  private static final String DELETED_TYPE = "Microsoft.KeyVault/deletedVaults";

  private VaultJson() {}

  static void write(JsonGenerator json, Cloud cloud, Vault vault) {
    json.writeStartObject();
    json.writeStringProperty("id", vault.about().resource().display());
    json.writeStringProperty("name", vault.name().display());
    json.writeStringProperty("type", Vault.TYPE);
    json.writeStringProperty("location", vault.about().location());
    tags(json, vault.tags());
    json.writeName("systemData");
    json.writeStartObject();
    stamp(json, "created", vault.created());
    stamp(json, "lastModified", vault.modified());
    json.writeEndObject();
    json.writeName("properties");
    properties(json, cloud, vault);
    json.writeEndObject();
  }

  static void writeDeleted(JsonGenerator json, Vault vault) {
    Vault.Deletion deletion = vault.deletion().orElseThrow();
    json.writeStartObject();
    json.writeStringProperty("id", DeletedVaultAddress.of(vault).resource().display());
    json.writeStringProperty("name", vault.name().display());
    json.writeStringProperty("type", DELETED_TYPE);
    json.writeName("properties");
    json.writeStartObject();
    json.writeStringProperty("vaultId", vault.about().resource().display());
    json.writeStringProperty("location", vault.about().location());
    tags(json, vault.tags());
    json.writeStringProperty("deletionDate", Times.seconds(deletion.at()));
    json.writeStringProperty("scheduledPurgeDate", Times.seconds(deletion.scheduledPurge()));
    if (vault.about().purgeProtected()) {
      json.writeBooleanProperty("purgeProtectionEnabled", true);
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  /// The answer to a change of access policies: only what the request named.
  static void writeEntries(JsonGenerator json, Vault vault, AccessPolicies entries) {
    json.writeStartObject();
    json.writeStringProperty("id", vault.about().resource().display() + "/accessPolicies/");
    json.writeStringProperty("type", Vault.TYPE + "/accessPolicies");
    json.writeName("properties");
    json.writeStartObject();
    policies(json, entries);
    json.writeEndObject();
    json.writeEndObject();
  }

  static void tags(JsonGenerator json, Tags tags) {
    json.writeName("tags");
    json.writeStartObject();
    tags.entries().forEach(json::writeStringProperty);
    json.writeEndObject();
  }

  static void stamp(JsonGenerator json, String what, Stamp stamp) {
    json.writeStringProperty(what + "By", stamp.by());
    json.writeStringProperty(what + "ByType", stamp.byType());
    json.writeStringProperty(what + "At", Times.millis(stamp.at()));
  }

  private static void properties(JsonGenerator json, Cloud cloud, Vault vault) {
    VaultSettings settings = vault.settings();
    json.writeStartObject();
    json.writeName("sku");
    json.writeStartObject();
    json.writeStringProperty("family", "A");
    json.writeStringProperty("name", settings.sku().wire());
    json.writeEndObject();
    json.writeStringProperty("tenantId", vault.about().tenant().toString());
    network(json, settings.network());
    policies(json, settings.policies());
    use(json, settings.use());
    json.writeBooleanProperty("enableSoftDelete", true);
    json.writeNumberProperty("softDeleteRetentionInDays", vault.about().retentionDays());
    flag(json, "enableRbacAuthorization", settings.rbac());
    if (vault.about().purgeProtected()) {
      json.writeBooleanProperty("enablePurgeProtection", true);
    }
    json.writeStringProperty("vaultUri", cloud.vaultUri(vault.name()) + "/");
    json.writeStringProperty("provisioningState", "Succeeded");
    json.writeStringProperty(
        "publicNetworkAccess", VaultWords.of(settings.network().publicAccess()));
    json.writeEndObject();
  }

  private static void use(JsonGenerator json, ServiceUse use) {
    flag(json, "enabledForDeployment", use.deployment());
    flag(json, "enabledForDiskEncryption", use.diskEncryption());
    flag(json, "enabledForTemplateDeployment", use.templateDeployment());
  }

  private static void flag(JsonGenerator json, String name, Optional<Boolean> flag) {
    flag.ifPresent(value -> json.writeBooleanProperty(name, value));
  }

  static void network(JsonGenerator json, NetworkRules rules) {
    json.writeName("networkAcls");
    json.writeStartObject();
    json.writeStringProperty("bypass", VaultWords.of(rules.bypass()));
    json.writeStringProperty("defaultAction", VaultWords.of(rules.defaultAction()));
    json.writeName("ipRules");
    json.writeStartArray();
    for (String rule : rules.ipRules().texts()) {
      json.writeStartObject();
      json.writeStringProperty("value", withPrefix(rule));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeName("virtualNetworkRules");
    json.writeStartArray();
    for (NetworkRules.VirtualNetworkRule rule : rules.virtualNetworkRules()) {
      json.writeStartObject();
      json.writeStringProperty("id", rule.id().toLowerCase(Locale.ROOT));
      json.writeBooleanProperty("ignoreMissingVnetServiceEndpoint", rule.ignoreMissingEndpoint());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /// Azure answers `124.56.78.91` as `124.56.78.91/32`.
  private static String withPrefix(String rule) {
    return rule.indexOf('/') >= 0 ? rule : rule + (rule.indexOf(':') >= 0 ? "/128" : "/32");
  }

  private static void policies(JsonGenerator json, AccessPolicies policies) {
    json.writeName("accessPolicies");
    json.writeStartArray();
    policies.entries().forEach(entry -> policy(json, entry));
    json.writeEndArray();
  }

  private static void policy(JsonGenerator json, AccessPolicy entry) {
    json.writeStartObject();
    json.writeStringProperty("tenantId", entry.tenant().toString());
    json.writeStringProperty("objectId", entry.objectId().toString());
    entry.application().ifPresent(id -> json.writeStringProperty("applicationId", id.toString()));
    json.writeName("permissions");
    json.writeStartObject();
    for (Kind kind : List.of(Kind.KEYS, Kind.SECRETS, Kind.CERTIFICATES, Kind.STORAGE)) {
      List<String> names = entry.permissions().of(kind);
      if (kind != Kind.STORAGE || !names.isEmpty()) {
        json.writeName(kind.wire());
        json.writeStartArray();
        names.forEach(json::writeString);
        json.writeEndArray();
      }
    }
    json.writeEndObject();
    json.writeEndObject();
  }
}
