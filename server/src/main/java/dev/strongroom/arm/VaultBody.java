package dev.strongroom.arm;

import dev.strongroom.access.AccessPolicies;
import dev.strongroom.access.AccessPolicy;
import dev.strongroom.access.IpRules;
import dev.strongroom.access.NetworkRules;
import dev.strongroom.access.NetworkRules.Bypass;
import dev.strongroom.access.NetworkRules.DefaultAction;
import dev.strongroom.access.NetworkRules.PublicAccess;
import dev.strongroom.access.NetworkRules.VirtualNetworkRule;
import dev.strongroom.access.PolicyPermissions;
import dev.strongroom.access.PolicyPermissions.Kind;
import dev.strongroom.http.JsonValue;
import dev.strongroom.model.AppId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.TenantId;
import dev.strongroom.vaults.Lifecycle;
import dev.strongroom.vaults.NetworkDraft;
import dev.strongroom.vaults.ServiceUse;
import dev.strongroom.vaults.Sku;
import dev.strongroom.vaults.VaultDraft;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads what requests say about a vault, as in the specification of 2026-02-01; older versions say
/// less. Properties that only answers carry (`vaultUri`, `provisioningState`) are not looked at.
final class VaultBody {
  private static final ArmFields NOTHING = ArmFields.of(new JsonValue.Obj(Map.of()));

  private VaultBody() {}

  static boolean recovers(JsonValue body) {
    return properties(body)
        .text(
            "createMode",
            text ->
                Optional.of(text.equalsIgnoreCase("recover"))
                    .filter(recover -> recover || text.equalsIgnoreCase("default")),
            "default or recover")
        .orElse(false);
  }

  static Optional<String> location(JsonValue body) {
    return ArmFields.of(body).text("location");
  }

  static VaultDraft draft(JsonValue body) {
    ArmFields properties = properties(body);
    return new VaultDraft(
        location(body),
        ArmFields.of(body).tags(),
        properties.text("tenantId", TenantId::parse, "a GUID"),
        properties
            .object("sku")
            .flatMap(sku -> sku.text("name", Sku::parse, "standard or premium")),
        properties.objects("accessPolicies").map(VaultBody::policies),
        properties.flag("enableRbacAuthorization"),
        lifecycle(properties),
        network(properties),
        new ServiceUse(
            properties.flag("enabledForDeployment"),
            properties.flag("enabledForDiskEncryption"),
            properties.flag("enabledForTemplateDeployment")));
  }

  static Lifecycle lifecycle(ArmFields properties) {
    return new Lifecycle(
        properties.flag("enableSoftDelete"),
        properties.whole("softDeleteRetentionInDays"),
        properties.flag("enablePurgeProtection"));
  }

  static NetworkDraft network(ArmFields properties) {
    return new NetworkDraft(
        properties.object("networkAcls").map(VaultBody::acls),
        properties.text("publicNetworkAccess", VaultBody::publicAccess, "Enabled or Disabled"));
  }

  /// The entries of `accessPolicies/{add|replace|remove}`.
  static AccessPolicies entries(JsonValue body) {
    return properties(body)
        .objects("accessPolicies")
        .map(VaultBody::policies)
        .orElseThrow(
            () -> ArmCall.refused("BadRequest", "The parameter accessPolicies is not specified."));
  }

  static ArmFields properties(JsonValue body) {
    return ArmFields.of(body).object("properties").orElse(NOTHING);
  }

  private static AccessPolicies policies(List<ArmFields> entries) {
    return AccessPolicies.of(entries.stream().map(VaultBody::policy).toList());
  }

  private static AccessPolicy policy(ArmFields entry) {
    return new AccessPolicy(
        entry
            .text("tenantId", TenantId::parse, "a GUID")
            .orElseThrow(() -> entry.invalid("tenantId", "a GUID")),
        entry
            .text("objectId", PrincipalId::parse, "a GUID")
            .orElseThrow(() -> entry.invalid("objectId", "a GUID")),
        entry.text("applicationId", AppId::parse, "a GUID"),
        entry.object("permissions").map(VaultBody::permissions).orElse(PolicyPermissions.NONE));
  }

  private static PolicyPermissions permissions(ArmFields names) {
    Map<Kind, List<String>> byKind = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      byKind.put(kind, names.texts(kind.wire()));
    }
    return new PolicyPermissions(byKind);
  }

  /// A default action must be said where rules are, or nobody would know what they mean; Azure
  /// takes `Allow`.
  private static NetworkRules acls(ArmFields acls) {
    return new NetworkRules(
        acls.text("defaultAction", VaultBody::defaultAction, "Allow or Deny")
            .orElse(DefaultAction.ALLOW),
        acls.text("bypass", VaultBody::bypass, "AzureServices or None")
            .orElse(Bypass.AZURE_SERVICES),
        IpRules.of(
            acls.objects("ipRules").orElse(List.of()).stream()
                .map(rule ->
                    rule.text("value")
                        .orElseThrow(() -> rule.invalid("value", "an address or a range")))
                .toList()),
        acls.objects("virtualNetworkRules").orElse(List.of()).stream()
            .map(VaultBody::virtualNetworkRule)
            .toList(),
        PublicAccess.ENABLED);
  }

  private static VirtualNetworkRule virtualNetworkRule(ArmFields rule) {
    return new VirtualNetworkRule(
        rule.text("id").orElseThrow(() -> rule.invalid("id", "the id of a subnet")),
        rule.flag("ignoreMissingVnetServiceEndpoint").orElse(false));
  }

  private static Optional<DefaultAction> defaultAction(String text) {
    return Arrays.stream(DefaultAction.values())
        .filter(action -> VaultWords.of(action).equalsIgnoreCase(text))
        .findFirst();
  }

  private static Optional<Bypass> bypass(String text) {
    return Arrays.stream(Bypass.values())
        .filter(bypass -> VaultWords.of(bypass).equalsIgnoreCase(text))
        .findFirst();
  }

  private static Optional<PublicAccess> publicAccess(String text) {
    return Arrays.stream(PublicAccess.values())
        .filter(access -> VaultWords.of(access).equalsIgnoreCase(text))
        .findFirst();
  }
}
