package dev.strongroom.store;

import java.nio.file.Path;

/// The databases that a contract test runs on:
///
/// ```java
/// @ParameterizedClass
/// @EnumSource
/// class ThingSqlContractTest {
///   @Parameter Databases databases;
///   @TempDir Path folder;
///   ...
///   try (TestStore store = databases.fresh(folder)) { store.write(tx -> ...); }
/// ```
public enum Databases {
  SQLITE {
    @Override
    public TestStore fresh(Path folder) {
      return new TestStore(Database.open(new Sqlite(folder.resolve("strongroom.db"))));
    }
  },
  POSTGRES {
    @Override
    public TestStore fresh(Path folder) {
      return postgres(false);
    }
  },
  /// As one of several nodes: generations are read from the database.
  POSTGRES_SHARED {
    @Override
    public TestStore fresh(Path folder) {
      return postgres(true);
    }
  };

  private static TestStore postgres(boolean shared) {
    String url = PostgresFixture.server().freshDatabase();
    return new TestStore(
        Database.open(
            new Postgres(PostgresFixture.address(url, shared), new java.util.SplittableRandom(1))));
  }

  /// An empty database with the current schema. `folder` is a temporary folder of the test.
  public abstract TestStore fresh(Path folder);
}
