package dev.strongroom.store;

import dev.strongroom.deployments.Deployment;
import dev.strongroom.deployments.Deployment.Papers;
import dev.strongroom.deployments.Deployment.Run;
import dev.strongroom.deployments.Deployment.State;
import dev.strongroom.deployments.DeploymentAt;
import dev.strongroom.deployments.DeploymentStore;
import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.vaults.GroupName;
import dev.strongroom.vaults.ResourceGroup;
import java.util.List;
import java.util.Optional;

/// Deployments in SQL. A subscription's own stand under an empty group.
public final class DeploymentSql implements DeploymentStore {
  private static final String COLUMNS =
      """
      subscription, resource_group, group_display, name_display, state, mode, location,
      correlation, started, ended, asked, outcome
      """;

  @Override
  public Optional<Deployment> find(Tx tx, DeploymentAt at) {
    return SqlTx.of(tx)
        .one(
            "SELECT "
                + COLUMNS
                + " FROM deployment WHERE subscription = ? AND resource_group = ? AND name = ?",
            DeploymentSql::deployment,
            at.subscription().toString(),
            group(at),
            at.canonicalName());
  }

  @Override
  public List<Deployment> list(Tx tx, DeploymentAt at, String after, int limit) {
    return SqlTx.of(tx)
        .all(
            "SELECT "
                + COLUMNS
                + """
                 FROM deployment WHERE subscription = ? AND resource_group = ? AND name > ?
                ORDER BY name LIMIT ?
                """,
            DeploymentSql::deployment,
            at.subscription().toString(),
            group(at),
            after,
            limit);
  }

  @Override
  public List<Deployment> older(Tx tx, DeploymentAt at, int newest, int limit) {
    return SqlTx.of(tx)
        .all(
            "SELECT "
                + COLUMNS
                + """
                 FROM deployment WHERE subscription = ? AND resource_group = ?
                ORDER BY started DESC, name LIMIT ? OFFSET ?
                """,
            DeploymentSql::deployment,
            at.subscription().toString(),
            group(at),
            limit,
            newest);
  }

  @Override
  public void save(Tx tx, Approved<Deployment> approved) {
    Deployment saved = approved.value();
    SqlTx.of(tx)
        .run(
            """
            INSERT INTO deployment (subscription, resource_group, group_display, name, name_display,
              state, mode, location, correlation, started, ended, asked, outcome)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (subscription, resource_group, name) DO UPDATE SET
              state = excluded.state, mode = excluded.mode, location = excluded.location,
              correlation = excluded.correlation, started = excluded.started,
              ended = excluded.ended, asked = excluded.asked, outcome = excluded.outcome
            """,
            saved.at().subscription().toString(),
            group(saved.at()),
            saved.at().group().map(GroupName::display).orElse(""),
            saved.at().canonicalName(),
            saved.at().name(),
            saved.state().name(),
            saved.run().mode(),
            saved.run().location(),
            saved.run().correlation(),
            saved.run().started(),
            saved.run().ended(),
            saved.papers().asked(),
            saved.papers().outcome());
  }

  @Override
  public void remove(Tx tx, Approved<Deployment> deployment) {
    DeploymentAt at = deployment.value().at();
    SqlTx.of(tx)
        .run(
            "DELETE FROM deployment WHERE subscription = ? AND resource_group = ? AND name = ?",
            at.subscription().toString(),
            group(at),
            at.canonicalName());
  }

  /// The deployments of a group go with it.
  public void removeAll(Tx tx, Approved<ResourceGroup> group) {
    SqlTx.of(tx)
        .run(
            "DELETE FROM deployment WHERE subscription = ? AND resource_group = ?",
            group.value().subscription().toString(),
            group.value().name().canonical());
  }

  private static String group(DeploymentAt at) {
    return at.group().map(GroupName::canonical).orElse("");
  }

  private static Deployment deployment(Row row) {
    Optional<GroupName> group =
        Optional.of(row.text("group_display")).filter(name -> !name.isEmpty()).map(GroupName::of);
    return new Deployment(
        new DeploymentAt(
            SubscriptionId.of(row.text("subscription")), group, row.text("name_display")),
        State.valueOf(row.text("state")),
        new Run(
            row.text("mode"),
            row.maybeText("location"),
            row.text("correlation"),
            row.time("started"),
            row.maybeTime("ended")),
        new Papers(row.text("asked"), row.text("outcome")));
  }
}
