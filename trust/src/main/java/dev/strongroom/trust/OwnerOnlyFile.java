package dev.strongroom.trust;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/// A small file that only its owner may read, written once and durably, never overwritten.
record OwnerOnlyFile(Path path) {
  private static final int BYTES_MAX = 4096;
  private static final Set<PosixFilePermission> OWNER =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  boolean exists() {
    return Files.exists(path);
  }

  void write(byte[] content) {
    Path absolute = path.toAbsolutePath();
    try {
      var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      var mode = PosixFilePermissions.asFileAttribute(OWNER);
      try (FileChannel file = FileChannel.open(absolute, options, mode)) {
        ByteBuffer rest = ByteBuffer.wrap(content);
        while (rest.hasRemaining()) {
          file.write(rest);
        }
        file.force(true);
      }
      try (FileChannel folder = FileChannel.open(absolute.resolveSibling("."))) {
        folder.force(true);
      }
    } catch (FileAlreadyExistsException there) {
      throw new SealRefused(path + " exists already; a root key is never overwritten.");
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  SecretBytes read() {
    return read(BYTES_MAX);
  }

  SecretBytes read(int max) {
    try {
      if (!OWNER.containsAll(Files.getPosixFilePermissions(path))) {
        throw new SealRefused(
            path + " can be read by others than its owner. Run: chmod 600 " + path);
      }
      if (Files.size(path) > max) {
        throw new SealRefused(path + " is not a root key file of Strongroom.");
      }
      return SecretBytes.owning(Files.readAllBytes(path));
    } catch (NoSuchFileException missing) {
      throw new SealRefused(
          path + " is missing. Without it the data cannot be opened; put it back from its backup.");
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }
}
