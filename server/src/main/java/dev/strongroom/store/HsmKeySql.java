package dev.strongroom.store;

import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Tx;
import dev.strongroom.keys.HsmKeyRow;
import dev.strongroom.keys.HsmKeyStore;
import dev.strongroom.keys.HsmLabel;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Objects of the HSM in `hsm_key`.
public final class HsmKeySql implements HsmKeyStore {
  private static final String BEGUN = "begun";
  private static final String KEPT = "kept";
  private static final String ORPHAN = "orphan";
  private static final String DOOMED = "doomed";

  private record State(String name, Instant since, boolean alive) {}

  @Override
  public Before begin(Tx tx, Approved<HsmKeyRow> key, Instant now, Instant cut) {
    Optional<State> before = state(tx, key.value().label());
    if (before.filter(state -> taken(state, cut)).isPresent()) {
      return Before.TAKEN;
    }
    SqlTx.of(tx).run("DELETE FROM hsm_key WHERE label = ?", key.value().label());
    insert(tx, key.value(), BEGUN, now);
    return before.isPresent() ? Before.REMAINS : Before.NOTHING;
  }

  private static boolean taken(State state, Instant cut) {
    return switch (state.name()) {
      case BEGUN -> state.since().isAfter(cut);
      case KEPT -> state.alive();
      case DOOMED -> true;
      default -> false;
    };
  }

  private static Optional<State> state(Tx tx, String label) {
    return SqlTx.of(tx)
        .one(
            """
            SELECT h.state AS state, h.since AS since, COUNT(v.version) AS alive
            FROM hsm_key h
            LEFT JOIN crypto_key_version v
              ON v.vault_id = h.vault_id AND v.name = h.name AND v.version = h.version
            WHERE h.label = ?
            GROUP BY h.state, h.since
            """,
            row -> new State(row.text("state"), row.time("since"), row.number("alive") > 0),
            label);
  }

  @Override
  public boolean keep(Tx tx, Approved<HsmLabel> label) {
    return SqlTx.of(tx)
            .run(
                "UPDATE hsm_key SET state = ?, since = ? WHERE label = ? AND state = ?",
                KEPT,
                label.value().since(),
                label.value().label(),
                BEGUN)
        == 1;
  }

  @Override
  public void crossOut(Tx tx, Approved<HsmLabel> label) {
    SqlTx.of(tx)
        .run("DELETE FROM hsm_key WHERE label = ? AND state = ?", label.value().label(), BEGUN);
  }

  @Override
  public void forget(Tx tx, Approved<HsmLabel> label) {
    SqlTx.of(tx)
        .run(
            "DELETE FROM hsm_key WHERE label = ? AND since = ?",
            label.value().label(),
            label.value().since());
  }

  @Override
  public List<HsmLabel> due(Tx tx, Deadlines deadlines, int max) {
    return SqlTx.of(tx)
        .all(
            """
            SELECT h.label AS label, h.since AS since FROM hsm_key h
            WHERE (h.state = 'begun' AND h.since < ?)
              OR (h.state = 'begun' AND h.node = ?)
              OR (h.state = 'doomed' AND h.since < ?)
              OR (h.state = 'orphan' AND h.since < ?)
              OR (h.state = 'kept' AND NOT EXISTS (
                SELECT 1 FROM crypto_key_version v
                WHERE v.vault_id = h.vault_id AND v.name = h.name AND v.version = h.version))
            ORDER BY h.label LIMIT ?
            """,
            HsmKeySql::label,
            deadlines.begun(),
            deadlines.started().orElse(""),
            deadlines.begun(),
            deadlines.orphan(),
            max);
  }

  @Override
  public boolean doom(Tx tx, Approved<HsmLabel> label, String node, Instant now) {
    return SqlTx.of(tx)
            .run(
                "UPDATE hsm_key SET state = ?, node = ?, since = ? WHERE label = ? AND since = ?",
                DOOMED,
                node,
                now,
                label.value().label(),
                label.value().since())
        == 1;
  }

  @Override
  public List<HsmLabel> doomed(Tx tx, String node, Instant after, int max) {
    return SqlTx.of(tx)
        .all(
            """
            SELECT label, since FROM hsm_key
            WHERE state = 'doomed' AND node = ? AND since > ? ORDER BY label LIMIT ?
            """,
            HsmKeySql::label,
            node,
            after,
            max);
  }

  @Override
  public int living(Tx tx) {
    return SqlTx.of(tx)
        .one(
            """
            SELECT COUNT(*) AS living FROM hsm_key h
            JOIN crypto_key_version v
              ON v.vault_id = h.vault_id AND v.name = h.name AND v.version = h.version
            WHERE h.state = 'kept'
            """,
            row -> Math.toIntExact(row.number("living")))
        .orElseThrow();
  }

  @Override
  public Set<String> known(Tx tx) {
    return new HashSet<>(SqlTx.of(tx).all("SELECT label FROM hsm_key", row -> row.text("label")));
  }

  @Override
  public void foundOrphan(Tx tx, Approved<HsmLabel> label) {
    HsmLabel found = label.value();
    SqlTx.of(tx)
        .run(
            """
            INSERT INTO hsm_key (label, state, vault_id, name, version, node, since)
            VALUES (?, ?, '', '', '', '', ?)
            """,
            found.label(),
            ORPHAN,
            found.since());
  }

  @Override
  public List<HsmLabel> orphans(Tx tx) {
    return SqlTx.of(tx)
        .all(
            "SELECT label, since FROM hsm_key WHERE state = 'orphan' ORDER BY label",
            HsmKeySql::label);
  }

  private static void insert(Tx tx, HsmKeyRow key, String state, Instant now) {
    SqlTx.of(tx)
        .run(
            """
            INSERT INTO hsm_key (label, state, vault_id, name, version, node, since)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            key.label(),
            state,
            key.vault().toString(),
            key.name(),
            key.version(),
            key.node(),
            now);
  }

  private static HsmLabel label(Row row) {
    return new HsmLabel(row.text("label"), row.time("since"));
  }
}
