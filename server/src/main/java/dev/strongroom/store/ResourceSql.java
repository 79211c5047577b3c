package dev.strongroom.store;

import dev.strongroom.access.Subscriptions;
import dev.strongroom.identity.ResourceGroups;
import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.model.TenantId;
import dev.strongroom.vaults.GroupName;
import dev.strongroom.vaults.PageRequest;
import dev.strongroom.vaults.PredefinedTag;
import dev.strongroom.vaults.ResourceGroup;
import dev.strongroom.vaults.ResourceStore;
import dev.strongroom.vaults.Subscription;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Subscriptions and resource groups. Subscriptions are few and asked for by every request of the
/// control plane, so all of them are kept in memory.
public final class ResourceSql implements ResourceStore, Subscriptions, ResourceGroups {
  private static final String GENERATION = "resources";
  private static final String GROUP_COLUMNS =
      "subscription, name, display, location, tags, managed_by";

  private final Snapshot<Map<SubscriptionId, Subscription>> subscriptions =
      new Snapshot<>(GENERATION, ResourceSql::load);

  @Override
  public Optional<TenantId> tenantOf(Tx tx, SubscriptionId subscription) {
    return subscription(tx, subscription).map(Subscription::tenant);
  }

  @Override
  public Optional<Subscription> subscription(Tx tx, SubscriptionId id) {
    return Optional.ofNullable(subscriptions.get(tx).get(id));
  }

  @Override
  public List<Subscription> subscriptions(Tx tx) {
    return new ArrayList<>(subscriptions.get(tx).values());
  }

  @Override
  public boolean addSubscription(Tx tx, Approved<Subscription> subscription) {
    Subscription added = subscription.value();
    int rows =
        SqlTx.of(tx)
            .run(
                """
                INSERT INTO subscription (id, tenant, display_name, created) VALUES (?, ?, ?, ?)
                ON CONFLICT (id) DO NOTHING
                """,
                added.id().toString(),
                added.tenant().toString(),
                added.displayName(),
                added.created());
    SqlTx.of(tx).bump(GENERATION);
    return rows == 1;
  }

  @Override
  public void retag(Tx tx, Approved<Subscription> subscription) {
    SqlTx.of(tx)
        .run(
            "UPDATE subscription SET tags = ? WHERE id = ?",
            TagsText.write(subscription.value().tags()),
            subscription.value().id().toString());
    SqlTx.of(tx).bump(GENERATION);
  }

  @Override
  public List<PredefinedTag> predefinedTags(Tx tx, SubscriptionId subscription) {
    return SqlTx.of(tx)
        .all(
            """
            SELECT display, value FROM predefined_tag WHERE subscription = ? ORDER BY name, value
            """,
            row -> predefinedTag(subscription, row),
            subscription.toString());
  }

  @Override
  public Optional<PredefinedTag> predefinedTag(Tx tx, PredefinedTag like) {
    return SqlTx.of(tx)
        .one(
            """
            SELECT display, value FROM predefined_tag
            WHERE subscription = ? AND name = ? AND value = ?
            """,
            row -> predefinedTag(like.subscription(), row),
            like.subscription().toString(),
            like.name().toLowerCase(Locale.ROOT),
            like.value());
  }

  @Override
  public long countPredefinedTags(Tx tx, SubscriptionId subscription) {
    return SqlTx.of(tx)
        .one(
            "SELECT COUNT(*) AS tags FROM predefined_tag WHERE subscription = ?",
            row -> row.number("tags"),
            subscription.toString())
        .orElseThrow();
  }

  @Override
  public boolean addPredefinedTag(Tx tx, Approved<PredefinedTag> tag) {
    PredefinedTag added = tag.value();
    return SqlTx.of(tx)
            .run(
                """
                INSERT INTO predefined_tag (subscription, name, value, display)
                VALUES (?, ?, ?, ?) ON CONFLICT (subscription, name, value) DO NOTHING
                """,
                added.subscription().toString(),
                added.name().toLowerCase(Locale.ROOT),
                added.value(),
                added.name())
        == 1;
  }

  @Override
  public boolean removePredefinedTag(Tx tx, Approved<PredefinedTag> tag) {
    PredefinedTag gone = tag.value();
    return SqlTx.of(tx)
            .run(
                """
                DELETE FROM predefined_tag
                WHERE subscription = ? AND name = ? AND (value = ? OR CAST(? AS TEXT) = '')
                """,
                gone.subscription().toString(),
                gone.name().toLowerCase(Locale.ROOT),
                gone.value(),
                gone.value())
        > 0;
  }

  @Override
  public boolean exists(Tx tx, SubscriptionId subscription, String group) {
    return GroupName.parse(group).flatMap(name -> group(tx, subscription, name)).isPresent();
  }

  @Override
  public Optional<ResourceGroup> group(Tx tx, SubscriptionId subscription, GroupName name) {
    return SqlTx.of(tx)
        .one(
            "SELECT " + GROUP_COLUMNS + " FROM resource_group WHERE subscription = ? AND name = ?",
            ResourceSql::group,
            subscription.toString(),
            name.canonical());
  }

  /// An update that changes nothing takes the row's lock in every database.
  @Override
  public Optional<ResourceGroup> lockGroup(Tx tx, SubscriptionId subscription, GroupName name) {
    SqlTx.of(tx)
        .run(
            """
            UPDATE resource_group SET location = location WHERE subscription = ? AND name = ?
            """,
            subscription.toString(),
            name.canonical());
    return group(tx, subscription, name);
  }

  @Override
  public List<ResourceGroup> groups(Tx tx, SubscriptionId subscription, PageRequest page) {
    return SqlTx.of(tx)
        .all(
            "SELECT "
                + GROUP_COLUMNS
                + """
                 FROM resource_group WHERE subscription = ? AND name > ? ORDER BY name LIMIT ?
                """,
            ResourceSql::group,
            subscription.toString(),
            page.after().orElse(""),
            page.size());
  }

  @Override
  public void saveGroup(Tx tx, Approved<ResourceGroup> group) {
    ResourceGroup saved = group.value();
    SqlTx.of(tx)
        .run(
            """
            INSERT INTO resource_group (subscription, name, display, location, tags, managed_by)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (subscription, name) DO UPDATE SET
              location = excluded.location, tags = excluded.tags, managed_by = excluded.managed_by
            """,
            saved.subscription().toString(),
            saved.name().canonical(),
            saved.name().display(),
            saved.location(),
            TagsText.write(saved.tags()),
            saved.managedBy());
    SqlTx.of(tx).bump(GENERATION);
  }

  @Override
  public void removeGroup(Tx tx, Approved<ResourceGroup> group) {
    SqlTx.of(tx)
        .run(
            "DELETE FROM resource_group WHERE subscription = ? AND name = ?",
            group.value().subscription().toString(),
            group.value().name().canonical());
    SqlTx.of(tx).bump(GENERATION);
  }

  private static PredefinedTag predefinedTag(SubscriptionId subscription, Row row) {
    return new PredefinedTag(subscription, row.text("display"), row.text("value"));
  }

  private static Map<SubscriptionId, Subscription> load(SqlTx session) {
    Map<SubscriptionId, Subscription> found = new LinkedHashMap<>();
    session
        .all(
            "SELECT id, tenant, display_name, created, tags FROM subscription ORDER BY id",
            ResourceSql::subscription)
        .forEach(one -> found.put(one.id(), one));
    return found;
  }

  private static Subscription subscription(Row row) {
    return new Subscription(
        SubscriptionId.of(row.text("id")),
        TenantId.of(row.text("tenant")),
        row.text("display_name"),
        row.time("created"),
        TagsText.read(row.text("tags")));
  }

  private static ResourceGroup group(Row row) {
    return new ResourceGroup(
        SubscriptionId.of(row.text("subscription")),
        GroupName.of(row.text("display")),
        row.text("location"),
        TagsText.read(row.text("tags")),
        row.maybeText("managed_by"));
  }
}
