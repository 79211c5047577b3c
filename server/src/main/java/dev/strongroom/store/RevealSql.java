package dev.strongroom.store;

import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.TenantId;
import dev.strongroom.reveal.RevealRequest;
import dev.strongroom.reveal.RevealRequest.Decision;
import dev.strongroom.reveal.RevealRequest.State;
import dev.strongroom.reveal.RevealRequest.Subject;
import dev.strongroom.reveal.RevealRule;
import dev.strongroom.reveal.RevealStore;
import dev.strongroom.reveal.Reveals;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Two-person reveal in SQL. Rules and open requests are read as a whole and kept while nothing
/// changes: each read of a secret asks them.
public final class RevealSql implements RevealStore {
  private static final String GENERATION = "reveals";

  private static final String SELECT =
      """
      SELECT id, tenant_id, secret_display, requester_id, reason, asked_on, state, decided_by,
        decided_on, usable_until, decision
      FROM reveal_request
      """;

  private final Snapshot<Reveals> reveals =
      new Snapshot<>(GENERATION, session -> new Reveals(rules(session), open(session)));

  @Override
  public Reveals reveals(Tx tx) {
    return reveals.get(tx);
  }

  @Override
  public Optional<RevealRequest> request(Tx tx, UUID id) {
    return SqlTx.of(tx).one(SELECT + " WHERE id = ?", RevealSql::request, id.toString());
  }

  @Override
  public List<RevealRequest> requests(Tx tx, TenantId tenant, int max) {
    return SqlTx.of(tx)
        .all(
            SELECT + " WHERE tenant_id = ? ORDER BY asked_on DESC, id LIMIT ?",
            RevealSql::request,
            tenant.toString(),
            max);
  }

  @Override
  public List<RevealRequest> requestsBefore(Tx tx, Instant time, int max) {
    return SqlTx.of(tx)
        .all(
            SELECT + " WHERE asked_on < ? ORDER BY asked_on LIMIT ?",
            RevealSql::request,
            time,
            max);
  }

  @Override
  public void save(Tx tx, Approved<RevealRule> approved) {
    RevealRule rule = approved.value();
    SqlTx session = SqlTx.of(tx);
    session.run(
        """
        INSERT INTO reveal_rule (scope, scope_display, window_ms, set_by, set_on)
        VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (scope) DO UPDATE SET
          window_ms = excluded.window_ms, set_by = excluded.set_by, set_on = excluded.set_on
        """,
        rule.scope().canonical(),
        rule.scope().display(),
        rule.window().toMillis(),
        rule.by(),
        rule.at());
    session.bump(GENERATION);
  }

  @Override
  public void remove(Tx tx, Approved<RevealRule> rule) {
    SqlTx session = SqlTx.of(tx);
    session.run("DELETE FROM reveal_rule WHERE scope = ?", rule.value().scope().canonical());
    session.bump(GENERATION);
  }

  @Override
  public void saveRequest(Tx tx, Approved<RevealRequest> approved) {
    RevealRequest one = approved.value();
    Decision decision = one.decision();
    SqlTx session = SqlTx.of(tx);
    session.run(
        """
        INSERT INTO reveal_request (
          id, tenant_id, secret_display, requester_id, reason, asked_on, state, decided_by,
          decided_on, usable_until, decision)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET
          state = excluded.state, decided_by = excluded.decided_by,
          decided_on = excluded.decided_on, usable_until = excluded.usable_until,
          decision = excluded.decision
        """,
        one.id().toString(),
        one.subject().tenant().toString(),
        one.subject().secret().display(),
        one.subject().requester().toString(),
        one.reason(),
        one.asked(),
        decision.state().name(),
        decision.by().map(PrincipalId::toString),
        decision.at(),
        decision.until(),
        decision.reason());
    session.bump(GENERATION);
  }

  @Override
  public void removeRequest(Tx tx, Approved<RevealRequest> request) {
    SqlTx session = SqlTx.of(tx);
    session.run("DELETE FROM reveal_request WHERE id = ?", request.value().id().toString());
    session.bump(GENERATION);
  }

  private static List<RevealRule> rules(SqlTx session) {
    return session.all(
        "SELECT scope_display, window_ms, set_by, set_on FROM reveal_rule",
        row ->
            new RevealRule(
                ResourceId.of(row.text("scope_display")),
                Duration.ofMillis(row.number("window_ms")),
                row.text("set_by"),
                row.time("set_on")));
  }

  private static List<RevealRequest> open(SqlTx session) {
    return session.all(
        SELECT + " WHERE state IN (?, ?)",
        RevealSql::request,
        State.PENDING.name(),
        State.APPROVED.name());
  }

  private static RevealRequest request(Row row) {
    return new RevealRequest(
        UUID.fromString(row.text("id")),
        new Subject(
            TenantId.of(row.text("tenant_id")),
            ResourceId.of(row.text("secret_display")),
            PrincipalId.of(row.text("requester_id"))),
        row.text("reason"),
        row.time("asked_on"),
        new Decision(
            State.valueOf(row.text("state")),
            row.maybeText("decided_by").map(PrincipalId::of),
            row.maybeTime("decided_on"),
            row.maybeTime("usable_until"),
            row.text("decision")));
  }
}
