package dev.strongroom.arm;

import java.util.List;
import tools.jackson.core.JsonGenerator;

/// `Microsoft.KeyVault/operations`: the actions of the control plane that this server knows, in the
/// words of Azure's list.
final class KeyVaultActions {
  record Line(String name, String resource, String operation, String description) {}

  private static final String PROVIDER = "Microsoft Key Vault";

  static final List<Line> ALL =
      List.of(
          new Line(
              "vaults/read", "Key Vault", "View Key Vault", "View the properties of a key vault"),
          new Line(
              "vaults/write",
              "Key Vault",
              "Update Key Vault",
              "Create a new key vault or update the properties of an existing key vault"),
          new Line("vaults/delete", "Key Vault", "Delete Key Vault", "Delete a key vault"),
          new Line(
              "vaults/accessPolicies/write",
              "Access Policy",
              "Update Access Policy",
              "Update an existing access policy by merging or replacing, or add a new access policy"
                  + " to a vault."),
          new Line(
              "register/action",
              "Subscription",
              "Register Subscription",
              "Registers a subscription"),
          new Line(
              "operations/read",
              "Operations",
              "Available Key Vault Operations",
              "Lists operations available on Microsoft.KeyVault resource provider"),
          new Line(
              "checkNameAvailability/read",
              "Name Availability",
              "Check Name Availability",
              "Checks that a key vault name is valid and is not in use"),
          new Line(
              "deletedVaults/read",
              "Soft Deleted Key Vault",
              "View Soft Deleted Vaults",
              "View the properties of soft deleted key vaults"),
          new Line(
              "locations/deletedVaults/read",
              "Soft Deleted Key Vault",
              "View Soft Deleted Key Vault",
              "View the properties of a soft deleted key vault"),
          new Line(
              "locations/deletedVaults/purge/action",
              "Soft Deleted Key Vault",
              "Purge Soft Deleted Key Vault",
              "Purge a soft deleted key vault"),
          new Line(
              "managedHSMs/read",
              "Managed HSM",
              "View Managed HSM",
              "View the properties of a Managed HSM"),
          new Line(
              "managedHSMs/write",
              "Managed HSM",
              "Create or Update Managed HSM",
              "Create a new Managed HSM or update the properties of an existing Managed HSM"),
          new Line(
              "managedHSMs/delete", "Managed HSM", "Delete Managed HSM", "Delete a Managed HSM"),
          new Line(
              "deletedManagedHsms/read",
              "Soft Deleted Managed HSM",
              "View Soft Deleted Managed HSMs",
              "View the properties of deleted managed hsms"),
          new Line(
              "locations/deletedManagedHsms/read",
              "Soft Deleted Managed HSM",
              "View Soft Deleted Managed HSM",
              "View the properties of a deleted managed hsm"),
          new Line(
              "locations/deletedManagedHsms/purge/action",
              "Soft Deleted Managed HSM",
              "Purge Soft Deleted Managed HSM",
              "Purge a soft deleted managed hsm"),
          new Line(
              "locations/managedHsmOperationResults/read",
              "Long Run Operation Result",
              "Check Operation Result",
              "Check the result of a long run operation"),
          new Line(
              "checkMhsmNameAvailability/read",
              "Name Availability",
              "Check Name Availability",
              "Checks that a Managed HSM name is valid and is not in use"),
          new Line(
              "locations/operationResults/read",
              "Long Run Operation Result",
              "Check Operation Result",
              "Check the result of a long run operation"));

  private KeyVaultActions() {}

  static void write(JsonGenerator json, Line line) {
    json.writeStartObject();
    json.writeStringProperty("name", "Microsoft.KeyVault/" + line.name());
    json.writeBooleanProperty("isDataAction", false);
    json.writeName("display");
    json.writeStartObject();
    json.writeStringProperty("provider", PROVIDER);
    json.writeStringProperty("resource", line.resource());
    json.writeStringProperty("operation", line.operation());
    json.writeStringProperty("description", line.description());
    json.writeEndObject();
    json.writeEndObject();
  }
}
