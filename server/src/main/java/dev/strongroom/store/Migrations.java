package dev.strongroom.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// Brings the schema forward, never back; each step in its own transaction.
final class Migrations {
  /// @param name the file in `db/` without `.sql`
  /// @param since the release that brought it, for the message of an older one
  record Migration(String name, String since) {
    int number() {
      return Integer.parseInt(name.substring(0, name.indexOf('-')));
    }
  }

  /// Every migration, in order. A released one is never changed; a change is a new one.
  static final List<Migration> ALL =
      List.of(
          new Migration("001-core", "0.1.0"),
          new Migration("002-generation-changes", "0.1.0"),
          new Migration("010-secrets", "0.1.0"),
          new Migration("011-secret-purging", "0.1.0"),
          new Migration("012-keys", "0.1.0"),
          new Migration("013-key-rotation", "0.1.0"),
          new Migration("020-sealing", "0.1.0"),
          new Migration("021-root-changes", "0.1.0"),
          new Migration("025-hsm-keys", "0.1.0"),
          new Migration("027-managed-hsms", "0.1.0"),
          new Migration("028-security-domains", "0.1.0"),
          new Migration("029-hsm-jobs", "0.1.0"),
          new Migration("030-identity", "0.1.0"),
          new Migration("031-identity-resources", "0.1.0"),
          new Migration("032-people", "0.1.0"),
          new Migration("033-sign-in-limits", "0.1.0"),
          new Migration("034-sign-in-apps", "0.1.0"),
          new Migration("035-app-traits", "0.1.0"),
          new Migration("040-access", "0.1.0"),
          new Migration("041-access-conditions", "0.1.0"),
          new Migration("042-custom-roles", "0.1.0"),
          new Migration("043-management-groups", "0.1.0"),
          new Migration("044-deny-assignments", "0.1.0"),
          new Migration("046-elevation", "0.1.0"),
          new Migration("047-reveals", "0.1.0"),
          new Migration("048-open-requests", "0.1.0"),
          new Migration("050-vaults", "0.1.0"),
          new Migration("060-locks", "0.1.0"),
          new Migration("061-tags", "0.1.0"),
          new Migration("070-deployments", "0.1.0"),
          new Migration("080-foreign-identities", "0.1.0"),
          new Migration("081-provisioning", "0.1.0"),
          new Migration("090-hsm-job-leases", "0.1.0"));

  private record Applied(int number, String name, String since) {}

  private Migrations() {}

  static void apply(SqlConnection writer, Dialect dialect) throws SQLException {
    apply(writer, dialect, ALL);
  }

  static void apply(SqlConnection writer, Dialect dialect, List<Migration> known)
      throws SQLException {
    List<Applied> applied = applied(writer);
    refuseNewer(applied, known);
    for (Migration migration : known) {
      if (applied.stream().noneMatch(past -> past.number() == migration.number())) {
        step(writer, dialect, migration);
      }
    }
  }

  private static List<Applied> applied(SqlConnection writer) throws SQLException {
    writer.begin();
    try {
      writer.run(
          """
          CREATE TABLE IF NOT EXISTS schema_version (
            version INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, since TEXT NOT NULL)
          """);
      writer.commit();
    } catch (SQLException e) {
      writer.rollback(); // another node has just done it, or the next statement says what is wrong
    }
    return known(writer);
  }

  private static List<Applied> known(SqlConnection writer) throws SQLException {
    writer.begin();
    List<Applied> applied =
        writer.all(
            "SELECT version, name, since FROM schema_version ORDER BY version",
            row ->
                new Applied(
                    Math.toIntExact(row.number("version")), row.text("name"), row.text("since")));
    writer.commit();
    return applied;
  }

  private static void refuseNewer(List<Applied> applied, List<Migration> known) {
    Optional<Applied> stranger =
        applied.stream()
            .filter(past -> known.stream().noneMatch(one -> one.number() == past.number()))
            .reduce((_, last) -> last);
    stranger.ifPresent(newest -> {
      throw new UnusableDatabase(
          "This database has been used by a newer Strongroom (schema step "
              + newest.name()
              + "). Start Strongroom "
              + newest.since()
              + " or later, or restore a backup made before the upgrade.");
    });
  }

  private static void step(SqlConnection writer, Dialect dialect, Migration migration)
      throws SQLException {
    writer.begin();
    try {
      for (String statement : statements(text(migration.name()))) {
        writer.execute(dialect.ddl(statement));
      }
      writer.run(
          "INSERT INTO schema_version (version, name, since) VALUES (?, ?, ?)",
          migration.number(),
          migration.name(),
          migration.since());
      writer.commit();
    } catch (SQLException e) {
      writer.rollback();
      if (!known(writer).stream().anyMatch(past -> past.number() == migration.number())) {
        throw new UnusableDatabase("The schema step " + migration.name() + " failed", e);
      } // another node has just done it
    }
  }

  /// Statements end with `;` at the end of a line; a line that starts with `--` is a comment.
  static List<String> statements(String script) {
    StringBuilder text = new StringBuilder();
    script
        .lines()
        .filter(line -> !line.stripLeading().startsWith("--"))
        .forEach(line -> text.append(line.stripTrailing()).append('\n'));
    return List.of(text.toString().split(";\n")).stream()
        .map(String::strip)
        .filter(statement -> !statement.isEmpty())
        .toList();
  }

  private static String text(String name) {
    try (InputStream file = Migrations.class.getResourceAsStream("/db/" + name + ".sql")) {
      if (file == null) {
        throw new IllegalStateException("no db/" + name + ".sql in this build");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
