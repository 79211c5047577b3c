package dev.strongroom.store;

import dev.strongroom.managedhsm.HsmSku;
import dev.strongroom.managedhsm.ManagedHsm;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.TenantId;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.model.VaultId;
import dev.strongroom.model.VaultName;
import dev.strongroom.vaults.Stamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A managed HSM as one row of the table `managed_hsm`, there and back.
final class HsmRow {
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
          "admins",
          "default_action",
          "bypass",
          "ip_rules",
          "subnets",
          "public_access",
          "keys_through_arm",
          "activated",
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

  private HsmRow() {}

  static Object[] binds(ManagedHsm hsm) {
    VaultFacts about = hsm.about();
    List<Object> binds = new ArrayList<>();
    binds.addAll(
        List.of(
            about.name().display(),
            about.id().toString(),
            about.tenant().toString(),
            hsm.subscription().toString(),
            hsm.group().canonical(),
            about.resource().display(),
            about.location(),
            about.retentionDays(),
            about.purgeProtected(),
            hsm.settings().sku().name(),
            Lines.of(hsm.settings().admins().stream().map(PrincipalId::toString).toList())));
    binds.addAll(VaultRow.networkBinds(hsm.settings().network()));
    Optional<ManagedHsm.Deletion> deletion = hsm.state().deletion();
    binds.add(hsm.state().keysThroughArm());
    binds.add(hsm.state().activated());
    binds.add(TagsText.write(hsm.tags()));
    for (Stamp stamp : List.of(hsm.created(), hsm.modified())) {
      binds.addAll(List.of(stamp.by(), stamp.byType(), stamp.at()));
    }
    binds.add(deletion.map(ManagedHsm.Deletion::at));
    binds.add(deletion.map(ManagedHsm.Deletion::scheduledPurge));
    binds.add(deletion.map(ManagedHsm.Deletion::purging).orElse(false));
    binds.add(about.name().canonical());
    return binds.toArray();
  }

  static ManagedHsm read(Row row) {
    VaultFacts about =
        new VaultFacts(
            VaultId.of(row.text("id")),
            TenantId.of(row.text("tenant")),
            new VaultName(row.text("name"), row.text("display")),
            ResourceId.of(row.text("resource")),
            row.text("location"),
            Math.toIntExact(row.number("retention_days")),
            row.flag("purge_protected"));
    return new ManagedHsm(
        about,
        new ManagedHsm.Settings(
            HsmSku.valueOf(row.text("sku")),
            Lines.list(row.text("admins")).stream().map(PrincipalId::of).toList(),
            VaultRow.network(row)),
        new ManagedHsm.State(
            row.maybeTime("activated"), row.flag("keys_through_arm"), deletion(row)),
        TagsText.read(row.text("tags")),
        new Stamp(row.text("created_by"), row.text("created_by_type"), row.time("created")),
        new Stamp(row.text("modified_by"), row.text("modified_by_type"), row.time("modified")));
  }

  private static Optional<ManagedHsm.Deletion> deletion(Row row) {
    return row.maybeTime("deleted")
        .map(at -> new ManagedHsm.Deletion(at, row.time("scheduled_purge"), row.flag("purging")));
  }
}
