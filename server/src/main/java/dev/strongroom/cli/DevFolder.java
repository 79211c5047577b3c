package dev.strongroom.cli;

import dev.strongroom.model.Cloud;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Properties;

/// The data folder of `strongroom dev`: where things are in it, and the settings file that
/// `strongroom env` reads. The settings hold the development application's secret, so only its
/// owner may read them.
record DevFolder(Path path) {
  private static final String SETTINGS = "dev.properties";

  /// `--data`, else `STRONGROOM_DATA`, else `.strongroom` beside the launcher.
  static DevFolder chosen(Optional<Path> option, Console console) {
    Path path =
        option
            .or(() -> console.environment().apply("STRONGROOM_DATA").map(Path::of))
            .orElseGet(() -> console.home().resolve(".strongroom"));
    return new DevFolder(path.toAbsolutePath().normalize());
  }

  Path tls() {
    return path.resolve("tls");
  }

  Path ca() {
    return tls().resolve("ca.pem");
  }

  /// The system's authorities and ours: what clients that take one bundle are pointed at.
  Path bundle() {
    return tls().resolve("ca-bundle.pem");
  }

  Path trustStore() {
    return tls().resolve("truststore.p12");
  }

  Path identitySocket() {
    return path.resolve("identity.sock");
  }

  /// What `--seal` named at the last start, when it was given.
  Path seal() {
    return path.resolve("seal.yaml");
  }

  /// What `--issuers` named at the last start, when it was given.
  Path issuers() {
    return path.resolve("issuers.yaml");
  }

  void create() throws IOException {
    if (!Files.isDirectory(path)) {
      Files.createDirectories(path);
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
    }
  }

  Optional<DevSettings> settings() throws IOException {
    Path file = path.resolve(SETTINGS);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Properties read = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      read.load(reader);
    }
    return Optional.of(DevSettings.from(read));
  }

  /// Replaces the settings file in one step.
  void save(DevSettings settings) throws IOException {
    Path next = path.resolve(SETTINGS + ".new");
    Files.deleteIfExists(next);
    Files.createFile(
        next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (Writer writer = Files.newBufferedWriter(next)) {
      settings.properties().store(writer, "strongroom dev; read by strongroom env");
    }
    Files.move(next, path.resolve(SETTINGS), StandardCopyOption.ATOMIC_MOVE);
  }

  static Cloud cloud(DevSettings settings) {
    return Cloud.under(settings.suffix(), settings.port());
  }
}
