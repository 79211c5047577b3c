package dev.strongroom.managedhsm;

import dev.strongroom.kernel.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;

/// The operator's folder for full backups. A backup is a folder of files, each a JWE; the manifest
/// is written last, so a backup that was cut has none.
///
/// @param root what the operator keeps somewhere else, or mounts from there
public record BackupFolder(Path root) {
  static final String MANIFEST = "manifest";
  private static final int MAX_BYTES = 2 << 20;
  private static final Duration RETRY = Duration.ofMinutes(1);

  /// Refuses a place where nothing can be written.
  void check(BackupPlace place) {
    try {
      Path container = container(place);
      Files.createDirectories(container, owner());
      if (!Files.isWritable(container)) {
        throw new IOException(container + " is not writable");
      }
    } catch (IOException closed) {
      throw unusable(closed);
    }
  }

  void begin(BackupPlace place) {
    check(place);
    try {
      Files.createDirectory(folder(place), owner());
      sync(container(place));
    } catch (IOException taken) {
      throw unusable(taken);
    }
  }

  /// Durable when this returns.
  void write(BackupPlace place, String name, String content) {
    Path file = folder(place).resolve(name);
    try (FileChannel out =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      ByteBuffer rest = ByteBuffer.wrap(content.getBytes(StandardCharsets.US_ASCII));
      while (rest.hasRemaining()) {
        out.write(rest);
      }
      out.force(true);
      sync(folder(place));
    } catch (IOException full) {
      throw unusable(full);
    }
  }

  /// So that a name in a folder survives a power cut too.
  private static void sync(Path folder) throws IOException {
    try (FileChannel entries = FileChannel.open(folder)) {
      entries.force(true);
    }
  }

  String read(BackupPlace place, String name) {
    Path file = folder(place).resolve(name);
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw damaged(name);
      }
      return Files.readString(file, StandardCharsets.US_ASCII);
    } catch (NoSuchFileException absent) {
      throw name.equals(MANIFEST)
          ? new Problem.ResourceNotFound(
                  "BackupNotFound", "There is no whole backup at " + place.uri() + ".")
              .asException()
          : damaged(name);
    } catch (CharacterCodingException notText) {
      throw damaged(name);
    } catch (IOException unreadable) {
      throw unusable(unreadable);
    }
  }

  static RuntimeException damaged(String name) {
    return new Problem.Malformed(
            "The backup is damaged, or was made with another security domain: " + name + ".")
        .asException();
  }

  private Path container(BackupPlace place) {
    return root.resolve(place.host()).resolve(place.name());
  }

  private Path folder(BackupPlace place) {
    return container(place).resolve(place.folder());
  }

  private static FileAttribute<?> owner() {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  }

  private static RuntimeException unusable(IOException why) {
    System.getLogger(BackupFolder.class.getName())
        .log(System.Logger.Level.WARNING, "the folder for backups of managed HSMs", why);
    return new Problem.Unavailable("The server cannot use its folder for backups.", RETRY)
        .asException();
  }
}
