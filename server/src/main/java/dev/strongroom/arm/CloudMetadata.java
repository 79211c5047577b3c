package dev.strongroom.arm;

import dev.strongroom.http.Response;
import dev.strongroom.model.Cloud;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// `/metadata/endpoints`: where the other hosts of this cloud are. Its form depends on the
/// api-version (clients.md 3): `az cloud register` wants the short object of 2015, `az` with
/// `ARM_CLOUD_METADATA_URL` an array, Terraform one object.
final class CloudMetadata {
  /// Services that are not here; `az` asks for the members and takes `null`.
  private static final List<String> ABSENT =
      List.of("media", "batch", "vmImageAliasDoc", "activeDirectoryDataLake", "sqlManagement");

  private CloudMetadata() {}

  static Response of(Cloud cloud, ArmVersion version) {
    if (version.isBefore(2018, 1, 1)) {
      return ArmAnswers.json(json -> shortForm(json, cloud));
    } else if (version.isBefore(2022, 9, 1)) {
      return ArmAnswers.json(json -> {
        json.writeStartArray();
        longForm(json, cloud);
        json.writeEndArray();
      });
    }
    return ArmAnswers.json(json -> longForm(json, cloud));
  }

  private static void shortForm(JsonGenerator json, Cloud cloud) {
    json.writeStartObject();
    json.writeStringProperty("galleryEndpoint", cloud.origin(cloud.portalHost()) + "/");
    json.writeStringProperty("graphEndpoint", cloud.origin(cloud.graphHost()) + "/");
    json.writeStringProperty("portalEndpoint", cloud.origin(cloud.portalHost()));
    json.writeName("authentication");
    json.writeStartObject();
    json.writeStringProperty("loginEndpoint", cloud.origin(cloud.loginHost()));
    audiences(json, cloud);
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void longForm(JsonGenerator json, Cloud cloud) {
    String graph = cloud.origin(cloud.graphHost()) + "/";
    json.writeStartObject();
    json.writeStringProperty("name", cloud.name());
    json.writeStringProperty("portal", cloud.origin(cloud.portalHost()));
    json.writeName("authentication");
    authentication(json, cloud);
    json.writeStringProperty("graph", graph);
    json.writeStringProperty("graphAudience", graph);
    json.writeStringProperty("microsoftGraphResourceId", graph);
    json.writeStringProperty("resourceManager", cloud.origin(cloud.managementHost()));
    json.writeStringProperty("gallery", cloud.origin(cloud.portalHost()) + "/");
    ABSENT.forEach(json::writeNullProperty);
    json.writeName("suffixes");
    json.writeStartObject();
    json.writeStringProperty("keyVaultDns", cloud.vaultSuffix());
    json.writeStringProperty("mhsmDns", cloud.hsmSuffix());
    json.writeStringProperty("storage", storage(cloud));
    json.writeEndObject();
    json.writeEndObject();
  }

  /// What the function `environment()` of templates gives.
  static void environment(JsonGenerator json, Cloud cloud) {
    json.writeStartObject();
    json.writeStringProperty("name", cloud.name());
    json.writeStringProperty("portal", cloud.origin(cloud.portalHost()));
    json.writeStringProperty("graph", cloud.origin(cloud.graphHost()) + "/");
    json.writeStringProperty("graphAudience", cloud.origin(cloud.graphHost()) + "/");
    json.writeStringProperty("resourceManager", cloud.origin(cloud.managementHost()) + "/");
    json.writeName("authentication");
    authentication(json, cloud);
    json.writeName("suffixes");
    json.writeStartObject();
    json.writeStringProperty("keyvaultDns", "." + cloud.vaultSuffix());
    json.writeStringProperty("storage", storage(cloud));
    json.writeEndObject();
    json.writeEndObject();
  }

  /// Terraform takes any other tenant than `common` for an Azure Stack and refuses it, and appends
  /// `/tenant/…` to the login endpoint, which therefore ends without a slash.
  private static void authentication(JsonGenerator json, Cloud cloud) {
    json.writeStartObject();
    json.writeStringProperty("loginEndpoint", cloud.origin(cloud.loginHost()));
    audiences(json, cloud);
    json.writeStringProperty("tenant", "common");
    json.writeStringProperty("identityProvider", "AAD");
    json.writeEndObject();
  }

  private static void audiences(JsonGenerator json, Cloud cloud) {
    String management = cloud.origin(cloud.managementHost());
    json.writeName("audiences");
    json.writeStartArray();
    json.writeString(management + "/");
    json.writeString(management);
    json.writeEndArray();
  }

  /// There is no storage service, but Terraform refuses a cloud without a name for it.
  private static String storage(Cloud cloud) {
    return "storage." + cloud.vaultSuffix().substring(cloud.vaultSuffix().indexOf('.') + 1);
  }
}
