package dev.strongroom.audit;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The steps of the log that a disk can fail at; tests put a failing disk in its place.
public interface Disk {
  /// Makes a file of `bytes` zeros that really occupy the disk, and forces it.
  void allocate(Path file, long bytes) throws IOException;

  /// Forces a range of a mapped file.
  void force(MemorySegment mapped) throws IOException;

  /// Forces a whole file.
  void force(FileChannel file) throws IOException;

  /// Makes created, renamed and deleted names in `folder` lasting.
  default void forceFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      force(channel);
    }
  }

  static Disk real() {
    return new Real();
  }

  /// The operating system's.
  final class Real implements Disk {
    private static final int CHUNK = 256 * 1_024;

    private Real() {}

    @Override
    public void allocate(Path file, long bytes) throws IOException {
      try (FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        ByteBuffer zeros = ByteBuffer.allocateDirect(CHUNK);
        for (long written = 0; written < bytes; ) {
          zeros.clear().limit((int) Math.min(CHUNK, bytes - written));
          written += channel.write(zeros, written);
        }
        channel.force(true);
      } catch (IOException full) {
        Files.deleteIfExists(file);
        throw full;
      }
    }

    @Override
    public void force(MemorySegment mapped) {
      mapped.force();
    }

    @Override
    public void force(FileChannel file) throws IOException {
      file.force(true);
    }
  }
}
