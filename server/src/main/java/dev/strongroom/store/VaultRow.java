package dev.strongroom.store;

import dev.strongroom.access.AccessPolicies;
import dev.strongroom.access.AccessPolicy;
import dev.strongroom.access.IpRules;
import dev.strongroom.access.NetworkRules;
import dev.strongroom.access.NetworkRules.Bypass;
import dev.strongroom.access.NetworkRules.DefaultAction;
import dev.strongroom.access.NetworkRules.PublicAccess;
import dev.strongroom.access.NetworkRules.VirtualNetworkRule;
import dev.strongroom.access.PolicyPermissions;
import dev.strongroom.model.AppId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.TenantId;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.model.VaultId;
import dev.strongroom.model.VaultName;
import dev.strongroom.vaults.ServiceUse;
import dev.strongroom.vaults.Sku;
import dev.strongroom.vaults.Stamp;
import dev.strongroom.vaults.Vault;
import dev.strongroom.vaults.VaultSettings;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A vault as one row of the table `vault`, there and back.
final class VaultRow {
  /// In the order of [#binds]; the name, which never changes, comes last.
  static final List<String> COLUMNS =
      List.of(
          "display",
          "id",
          "tenant",
          "subscription",
          "resource_group",
          "resource",
          "location",
          "retention_days",
          "purge_protected",
          "sku",
          "rbac",
          "policies",
          "default_action",
          "bypass",
          "ip_rules",
          "subnets",
          "public_access",
          "for_deployment",
          "for_disks",
          "for_templates",
          "tags",
          "created_by",
          "created_by_type",
          "created",
          "modified_by",
          "modified_by_type",
          "modified",
          "deleted",
          "scheduled_purge",
          "purging",
          "name");

  private static final String NO_APPLICATION = "-";

  private VaultRow() {}

  static Object[] binds(Vault vault) {
    VaultFacts about = vault.about();
    VaultSettings settings = vault.settings();
    List<Object> binds = new ArrayList<>();
    binds.addAll(
        List.of(
            about.name().display(),
            about.id().toString(),
            about.tenant().toString(),
            vault.subscription().toString(),
            vault.group().canonical(),
            about.resource().display(),
            about.location(),
            about.retentionDays(),
            about.purgeProtected(),
            settings.sku().name(),
            settings.rbac(),
            Lines.of(settings.policies().entries().stream().map(VaultRow::text).toList())));
    binds.addAll(networkBinds(settings.network()));
    binds.addAll(
        List.of(
            settings.use().deployment(),
            settings.use().diskEncryption(),
            settings.use().templateDeployment(),
            TagsText.write(vault.tags()),
            vault.created().by(),
            vault.created().byType(),
            vault.created().at(),
            vault.modified().by(),
            vault.modified().byType(),
            vault.modified().at()));
    binds.add(vault.deletion().map(Vault.Deletion::at));
    binds.add(vault.deletion().map(Vault.Deletion::scheduledPurge));
    binds.add(vault.deletion().map(Vault.Deletion::purging).orElse(false));
    binds.add(about.name().canonical());
    return binds.toArray();
  }

  static Vault read(Row row) {
    VaultFacts about =
        new VaultFacts(
            VaultId.of(row.text("id")),
            TenantId.of(row.text("tenant")),
            VaultName.of(row.text("display")),
            ResourceId.of(row.text("resource")),
            row.text("location"),
            Math.toIntExact(row.number("retention_days")),
            row.flag("purge_protected"));
    return new Vault(
        about,
        settings(row),
        TagsText.read(row.text("tags")),
        new Stamp(row.text("created_by"), row.text("created_by_type"), row.time("created")),
        new Stamp(row.text("modified_by"), row.text("modified_by_type"), row.time("modified")),
        deletion(row));
  }

  private static Optional<Vault.Deletion> deletion(Row row) {
    return row.maybeTime("deleted")
        .map(at -> new Vault.Deletion(at, row.time("scheduled_purge"), row.flag("purging")));
  }

  private static VaultSettings settings(Row row) {
    return new VaultSettings(
        Sku.valueOf(row.text("sku")),
        row.maybeFlag("rbac"),
        AccessPolicies.of(Lines.list(row.text("policies")).stream().map(VaultRow::policy).toList()),
        network(row),
        new ServiceUse(
            row.maybeFlag("for_deployment"),
            row.maybeFlag("for_disks"),
            row.maybeFlag("for_templates")));
  }

  static List<Object> networkBinds(NetworkRules rules) {
    return List.of(
        rules.defaultAction().name(),
        rules.bypass().name(),
        Lines.of(rules.ipRules().texts()),
        Lines.of(
            rules.virtualNetworkRules().stream()
                .map(rule -> (rule.ignoreMissingEndpoint() ? "+" : "-") + rule.id())
                .toList()),
        rules.publicAccess().name());
  }

  static NetworkRules network(Row row) {
    return new NetworkRules(
        DefaultAction.valueOf(row.text("default_action")),
        Bypass.valueOf(row.text("bypass")),
        IpRules.of(Lines.list(row.text("ip_rules"))),
        Lines.list(row.text("subnets")).stream()
            .map(text -> new VirtualNetworkRule(text.substring(1), text.startsWith("+")))
            .toList(),
        PublicAccess.valueOf(row.text("public_access")));
  }

  /// `tenant object application secrets:get,list keys:all`.
  private static String text(AccessPolicy entry) {
    List<String> words = new ArrayList<>();
    words.add(entry.tenant().toString());
    words.add(entry.objectId().toString());
    words.add(entry.application().map(AppId::toString).orElse(NO_APPLICATION));
    for (PolicyPermissions.Kind kind : PolicyPermissions.Kind.values()) {
      List<String> names = entry.permissions().of(kind);
      if (!names.isEmpty()) {
        words.add(kind.wire() + ":" + String.join(",", names));
      }
    }
    return String.join(" ", words);
  }

  private static AccessPolicy policy(String text) {
    List<String> words = List.of(text.split(" "));
    Map<PolicyPermissions.Kind, List<String>> permissions =
        new EnumMap<>(PolicyPermissions.Kind.class);
    for (String word : words.subList(3, words.size())) {
      int colon = word.indexOf(':');
      PolicyPermissions.Kind.parse(word.substring(0, colon))
          .ifPresent(kind -> permissions.put(kind, List.of(word.substring(colon + 1).split(","))));
    }
    return new AccessPolicy(
        TenantId.of(words.get(0)),
        PrincipalId.of(words.get(1)),
        AppId.parse(words.get(2)),
        new PolicyPermissions(permissions));
  }
}
