package dev.strongroom.store;

import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.CredentialId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.people.Factor;
import dev.strongroom.people.OneTimeLink;
import dev.strongroom.people.Password;
import dev.strongroom.people.PersonStore;
import dev.strongroom.people.SpentChallenge;
import dev.strongroom.people.Ticket;
import dev.strongroom.trust.SecretBytes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Passwords, one-time links and second factors, in SQL. Signing in is seldom, so nothing is kept
/// in memory.
public final class PersonSql implements PersonStore {
  private static final String FACTOR =
      "SELECT id, user_id, kind, display_name, created, handle, material, last_used FROM"
          + " person_factor ";

  @Override
  public Optional<Password> password(Tx tx, PrincipalId user) {
    return SqlTx.of(tx)
        .one(
            "SELECT user_id, hash, changed, must_change FROM person_password WHERE user_id = ?",
            PersonSql::password,
            user.toString());
  }

  @Override
  public void savePassword(Tx tx, Approved<Password> password) {
    Password row = password.value();
    SqlTx.of(tx)
        .run(
            """
            INSERT INTO person_password (user_id, hash, changed, must_change) VALUES (?, ?, ?, ?)
            ON CONFLICT (user_id) DO UPDATE SET
              hash = excluded.hash, changed = excluded.changed, must_change = excluded.must_change
            """,
            row.user().toString(),
            row.hashText(),
            row.changed(),
            row.mustChange());
  }

  @Override
  public void saveLink(Tx tx, Approved<OneTimeLink> link) {
    OneTimeLink row = link.value();
    SqlTx.of(tx)
        .run(
            """
            INSERT INTO person_link (hash, user_id, expires) VALUES (?, ?, ?)
            ON CONFLICT (user_id) DO UPDATE SET hash = excluded.hash, expires = excluded.expires
            """,
            row.digest(),
            row.user().toString(),
            row.expires());
  }

  @Override
  public Optional<OneTimeLink> link(Tx tx, SecretBytes hash) {
    return SqlTx.of(tx)
        .one(
            "SELECT hash, user_id, expires FROM person_link WHERE hash = ?",
            PersonSql::link,
            Ticket.stored(hash));
  }

  @Override
  public void deleteLink(Tx tx, Approved<OneTimeLink> link) {
    SqlTx.of(tx).run("DELETE FROM person_link WHERE hash = ?", link.value().digest());
  }

  @Override
  public int deleteLinksBefore(Tx tx, Instant now) {
    return SqlTx.of(tx).run("DELETE FROM person_link WHERE expires <= ?", now);
  }

  @Override
  public List<Factor> factors(Tx tx, PrincipalId user) {
    return SqlTx.of(tx)
        .all(FACTOR + "WHERE user_id = ? ORDER BY created, id", PersonSql::factor, user.toString());
  }

  @Override
  public Optional<Factor.Passkey> passkey(Tx tx, String handle) {
    return SqlTx.of(tx)
        .one(FACTOR + "WHERE handle = ?", PersonSql::factor, handle)
        .filter(Factor.Passkey.class::isInstance)
        .map(Factor.Passkey.class::cast);
  }

  @Override
  public void addFactor(Tx tx, Approved<? extends Factor> factor) {
    Factor row = factor.value();
    SqlTx.of(tx)
        .run(
            """
            INSERT INTO person_factor
              (id, user_id, kind, display_name, created, handle, material, last_used)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            row.id().toString(),
            row.user().toString(),
            row.kind(),
            row.displayName(),
            row.created(),
            row instanceof Factor.Passkey passkey
                ? Optional.of(passkey.handle())
                : Optional.<String>empty(),
            material(row),
            lastUsed(row));
  }

  @Override
  public void updateFactor(Tx tx, Approved<? extends Factor> factor) {
    SqlTx.of(tx)
        .run(
            "UPDATE person_factor SET last_used = ? WHERE id = ?",
            lastUsed(factor.value()),
            factor.value().id().toString());
  }

  @Override
  public void deleteFactor(Tx tx, Approved<? extends Factor> factor) {
    SqlTx.of(tx).run("DELETE FROM person_factor WHERE id = ?", factor.value().id().toString());
  }

  @Override
  public boolean spent(Tx tx, SecretBytes challenge) {
    return SqlTx.of(tx)
        .one(
            "SELECT expires FROM person_challenge WHERE hash = ?",
            row -> row.time("expires"),
            Ticket.stored(challenge))
        .isPresent();
  }

  @Override
  public void addSpent(Tx tx, Approved<SpentChallenge> challenge) {
    SqlTx.of(tx)
        .run(
            "INSERT INTO person_challenge (hash, expires) VALUES (?, ?)",
            challenge.value().digest(),
            challenge.value().expires());
  }

  @Override
  public int deleteSpentBefore(Tx tx, Instant now) {
    return SqlTx.of(tx).run("DELETE FROM person_challenge WHERE expires <= ?", now);
  }

  private static byte[] material(Factor factor) {
    return switch (factor) {
      case Factor.Totp totp -> totp.stored();
      case Factor.Passkey passkey -> passkey.stored();
      case Factor.RecoveryCode code -> code.stored();
      case Factor.Sealed sealed -> sealed.stored();
    };
  }

  private static long lastUsed(Factor factor) {
    return switch (factor) {
      case Factor.Totp totp -> totp.lastStep();
      case Factor.Passkey passkey -> passkey.counter();
      case Factor.RecoveryCode _, Factor.Sealed _ -> 0;
    };
  }

  private static Password password(Row row) {
    return new Password(
        PrincipalId.of(row.text("user_id")),
        SecretBytes.utf8(row.text("hash")),
        row.time("changed"),
        row.flag("must_change"));
  }

  private static OneTimeLink link(Row row) {
    return new OneTimeLink(
        SecretBytes.owning(row.bytes("hash")),
        PrincipalId.of(row.text("user_id")),
        row.time("expires"));
  }

  private static Factor factor(Row row) {
    CredentialId id = CredentialId.of(row.text("id"));
    PrincipalId user = PrincipalId.of(row.text("user_id"));
    String name = row.text("display_name");
    Instant created = row.time("created");
    SecretBytes material = SecretBytes.owning(row.bytes("material"));
    long used = row.number("last_used");
    String kind = row.text("kind");
    return switch (kind) {
      case Factor.Totp.KIND -> new Factor.Totp(id, user, name, created, material, used);
      case Factor.Passkey.KIND ->
          new Factor.Passkey(id, user, name, created, row.text("handle"), material, used);
      case Factor.RecoveryCode.KIND -> new Factor.RecoveryCode(id, user, name, created, material);
      case Factor.Sealed.KIND -> new Factor.Sealed(id, user, name, created, material);
      default -> throw new IllegalStateException("unknown kind of second factor: " + kind);
    };
  }
}
