package dev.strongroom.store;

import dev.strongroom.identity.TokenKey;
import dev.strongroom.identity.TokenKeyStore;
import dev.strongroom.identity.TokenKeys;
import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Tx;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;

/// Keys that sign tokens, in SQL.
public final class TokenKeySql implements TokenKeyStore {
  private static final String GENERATION = "token-keys";

  private final Snapshot<TokenKeys> snapshot = new Snapshot<>(GENERATION, TokenKeySql::load);

  @Override
  public TokenKeys keys(Tx tx) {
    return snapshot.get(tx);
  }

  @Override
  public void insert(Tx tx, Approved<TokenKey> key) {
    TokenKey row = key.value();
    SqlTx session = SqlTx.of(tx);
    session.run(
        """
        INSERT INTO token_key (id, public_key, sealed, created, signs_from)
        VALUES (?, ?, ?, ?, ?)
        """,
        row.id(),
        row.publicKey().getEncoded(),
        row.sealed(),
        row.created(),
        row.signsFrom());
    session.bump(GENERATION);
  }

  @Override
  public void delete(Tx tx, Approved<TokenKey> key) {
    SqlTx session = SqlTx.of(tx);
    session.run("DELETE FROM token_key WHERE id = ?", key.value().id());
    session.bump(GENERATION);
  }

  private static TokenKeys load(SqlTx session) {
    return new TokenKeys(
        session.all(
            """
            SELECT id, public_key, sealed, created, signs_from
            FROM token_key ORDER BY signs_from, id
            """,
            TokenKeySql::key));
  }

  private static TokenKey key(Row row) {
    return new TokenKey(
        row.text("id"),
        publicKey(row.bytes("public_key")),
        row.bytes("sealed"),
        row.time("created"),
        row.time("signs_from"));
  }

  private static RSAPublicKey publicKey(byte[] spki) {
    try {
      return (RSAPublicKey)
          KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(spki));
    } catch (GeneralSecurityException damaged) {
      throw new IllegalStateException("a stored public key cannot be read", damaged);
    }
  }
}
