package dev.strongroom.arm;

import dev.strongroom.http.Response;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.model.TenantId;
import dev.strongroom.vaults.ResourceGroup;
import dev.strongroom.vaults.ResourceKind;
import dev.strongroom.vaults.Subscription;
import java.util.List;
import java.util.function.BiConsumer;
import tools.jackson.core.JsonGenerator;

/// Tenants, subscriptions, locations and resource groups on the wire, as in the specifications of
/// 2022-12-01 and 2024-03-01.
final class ResourceJson {
  private ResourceJson() {}

  /// A list that is never continued.
  static <T> Response list(List<T> items, BiConsumer<JsonGenerator, T> write) {
    return ArmAnswers.json(json -> {
      json.writeStartObject();
      json.writeName("value");
      json.writeStartArray();
      items.forEach(item -> write.accept(json, item));
      json.writeEndArray();
      json.writeEndObject();
    });
  }

  static void tenant(JsonGenerator json, TenantId tenant) {
    json.writeStartObject();
    json.writeStringProperty("id", "/tenants/" + tenant);
    json.writeStringProperty("tenantId", tenant.toString());
    json.writeStringProperty("tenantCategory", "Home");
    json.writeStringProperty("tenantType", "AAD");
    json.writeEndObject();
  }

  static void subscription(JsonGenerator json, Subscription subscription) {
    json.writeStartObject();
    json.writeStringProperty("id", subscription.resource().display());
    json.writeStringProperty("subscriptionId", subscription.id().toString());
    json.writeStringProperty("tenantId", subscription.tenant().toString());
    json.writeStringProperty("displayName", subscription.displayName());
    json.writeStringProperty("state", "Enabled");
    json.writeName("subscriptionPolicies");
    json.writeStartObject();
    json.writeStringProperty("locationPlacementId", "Internal_2014-09-01");
    json.writeStringProperty("quotaId", "Internal_2014-09-01");
    json.writeStringProperty("spendingLimit", "Off");
    json.writeEndObject();
    json.writeStringProperty("authorizationSource", "RoleBased");
    json.writeName("managedByTenants");
    json.writeStartArray();
    json.writeEndArray();
    if (!subscription.tags().isEmpty()) {
      VaultJson.tags(json, subscription.tags());
    }
    json.writeEndObject();
  }

  static void location(JsonGenerator json, SubscriptionId subscription, String name) {
    ResourceId id = ResourceId.subscription(subscription).child("locations/" + name);
    json.writeStartObject();
    json.writeStringProperty("id", id.display());
    json.writeStringProperty("name", name);
    json.writeStringProperty("type", "Region");
    json.writeStringProperty("displayName", name);
    json.writeStringProperty("regionalDisplayName", name);
    json.writeName("metadata");
    json.writeStartObject();
    json.writeStringProperty("regionType", "Physical");
    json.writeStringProperty("regionCategory", "Recommended");
    json.writeEndObject();
    json.writeEndObject();
  }

  /// As the generic list shows it: without properties.
  static void resource(JsonGenerator json, ResourceKind.Listed one) {
    json.writeStartObject();
    json.writeStringProperty("id", one.id().display());
    json.writeStringProperty("name", one.id().lastSegment());
    json.writeStringProperty("type", one.type());
    json.writeStringProperty("location", one.location());
    VaultJson.tags(json, one.tags());
    json.writeEndObject();
  }

  static void group(JsonGenerator json, ResourceGroup group) {
    json.writeStartObject();
    json.writeStringProperty("id", group.resource().display());
    json.writeStringProperty("name", group.name().display());
    json.writeStringProperty("type", "Microsoft.Resources/resourceGroups");
    json.writeStringProperty("location", group.location());
    group.managedBy().ifPresent(by -> json.writeStringProperty("managedBy", by));
    VaultJson.tags(json, group.tags());
    json.writeName("properties");
    json.writeStartObject();
    json.writeStringProperty("provisioningState", "Succeeded");
    json.writeEndObject();
    json.writeEndObject();
  }
}
