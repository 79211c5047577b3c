package dev.strongroom.store;

import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.CredentialId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.people.Session;
import dev.strongroom.people.SessionStore;
import dev.strongroom.people.Ticket;
import dev.strongroom.trust.SecretBytes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The sessions of browsers, in SQL.
public final class SessionSql implements SessionStore {
  private static final String SESSION =
      "SELECT id, cookie, user_id, methods, signed_in, expires, address, agent FROM person_session"
          + " ";

  @Override
  public Optional<Session> session(Tx tx, SecretBytes cookie) {
    return SqlTx.of(tx)
        .one(SESSION + "WHERE cookie = ?", SessionSql::session, Ticket.stored(cookie));
  }

  @Override
  public List<Session> sessionsOf(Tx tx, PrincipalId user) {
    return SqlTx.of(tx)
        .all(
            SESSION + "WHERE user_id = ? ORDER BY signed_in DESC, id",
            SessionSql::session,
            user.toString());
  }

  @Override
  public void add(Tx tx, Approved<Session> session) {
    Session row = session.value();
    SqlTx.of(tx)
        .run(
            """
            INSERT INTO person_session
              (id, cookie, user_id, methods, signed_in, expires, address, agent)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            row.id().toString(),
            row.digest(),
            row.user().toString(),
            text(row.methods()),
            row.signedIn(),
            row.expires(),
            row.address(),
            row.agent());
  }

  @Override
  public void update(Tx tx, Approved<Session> session) {
    SqlTx.of(tx)
        .run(
            "UPDATE person_session SET methods = ? WHERE id = ?",
            text(session.value().methods()),
            session.value().id().toString());
  }

  @Override
  public void delete(Tx tx, Approved<Session> session) {
    SqlTx.of(tx).run("DELETE FROM person_session WHERE id = ?", session.value().id().toString());
  }

  @Override
  public int deleteSessionsBefore(Tx tx, Instant now) {
    return SqlTx.of(tx).run("DELETE FROM person_session WHERE expires <= ?", now);
  }

  private static Session session(Row row) {
    return new Session(
        CredentialId.of(row.text("id")),
        SecretBytes.owning(row.bytes("cookie")),
        PrincipalId.of(row.text("user_id")),
        words(row.text("methods")),
        row.time("signed_in"),
        row.time("expires"),
        row.text("address"),
        row.text("agent"));
  }

  static String text(Set<String> words) {
    return String.join(" ", new TreeSet<>(words));
  }

  static Set<String> words(String text) {
    return text.isEmpty() ? Set.of() : Set.of(text.split(" "));
  }
}
