package dev.strongroom.arm;

import dev.strongroom.managedhsm.DeletedHsmAddress;
import dev.strongroom.managedhsm.ManagedHsm;
import dev.strongroom.model.Cloud;
import tools.jackson.core.JsonGenerator;

/// Managed HSMs on the wire, as in the specification of 2024-11-01.
final class ManagedHsmJson {
  private static final String DELETED_TYPE = "Microsoft.KeyVault/deletedManagedHSMs";

  private ManagedHsmJson() {}

  static void write(JsonGenerator json, Cloud cloud, ManagedHsm hsm) {
    json.writeStartObject();
    json.writeStringProperty("id", hsm.about().resource().display());
    json.writeStringProperty("name", hsm.name().display());
    json.writeStringProperty("type", ManagedHsm.TYPE);
    json.writeStringProperty("location", hsm.about().location());
    VaultJson.tags(json, hsm.tags());
    json.writeName("sku");
    json.writeStartObject();
    json.writeStringProperty("family", hsm.settings().sku().family());
    json.writeStringProperty("name", hsm.settings().sku().wire());
    json.writeEndObject();
    json.writeName("systemData");
    json.writeStartObject();
    VaultJson.stamp(json, "created", hsm.created());
    VaultJson.stamp(json, "lastModified", hsm.modified());
    json.writeEndObject();
    json.writeName("properties");
    properties(json, cloud, hsm);
    json.writeEndObject();
  }

  static void writeDeleted(JsonGenerator json, ManagedHsm hsm) {
    ManagedHsm.Deletion deletion = hsm.state().deletion().orElseThrow();
    json.writeStartObject();
    json.writeStringProperty("id", DeletedHsmAddress.of(hsm).resource().display());
    json.writeStringProperty("name", hsm.name().display());
    json.writeStringProperty("type", DELETED_TYPE);
    json.writeName("properties");
    json.writeStartObject();
    json.writeStringProperty("mhsmId", hsm.about().resource().display());
    json.writeStringProperty("location", hsm.about().location());
    json.writeStringProperty("deletionDate", Times.seconds(deletion.at()));
    json.writeStringProperty("scheduledPurgeDate", Times.seconds(deletion.scheduledPurge()));
    json.writeBooleanProperty("purgeProtectionEnabled", hsm.about().purgeProtected());
    VaultJson.tags(json, hsm.tags());
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void properties(JsonGenerator json, Cloud cloud, ManagedHsm hsm) {
    boolean activated = hsm.activated();
    json.writeStartObject();
    json.writeStringProperty("tenantId", hsm.about().tenant().toString());
    json.writeName("initialAdminObjectIds");
    json.writeStartArray();
    hsm.settings().admins().forEach(admin -> json.writeString(admin.toString()));
    json.writeEndArray();
    json.writeStringProperty("hsmUri", cloud.vaultUri(hsm.name()) + "/");
    json.writeBooleanProperty("enableSoftDelete", true);
    json.writeNumberProperty("softDeleteRetentionInDays", hsm.about().retentionDays());
    json.writeBooleanProperty("enablePurgeProtection", hsm.about().purgeProtected());
    VaultJson.network(json, hsm.settings().network());
    json.writeStringProperty(
        "publicNetworkAccess", VaultWords.of(hsm.settings().network().publicAccess()));
    json.writeStringProperty("provisioningState", "Succeeded");
    json.writeStringProperty(
        "statusMessage",
        activated
            ? "The Managed HSM is provisioned and ready to use."
            : "The Managed HSM is provisioned. It is activated when its security domain is"
                + " downloaded.");
    json.writeName("securityDomainProperties");
    json.writeStartObject();
    json.writeStringProperty("activationStatus", activated ? "Active" : "NotActivated");
    json.writeStringProperty(
        "activationStatusMessage",
        activated ? "Your HSM has been activated." : "Your HSM has not been activated yet.");
    json.writeEndObject();
    json.writeEndObject();
  }
}
