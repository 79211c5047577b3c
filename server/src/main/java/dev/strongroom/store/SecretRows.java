package dev.strongroom.store;

import dev.strongroom.model.ObjectName;
import dev.strongroom.model.ObjectVersion;
import dev.strongroom.sealing.Sealed;
import dev.strongroom.secrets.DeletedSecret;
import dev.strongroom.secrets.SealedSecret;
import dev.strongroom.secrets.SecretAttributes;
import dev.strongroom.secrets.SecretProperties;
import dev.strongroom.secrets.SecretState;

/// What is asked of the tables of secrets, and how their rows are read. Each statement is a range
/// of one index: its cost follows what it answers, not what is stored.
final class SecretRows {
  private static final String PROPERTIES =
      """
      SELECT s.name, s.display, v.version, v.previous, v.enabled, v.not_before, v.expires,
        v.content_type, v.tags, v.created, v.updated\
      """;

  private static final String SEALED = PROPERTIES + ", v.key_version, v.sealed";
  private static final String DELETION = PROPERTIES + ", s.deleted_at, s.purge_at, s.purging";

  private static final String OF_VERSIONS =
      "\nFROM secret s JOIN secret_version v ON v.vault_id = s.vault_id AND v.name = s.name\n";

  private static final String OF_LATEST =
      """

      FROM secret s JOIN secret_version v
        ON v.vault_id = s.vault_id AND v.name = s.name AND v.version = s.latest
      """;

  static final String LATEST =
      SEALED + OF_LATEST + "WHERE s.vault_id = ? AND s.name = ? AND s.deleted_at IS NULL";

  static final String VERSION =
      SEALED
          + OF_VERSIONS
          + "WHERE s.vault_id = ? AND s.name = ? AND v.version = ? AND s.deleted_at IS NULL";

  static final String DELETED =
      DELETION
          + OF_LATEST
          + "WHERE s.vault_id = ? AND s.name = ? AND s.deleted_at IS NOT NULL AND s.purging = 0";

  static final String STATE = DELETION + OF_LATEST + "WHERE s.vault_id = ? AND s.name = ?";

  static final String LIST =
      PROPERTIES
          + OF_LATEST
          + """
          WHERE s.vault_id = ? AND s.name > ? AND s.deleted_at IS NULL
          ORDER BY s.name LIMIT ?
          """;

  static final String LIST_DELETED =
      DELETION
          + OF_LATEST
          + """
          WHERE s.vault_id = ? AND s.name > ? AND s.deleted_at IS NOT NULL AND s.purging = 0
          ORDER BY s.name LIMIT ?
          """;

  static final String VERSIONS =
      PROPERTIES
          + OF_VERSIONS
          + """
          WHERE s.vault_id = ? AND s.name = ? AND s.deleted_at IS NULL AND v.version > ?
          ORDER BY v.version LIMIT ?
          """;

  static final String SEALED_VERSIONS =
      SEALED
          + OF_VERSIONS
          + """
          WHERE s.vault_id = ? AND s.name = ? AND s.deleted_at IS NULL
          ORDER BY CASE WHEN v.version = s.latest THEN 1 ELSE 0 END, v.version LIMIT ?
          """;

  static final String SEALED_BEFORE =
      SEALED + OF_VERSIONS + "WHERE v.vault_id = ? AND v.key_version < ? LIMIT ?";

  /// Vaults that were never re-keyed are passed over by their key's version.
  static final String REKEYED_VAULT =
      """
      SELECT v.display FROM vault_key k JOIN vault v ON v.id = k.vault_id
      WHERE k.key_version > 1 AND v.deleted IS NULL
        AND NOT EXISTS (
          SELECT 1 FROM vault_key n
          WHERE n.vault_id = k.vault_id AND n.key_version > k.key_version)
        AND EXISTS (
          SELECT 1 FROM secret_version s
          WHERE s.vault_id = k.vault_id AND s.key_version < k.key_version)
      ORDER BY v.name LIMIT 1
      """;

  static final String DUE =
      "SELECT vault_id, name FROM secret WHERE purge_at <= ? ORDER BY purge_at LIMIT ?";

  /// It counts as due since ever: what has begun is finished first, also when the clock was set
  /// back.
  static final String BEGIN_PURGE =
      """
      UPDATE secret SET purging = 1, purge_at = 0
      WHERE vault_id = ? AND name = ? AND deleted_at IS NOT NULL
      """;

  /// The latest version stays to the end: a secret is never without it.
  static final String PURGE_OLDER =
      """
      DELETE FROM secret_version WHERE vault_id = ? AND name = ? AND version IN (
        SELECT v.version FROM secret_version v
          JOIN secret s ON s.vault_id = v.vault_id AND s.name = v.name
        WHERE v.vault_id = ? AND v.name = ? AND v.version <> s.latest LIMIT ?)
      """;

  static final String PURGE_LATEST = "DELETE FROM secret_version WHERE vault_id = ? AND name = ?";

  static final String PURGE_SECRET = "DELETE FROM secret WHERE vault_id = ? AND name = ?";

  private SecretRows() {}

  static SealedSecret sealed(Row row) {
    return new SealedSecret(
        properties(row), new Sealed((int) row.number("key_version"), row.bytes("sealed")));
  }

  static DeletedSecret deleted(Row row) {
    return new DeletedSecret(properties(row), row.time("deleted_at"), row.time("purge_at"));
  }

  static SecretState state(Row row) {
    if (row.flag("purging")) {
      return new SecretState.Purging();
    }
    return row.maybeTime("deleted_at").isPresent()
        ? new SecretState.Deleted(deleted(row))
        : new SecretState.Live(properties(row));
  }

  static SecretProperties properties(Row row) {
    return new SecretProperties(
        new ObjectName(row.text("name"), row.text("display")),
        new ObjectVersion(row.text("version")),
        row.maybeText("previous").map(ObjectVersion::new),
        new SecretAttributes(
            row.flag("enabled"), row.maybeTime("not_before"), row.maybeTime("expires")),
        row.maybeText("content_type"),
        TagsText.read(row.text("tags")),
        row.time("created"),
        row.time("updated"));
  }
}
