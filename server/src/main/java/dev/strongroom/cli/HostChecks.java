package dev.strongroom.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The checks of `strongroom doctor` that need no running server.
record HostChecks(DevFolder folder, Optional<DevSettings> settings, InstantSource clock) {
  private static final int JDK_MIN = 25;
  private static final long FREE_BYTES_MIN = 256L << 20;
  private static final Duration CLOCK_SLACK = Duration.ofMinutes(2);
  private static final Set<PosixFilePermission> OTHERS =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_EXECUTE);

  static Finding jdk(int feature) {
    String found = "Java " + feature + " at " + System.getProperty("java.home");
    return feature >= JDK_MIN
        ? Finding.good("jdk", found)
        : Finding.fault("jdk", found, "Install a JDK " + JDK_MIN + " and point JAVA_HOME at it.");
  }

  Finding dataFolder() throws IOException {
    Path path = folder.path();
    if (!Files.isDirectory(path)) {
      return Finding.fault(
          "data", path + " does not exist", "Start once: ./strongroom dev --data " + path);
    }
    if (!Files.isWritable(path)) {
      return Finding.fault(
          "data",
          path + " cannot be written by this user",
          "Run as its owner, " + Files.getOwner(path) + ".");
    }
    if (openToOthers(path)) {
      return Finding.fault("data", path + " is open to other users", "chmod 700 " + path);
    }
    return space(path, Files.getFileStore(path).getUsableSpace());
  }

  static Finding space(Path path, long free) {
    return free < FREE_BYTES_MIN
        ? Finding.fault(
            "data",
            "only " + (free >> 20) + " MiB free at " + path,
            "Free some space: when the disk is full, writes and audited reads are refused.")
        : Finding.good("data", path + ", " + (free >> 20) + " MiB free");
  }

  Finding seal() throws IOException {
    if (Files.exists(folder.seal())) {
      return Finding.good("seal", "as " + folder.seal() + " says; a start tries it");
    }
    Path file = folder.path().resolve("seal");
    if (!Files.exists(file)) {
      return Finding.fault(
          "seal",
          "no root key at " + file,
          settings.isPresent()
              ? "Put the file back from where you keep it: without it the stored values cannot be opened."
              : "The first start makes it: ./strongroom dev");
    }
    return openToOthers(file)
        ? Finding.fault("seal", file + " is open to other users", "chmod 600 " + file)
        : Finding.good("seal", file + " (the root key lies on this disk: development only)");
  }

  /// A clock that is behind what was already written makes tokens and audit times wrong.
  Finding time() throws IOException {
    Instant now = clock.instant();
    Instant newest = newestChange();
    return newest.isAfter(now.plus(CLOCK_SLACK))
        ? Finding.fault(
            "clock",
            "it is " + now + ", but the data folder was written at " + newest,
            "Set the clock (timedatectl set-ntp true); tokens will not hold otherwise.")
        : Finding.good("clock", now.toString());
  }

  private Instant newestChange() throws IOException {
    if (!Files.isDirectory(folder.path())) {
      return Instant.EPOCH;
    }
    try (Stream<Path> files = Files.list(folder.path())) {
      return files.map(HostChecks::writtenAt).max(Comparator.naturalOrder()).orElse(Instant.EPOCH);
    }
  }

  private static Instant writtenAt(Path file) {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (IOException gone) {
      return Instant.EPOCH;
    }
  }

  static boolean openToOthers(Path path) throws IOException {
    return Files.getPosixFilePermissions(path).stream().anyMatch(OTHERS::contains);
  }
}
