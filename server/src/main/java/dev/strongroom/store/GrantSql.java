package dev.strongroom.store;

import dev.strongroom.identity.ReplyAddress.Platform;
import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.AppId;
import dev.strongroom.model.CredentialId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.people.AppGrant;
import dev.strongroom.people.AuthorizationCode;
import dev.strongroom.people.GrantStore;
import dev.strongroom.people.RefreshToken;
import dev.strongroom.people.Ticket;
import dev.strongroom.trust.SecretBytes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Grants with their codes and refresh tokens, in SQL. Every request with a person's token asks
/// whether its grant stands, so grants are kept in memory.
public final class GrantSql implements GrantStore {
  static final String GENERATION = "grants";
  private static final int ROW_BYTES = 500;
  private static final String GRANT =
      "SELECT id, user_id, client_id, session_id, methods, signed_in, created, expires, address,"
          + " scope, family, platform FROM person_grant ";

  private final RowCache<AppGrant> cache;

  public GrantSql(long maxCacheBytes) {
    cache = new RowCache<>(maxCacheBytes, grant -> ROW_BYTES + grant.scope().length());
  }

  @Override
  public boolean stands(Tx tx, CredentialId id, PrincipalId user, AppId client) {
    return grant(tx, id)
        .filter(grant -> grant.user().equals(user) && grant.client().equals(client))
        .isPresent();
  }

  @Override
  public Optional<AppGrant> grant(Tx tx, CredentialId id) {
    return cache.get(
        tx,
        GENERATION,
        id.toString(),
        session -> session.one(GRANT + "WHERE id = ?", GrantSql::grant, id.toString()));
  }

  @Override
  public Optional<AppGrant> grantOfFamily(Tx tx, SecretBytes family) {
    return SqlTx.of(tx).one(GRANT + "WHERE family = ?", GrantSql::grant, Ticket.stored(family));
  }

  @Override
  public List<AppGrant> grantsOf(Tx tx, PrincipalId user) {
    return SqlTx.of(tx)
        .all(
            GRANT + "WHERE user_id = ? ORDER BY created DESC, id",
            GrantSql::grant,
            user.toString());
  }

  @Override
  public void add(Tx tx, Approved<AppGrant> grant) {
    AppGrant row = grant.value();
    SqlTx.of(tx)
        .run(
            """
            INSERT INTO person_grant
              (id, user_id, client_id, session_id, methods, signed_in, created, expires, address,
               scope, family, platform)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            row.id().toString(),
            row.user().toString(),
            row.client().toString(),
            row.session().map(CredentialId::toString),
            SessionSql.text(row.methods()),
            row.signedIn(),
            row.created(),
            row.expires(),
            row.address(),
            row.scope(),
            row.digest(),
            row.platform().name());
    cache.forget(tx, GENERATION, row.id().toString());
  }

  @Override
  public void update(Tx tx, Approved<AppGrant> grant) {
    String id = grant.value().id().toString();
    SqlTx.of(tx).run("UPDATE person_grant SET family = ? WHERE id = ?", grant.value().digest(), id);
    cache.forget(tx, GENERATION, id);
  }

  @Override
  public void delete(Tx tx, Approved<AppGrant> grant) {
    String id = grant.value().id().toString();
    SqlTx session = SqlTx.of(tx);
    session.run("DELETE FROM person_grant WHERE id = ?", id);
    session.run("DELETE FROM person_code WHERE grant_id = ?", id);
    session.run("DELETE FROM person_refresh WHERE grant_id = ?", id);
    cache.forget(tx, GENERATION, id);
  }

  @Override
  public Optional<AuthorizationCode> code(Tx tx, SecretBytes hash) {
    return SqlTx.of(tx)
        .one(
            """
            SELECT hash, grant_id, expires, redirect, challenge, nonce, redeemed
            FROM person_code WHERE hash = ?
            """,
            GrantSql::code,
            Ticket.stored(hash));
  }

  @Override
  public void addCode(Tx tx, Approved<AuthorizationCode> code) {
    AuthorizationCode row = code.value();
    SqlTx.of(tx)
        .run(
            """
            INSERT INTO person_code (hash, grant_id, expires, redirect, challenge, nonce, redeemed)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            row.digest(),
            row.grant().toString(),
            row.expires(),
            row.redirect(),
            row.challenge(),
            row.nonce(),
            row.redeemed());
  }

  @Override
  public void updateCode(Tx tx, Approved<AuthorizationCode> code) {
    SqlTx.of(tx)
        .run(
            "UPDATE person_code SET redeemed = ? WHERE hash = ?",
            code.value().redeemed(),
            code.value().digest());
  }

  @Override
  public List<RefreshToken> refreshTokens(Tx tx, CredentialId grant) {
    return SqlTx.of(tx)
        .all(
            """
            SELECT hash, grant_id, issued, replaced FROM person_refresh
            WHERE grant_id = ? ORDER BY issued
            """,
            GrantSql::refreshToken,
            grant.toString());
  }

  @Override
  public void addRefreshToken(Tx tx, Approved<RefreshToken> token) {
    RefreshToken row = token.value();
    SqlTx.of(tx)
        .run(
            "INSERT INTO person_refresh (hash, grant_id, issued, replaced) VALUES (?, ?, ?, ?)",
            row.digest(),
            row.grant().toString(),
            row.issued(),
            row.replaced());
  }

  @Override
  public void updateRefreshToken(Tx tx, Approved<RefreshToken> token) {
    SqlTx.of(tx)
        .run(
            "UPDATE person_refresh SET replaced = ? WHERE hash = ?",
            token.value().replaced(),
            token.value().digest());
  }

  @Override
  public void deleteRefreshToken(Tx tx, Approved<RefreshToken> token) {
    SqlTx.of(tx).run("DELETE FROM person_refresh WHERE hash = ?", token.value().digest());
  }

  /// A grant whose code nobody came for goes with the code.
  @Override
  public int deleteGrantsBefore(Tx tx, Instant now) {
    SqlTx session = SqlTx.of(tx);
    List<String> ended =
        session.all(
            """
            DELETE FROM person_grant WHERE expires <= ? OR id IN
              (SELECT grant_id FROM person_code WHERE redeemed = 0 AND expires <= ?)
            RETURNING id
            """,
            row -> row.text("id"),
            now,
            now);
    for (String id : ended) {
      session.run("DELETE FROM person_refresh WHERE grant_id = ?", id);
      cache.forget(tx, GENERATION, id);
    }
    return ended.size() + session.run("DELETE FROM person_code WHERE expires <= ?", now);
  }

  private static AppGrant grant(Row row) {
    return new AppGrant(
        CredentialId.of(row.text("id")),
        PrincipalId.of(row.text("user_id")),
        AppId.of(row.text("client_id")),
        row.maybeText("session_id").map(CredentialId::of),
        SessionSql.words(row.text("methods")),
        row.time("signed_in"),
        row.time("created"),
        row.time("expires"),
        row.text("address"),
        row.text("scope"),
        SecretBytes.owning(row.bytes("family")),
        Platform.valueOf(row.text("platform")));
  }

  private static AuthorizationCode code(Row row) {
    return new AuthorizationCode(
        SecretBytes.owning(row.bytes("hash")),
        CredentialId.of(row.text("grant_id")),
        row.time("expires"),
        row.text("redirect"),
        row.maybeText("challenge"),
        row.maybeText("nonce"),
        row.flag("redeemed"));
  }

  private static RefreshToken refreshToken(Row row) {
    return new RefreshToken(
        SecretBytes.owning(row.bytes("hash")),
        CredentialId.of(row.text("grant_id")),
        row.time("issued"),
        row.maybeTime("replaced"));
  }
}
