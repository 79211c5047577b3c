package dev.strongroom.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.store.Migrations.Migration;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(booleans = {false, true})
class MigrationsContractTest {
  @Parameter boolean onPostgres;
  @TempDir Path folder;
  private Dialect dialect;
  private SqlConnection writer;

  @BeforeEach
  void connect() throws SQLException {
    dialect = onPostgres ? postgres() : new Sqlite(folder.resolve("strongroom.db"));
    writer = dialect.connectWriter();
  }

  @AfterEach
  void close() {
    writer.close();
    dialect.close();
  }

  @Test
  void everyStepIsAppliedOnce() throws SQLException {
    Migrations.apply(writer, dialect);
    Migrations.apply(writer, dialect);
    assertThat(steps()).containsExactlyElementsOf(names(Migrations.ALL));
  }

  @Test
  void stepsAreNumberedInOrder() {
    assertThat(Migrations.ALL).extracting(Migration::number).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void aDatabaseOfANewerReleaseIsRefusedWithTheReleaseToStart() throws SQLException {
    Migrations.apply(writer, dialect);
    writer.begin();
    writer.run(
        "INSERT INTO schema_version (version, name, since) VALUES (999, '999-future', '7.3.0')");
    writer.commit();
    assertThatThrownBy(() -> Migrations.apply(writer, dialect))
        .isInstanceOf(UnusableDatabase.class)
        .hasMessageContaining("999-future")
        .hasMessageContaining("Start Strongroom 7.3.0 or later");
  }

  @Test
  void aStepThatFailsLeavesNothingOfItself() throws SQLException {
    List<Migration> steps = new ArrayList<>(Migrations.ALL);
    steps.add(new Migration("998-broken", "0.1.0"));
    assertThatThrownBy(() -> Migrations.apply(writer, dialect, steps))
        .isInstanceOf(UnusableDatabase.class)
        .hasMessageContaining("998-broken");
    assertThat(steps()).containsExactlyElementsOf(names(Migrations.ALL));
    Migrations.apply(writer, dialect);
    writer.begin();
    assertThatThrownBy(() -> writer.run("INSERT INTO half_made (id) VALUES (1)"))
        .isInstanceOf(SQLException.class);
    writer.rollback();
  }

  @Test
  void statementsEndAtLineEndsAndCommentsAreDropped() {
    assertThat(Migrations.statements("-- one; two\nA 'x;y';\n\nB\n  (c);\n"))
        .containsExactly("A 'x;y'", "B\n  (c)");
  }

  private List<String> steps() throws SQLException {
    writer.begin();
    List<String> names =
        writer.all("SELECT name FROM schema_version ORDER BY version", row -> row.text("name"));
    writer.commit();
    return names;
  }

  private static List<String> names(List<Migration> migrations) {
    return migrations.stream().map(Migration::name).toList();
  }

  private static Dialect postgres() {
    String url = PostgresFixture.server().emptyDatabase();
    return new Postgres(PostgresFixture.address(url, false), new SplittableRandom(1));
  }
}
