package dev.strongroom.store;

import dev.strongroom.access.Hierarchy;
import dev.strongroom.groups.GroupId;
import dev.strongroom.groups.GroupStore;
import dev.strongroom.groups.ManagementGroup;
import dev.strongroom.groups.ManagementGroup.Change;
import dev.strongroom.groups.SubscriptionPlace;
import dev.strongroom.groups.Tree;
import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.model.TenantId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Management groups in SQL. They decide what roles reach, so they share the generation of roles.
public final class ManagementGroupSql implements GroupStore {
  private record Rows(List<ManagementGroup> groups, Map<SubscriptionId, GroupId> places) {}

  private final Snapshot<Rows> rows =
      new Snapshot<>(AccessSql.GENERATION, session -> new Rows(groups(session), places(session)));
  private final ResourceSql resources;

  public ManagementGroupSql(ResourceSql resources) {
    this.resources = resources;
  }

  @Override
  public Tree tree(Tx tx) {
    Rows found = rows.get(tx);
    List<Tree.Leaf> leaves =
        resources.subscriptions(tx).stream()
            .map(one -> new Tree.Leaf(one.id(), one.tenant(), one.displayName()))
            .toList();
    return new Tree(found.groups(), found.places(), leaves);
  }

  @Override
  public void save(Tx tx, Approved<ManagementGroup> approved) {
    ManagementGroup group = approved.value();
    SqlTx session = SqlTx.of(tx);
    session.run(
        """
        INSERT INTO management_group (
          id, id_display, tenant_id, display_name, parent, version, changed_on, changed_by)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET
          display_name = excluded.display_name, parent = excluded.parent,
          version = excluded.version, changed_on = excluded.changed_on,
          changed_by = excluded.changed_by
        """,
        group.id().canonical(),
        group.id().display(),
        group.tenant().toString(),
        group.displayName(),
        group.parent().map(GroupId::canonical),
        group.change().version(),
        group.change().at(),
        group.change().by());
    session.bump(AccessSql.GENERATION);
  }

  @Override
  public void remove(Tx tx, Approved<ManagementGroup> group) {
    SqlTx session = SqlTx.of(tx);
    session.run("DELETE FROM management_group WHERE id = ?", group.value().id().canonical());
    session.bump(AccessSql.GENERATION);
  }

  @Override
  public void place(Tx tx, Approved<SubscriptionPlace> place) {
    SqlTx session = SqlTx.of(tx);
    session.run(
        """
        INSERT INTO subscription_place (subscription_id, group_id) VALUES (?, ?)
        ON CONFLICT (subscription_id) DO UPDATE SET group_id = excluded.group_id
        """,
        place.value().subscription().toString(),
        place.value().group().canonical());
    session.bump(AccessSql.GENERATION);
  }

  /// The same, as far as roles need it.
  static Hierarchy hierarchy(SqlTx session) {
    Map<SubscriptionId, String> places = new HashMap<>();
    places(session).forEach((id, group) -> places.put(id, group.canonical()));
    return new Hierarchy(
        groups(session).stream()
            .map(group ->
                new Hierarchy.Group(
                    group.id().canonical(), group.tenant(), group.parent().map(GroupId::canonical)))
            .toList(),
        places);
  }

  private static List<ManagementGroup> groups(SqlTx session) {
    return session.all(
        """
        SELECT id_display, tenant_id, display_name, parent, version, changed_on, changed_by
        FROM management_group ORDER BY id
        """,
        ManagementGroupSql::group);
  }

  private static ManagementGroup group(Row row) {
    return new ManagementGroup(
        GroupId.of(row.text("id_display")),
        TenantId.of(row.text("tenant_id")),
        row.text("display_name"),
        row.maybeText("parent").map(GroupId::of),
        new Change(
            Math.toIntExact(row.number("version")),
            row.time("changed_on"),
            row.text("changed_by")));
  }

  private static Map<SubscriptionId, GroupId> places(SqlTx session) {
    Map<SubscriptionId, GroupId> places = new HashMap<>();
    session
        .all(
            "SELECT subscription_id, group_id FROM subscription_place",
            row ->
                new SubscriptionPlace(
                    SubscriptionId.of(row.text("subscription_id")),
                    GroupId.of(row.text("group_id"))))
        .forEach(one -> places.put(one.subscription(), one.group()));
    return places;
  }
}
