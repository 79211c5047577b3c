package dev.strongroom.store;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What is asked of the tables of one kind of object.
final class ObjectStatements {
  private static final String PROPERTIES =
      """
      SELECT s.name, s.display, v.version, v.enabled, v.not_before, v.expires,
        v.tags, v.created, v.updated{own}\
      """;

  private static final String SEALED = PROPERTIES + ", v.key_version, v.sealed";
  private static final String DELETION = PROPERTIES + ", s.deleted_at, s.purge_at, s.purging";

  private static final String OF_VERSIONS =
      "\nFROM {objects} s JOIN {versions} v ON v.vault_id = s.vault_id AND v.name = s.name\n";

  private static final String OF_LATEST =
      """

      FROM {objects} s JOIN {versions} v
        ON v.vault_id = s.vault_id AND v.name = s.name AND v.version = s.latest
      """;

  /// In a `RANGE`, the cost follows what is answered, not what is stored: it is a range of one
  /// index.
  enum Form {
    RANGE,
    OTHER
  }

  enum Statement {
    LATEST(
        Form.RANGE,
        SEALED + OF_LATEST + "WHERE s.vault_id = ? AND s.name = ? AND s.deleted_at IS NULL"),
    VERSION(
        Form.RANGE,
        SEALED
            + OF_VERSIONS
            + "WHERE s.vault_id = ? AND s.name = ? AND v.version = ? AND s.deleted_at IS NULL"),
    DELETED(
        Form.RANGE,
        DELETION
            + OF_LATEST
            + "WHERE s.vault_id = ? AND s.name = ? AND s.deleted_at IS NOT NULL AND s.purging = 0"),
    STATE(Form.RANGE, DELETION + OF_LATEST + "WHERE s.vault_id = ? AND s.name = ?"),
    LIST(
        Form.RANGE,
        PROPERTIES
            + OF_LATEST
            + """
            WHERE s.vault_id = ? AND s.name > ? AND s.deleted_at IS NULL
            ORDER BY s.name LIMIT ?
            """),
    LIST_DELETED(
        Form.RANGE,
        DELETION
            + OF_LATEST
            + """
            WHERE s.vault_id = ? AND s.name > ? AND s.deleted_at IS NOT NULL AND s.purging = 0
            ORDER BY s.name LIMIT ?
            """),
    LIST_VERSIONS(
        Form.RANGE,
        PROPERTIES
            + OF_VERSIONS
            + """
            WHERE s.vault_id = ? AND s.name = ? AND s.deleted_at IS NULL AND v.version > ?
            ORDER BY v.version LIMIT ?
            """),
    SEALED_VERSIONS(
        Form.OTHER,
        SEALED
            + OF_VERSIONS
            + """
            WHERE s.vault_id = ? AND s.name = ? AND s.deleted_at IS NULL
            ORDER BY CASE WHEN v.version = s.latest THEN 1 ELSE 0 END, v.version LIMIT ?
            """),
    SEALED_BEFORE(
        Form.RANGE, SEALED + OF_VERSIONS + "WHERE v.vault_id = ? AND v.key_version < ? LIMIT ?"),
    /// Vaults that were never re-keyed are passed over by their key's version.
    REKEYED_VAULT(
        Form.OTHER,
        """
        SELECT COALESCE(v.name, h.name) AS name, COALESCE(v.display, h.display) AS display
        FROM vault_key k
        LEFT JOIN vault v ON v.id = k.vault_id AND v.deleted IS NULL
        LEFT JOIN managed_hsm h ON h.id = k.vault_id AND h.deleted IS NULL
        WHERE k.key_version > 1 AND (v.id IS NOT NULL OR h.id IS NOT NULL)
          AND NOT EXISTS (
            SELECT 1 FROM vault_key n
            WHERE n.vault_id = k.vault_id AND n.key_version > k.key_version)
          AND EXISTS (
            SELECT 1 FROM {versions} s
            WHERE s.vault_id = k.vault_id AND s.key_version < k.key_version)
        ORDER BY COALESCE(v.name, h.name) LIMIT 1
        """),
    DUE(
        Form.RANGE,
        "SELECT vault_id, name FROM {objects} WHERE purge_at <= ? ORDER BY purge_at LIMIT ?"),
    ADD_OBJECT(
        Form.OTHER,
        """
        INSERT INTO {objects} (vault_id, name, display, latest) VALUES (?, ?, ?, ?)
        ON CONFLICT (vault_id, name) DO UPDATE SET latest = excluded.latest
        """),
    ADD_VERSION(
        Form.OTHER,
        """
        INSERT INTO {versions} (vault_id, name, version, enabled, not_before, expires,
          tags, created, updated, key_version, sealed{columns})
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?{binds})
        """),
    UPDATE(
        Form.OTHER,
        """
        UPDATE {versions} SET enabled = ?, not_before = ?, expires = ?,
          tags = ?, updated = ?{changes}
        WHERE vault_id = ? AND name = ? AND version = ?
        """),
    RESEAL(
        Form.OTHER,
        """
        UPDATE {versions} SET key_version = ?, sealed = ?
        WHERE vault_id = ? AND name = ? AND version = ?
        """),
    MARK(
        Form.OTHER,
        "UPDATE {objects} SET deleted_at = ?, purge_at = ? WHERE vault_id = ? AND name = ?"),
    /// It counts as due since ever: what has begun is finished first, also when the clock was set
    /// back.
    BEGIN_PURGE(
        Form.RANGE,
        """
        UPDATE {objects} SET purging = 1, purge_at = 0
        WHERE vault_id = ? AND name = ? AND deleted_at IS NOT NULL
        """),
    /// The latest version stays to the end: an object is never without it.
    PURGE_OLDER(
        Form.RANGE,
        """
        DELETE FROM {versions} WHERE vault_id = ? AND name = ? AND version IN (
          SELECT v.version FROM {versions} v
            JOIN {objects} s ON s.vault_id = v.vault_id AND s.name = v.name
          WHERE v.vault_id = ? AND v.name = ? AND v.version <> s.latest LIMIT ?)
        """),
    HELD(
        Form.OTHER,
        """
        SELECT (SELECT COUNT(*) FROM {objects} WHERE vault_id = ?) AS objects,
          (SELECT COUNT(*) FROM {versions} WHERE vault_id = ? AND name = ?) AS versions
        """),
    PURGE_LATEST(Form.RANGE, "DELETE FROM {versions} WHERE vault_id = ? AND name = ?"),
    PURGE_OBJECT(Form.RANGE, "DELETE FROM {objects} WHERE vault_id = ? AND name = ?");

    private final Form form;
    private final String template;

    Statement(Form form, String template) {
      this.form = form;
      this.template = template;
    }
  }

  private final Map<Statement, String> texts = new EnumMap<>(Statement.class);

  ObjectStatements(ObjectTable<?> table) {
    for (Statement statement : Statement.values()) {
      texts.put(statement, filled(statement.template, table));
    }
  }

  String of(Statement statement) {
    return texts.getOrDefault(statement, "");
  }

  /// What must be a range of an index.
  List<String> ranges() {
    return Arrays.stream(Statement.values())
        .filter(statement -> statement.form == Form.RANGE)
        .map(this::of)
        .toList();
  }

  private static String filled(String template, ObjectTable<?> table) {
    String columns = listed(table.fixed(), ", %s") + listed(table.changing(), ", %s");
    int own = table.fixed().size() + table.changing().size();
    return template
        .replace("{objects}", table.objects())
        .replace("{versions}", table.versions())
        .replace("{own}", columns.replace(", ", ", v."))
        .replace("{columns}", columns)
        .replace("{binds}", String.join("", Collections.nCopies(own, ", ?")))
        .replace("{changes}", listed(table.changing(), ", %s = ?"));
  }

  private static String listed(List<String> columns, String form) {
    return columns.stream().map(form::formatted).collect(Collectors.joining());
  }
}
