package dev.strongroom.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// One file, one process. Write-ahead log with `synchronous=FULL`: COMMIT returns after fsync.
/// `secure_delete` overwrites what is purged. The file is 0600 and a folder made for it 0700.
public final class Sqlite implements Dialect {
  private static final int BUSY_MILLIS = 5_000;
  private static final int PRIMARY_CODE = 0xff;
  private static final String NO_READER = "ST003";
  private static final String NO_LOG = "ST004";
  private static final SqlConnection.Manner WRITER =
      new SqlConnection.Manner(Optional.of("BEGIN IMMEDIATE"), true);
  private static final SqlConnection.Manner READER =
      new SqlConnection.Manner(Optional.of("BEGIN"), true);

  /// Where connections come from; tests put one in its place that fails.
  @FunctionalInterface
  public interface Driver {
    Connection connect(String url) throws SQLException;

    static Driver real() {
      return DriverManager::getConnection;
    }
  }

  private final Path file;
  private final Driver driver;
  private final FileChannel lock;
  private final BlockingDeque<SqlConnection> resting = new LinkedBlockingDeque<>();
  private final Semaphore readers = new Semaphore(Limits.SQLITE_READERS);
  private volatile boolean closed;
  private long checkpointAt = Limits.MAX_WAL_BYTES;

  /// Takes the database file for this process; throws [UnusableDatabase] when another one has it.
  public Sqlite(Path file) {
    this(file, Driver.real());
  }

  public Sqlite(Path file, Driver driver) {
    this.file = file.toAbsolutePath();
    this.driver = driver;
    try {
      prepareFile();
      this.lock = takeLock();
    } catch (IOException e) {
      throw new UnusableDatabase("The database file " + this.file + " cannot be used", e);
    }
  }

  @Override
  public SqlConnection connectWriter() throws SQLException {
    SqlConnection writer = new SqlConnection(connect(), WRITER, Sqlite::endQuietly);
    try {
      insistOnLog(writer);
      writer.execute("PRAGMA synchronous=FULL");
      writer.execute("PRAGMA foreign_keys=ON");
      writer.execute("PRAGMA secure_delete=ON");
      writer.execute("PRAGMA wal_autocheckpoint=0");
      return writer;
    } catch (SQLException e) {
      endQuietly(writer);
      throw e;
    }
  }

  @Override
  public SqlConnection connectReader() throws SQLException {
    if (!acquire()) {
      throw new SQLException("no read connection became free", NO_READER);
    }
    @Nullable SqlConnection reader = resting.pollFirst();
    try {
      if (reader == null) {
        reader = newReader();
      }
      reader.begin();
      return reader;
    } catch (SQLException e) {
      if (reader != null) {
        endQuietly(reader);
      }
      readers.release();
      throw e;
    }
  }

  /// There is no other writer to conflict with.
  @Override
  public boolean retryable(SQLException failure) {
    return false;
  }

  @Override
  public Optional<String> outage(SQLException failure) {
    if (NO_READER.equals(failure.getSQLState())) {
      return Optional.of("every connection to the database is busy");
    } else if (NO_LOG.equals(failure.getSQLState())) {
      return Optional.of("its file system has no shared memory; move the data to a local disk");
    }
    return switch (failure.getErrorCode() & PRIMARY_CODE) {
      case 5, 6 -> Optional.of("the database file is locked by another process");
      case 7 -> Optional.of("the database is out of memory");
      case 8 -> Optional.of("the database file is read-only");
      case 10 -> Optional.of("the database file cannot be read or written (input/output error)");
      case 11, 26 -> Optional.of("the database file is damaged; restore it from a backup");
      case 13 -> Optional.of("the disk of the database is full");
      case 14 -> Optional.of("the database file cannot be opened");
      default -> Optional.empty();
    };
  }

  @Override
  public String ddl(String statement) {
    return statement;
  }

  /// Copies the log into the file when the log is long, and when nobody waits, so that a commit
  /// seldom pays for it and the log cannot grow for ever. Being the only writer, this waits just
  /// for readers that have already begun.
  @Override
  public void rest(SqlConnection writer, boolean idle) throws SQLException {
    long logged = walBytes();
    if (logged > checkpointAt || (idle && logged > 0)) {
      writer.execute("PRAGMA busy_timeout=" + Limits.CHECKPOINT_WAIT.toMillis());
      writer.execute("PRAGMA wal_checkpoint(TRUNCATE)");
      writer.execute("PRAGMA busy_timeout=" + BUSY_MILLIS);
      checkpointAt = walBytes() + Limits.MAX_WAL_BYTES;
    }
  }

  @Override
  public Optional<LongSupplier> sharedStamps() {
    return Optional.empty();
  }

  @Override
  public void close() {
    closed = true;
    SqlConnection reader = resting.pollFirst();
    while (reader != null) {
      endQuietly(reader);
      reader = resting.pollFirst();
    }
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private SqlConnection newReader() throws SQLException {
    SqlConnection reader = new SqlConnection(connect(), READER, this::giveBack);
    reader.execute("PRAGMA query_only=ON");
    return reader;
  }

  private static void insistOnLog(SqlConnection writer) throws SQLException {
    String mode = writer.all("PRAGMA journal_mode=WAL", row -> row.text("journal_mode")).getFirst();
    if (!mode.equals("wal")) {
      throw new SQLException("journal_mode=" + mode, NO_LOG);
    }
  }

  private Connection connect() throws SQLException {
    Connection connection = driver.connect("jdbc:sqlite:" + file);
    try (var statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout=" + BUSY_MILLIS);
      statement.execute("PRAGMA temp_store=MEMORY");
    }
    return connection;
  }

  private void giveBack(SqlConnection reader) {
    try {
      reader.rollback();
    } catch (SQLException e) {
      reader.spoil();
    }
    if (reader.usable() && !closed) {
      resting.addFirst(reader);
    } else {
      endQuietly(reader);
    }
    readers.release();
  }

  private boolean acquire() {
    try {
      return readers.tryAcquire(Limits.READ_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private long walBytes() {
    try {
      Path wal = file.resolveSibling(file.getFileName() + "-wal");
      return Files.exists(wal) ? Files.size(wal) : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  private void prepareFile() throws IOException {
    Path folder = file.getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    var owner = PosixFilePermissions.fromString("rw-------");
    if (!Files.exists(file)) {
      Files.createFile(file, PosixFilePermissions.asFileAttribute(owner));
    }
    Files.setPosixFilePermissions(file, owner);
  }

  /// The file stays open with its lock until [#close]; the kernel lets go when the process dies.
  private FileChannel takeLock() throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + ".lock");
    FileChannel channel =
        FileChannel.open(beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    Files.setPosixFilePermissions(beside, PosixFilePermissions.fromString("rw-------"));
    @Nullable FileLock taken;
    try {
      taken = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      taken = null;
    }
    if (taken == null) {
      channel.close();
      throw new UnusableDatabase(
          "Another Strongroom is running on "
              + file
              + ". Stop it, or give this one another data folder.");
    }
    return channel;
  }

  private static void endQuietly(SqlConnection connection) {
    try {
      connection.end();
    } catch (SQLException e) {
      connection.spoil(); // nothing is lost: what was acknowledged has been committed
    }
  }
}
