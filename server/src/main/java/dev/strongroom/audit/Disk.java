package dev.strongroom.audit;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// The steps of the log that a disk can fail at; tests put a failing disk in its place. What is
/// forced survives a loss of power, and nothing else does.
public interface Disk {
  /// Makes a file of `bytes` zeros that really occupy the disk, and forces it.
  void allocate(Path file, long bytes) throws IOException;

  /// Writes all of `bytes` from position `at` on; when it throws, some of them may be there.
  void write(Path file, FileChannel channel, long at, ByteBuffer bytes) throws IOException;

  /// Forces a part of a mapped file, which begins `at` there.
  void force(Path file, long at, MemorySegment mapped) throws IOException;

  /// Forces a whole file.
  void force(Path file, FileChannel channel) throws IOException;

  /// Gives a file another name in its folder, in the place of the file that has it.
  void rename(Path from, Path to) throws IOException;

  /// Makes created, renamed and deleted names in `folder` lasting.
  void forceFolder(Path folder) throws IOException;

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
        for (long written = 0; written < bytes; written += zeros.position()) {
          zeros.clear().limit((int) Math.min(CHUNK, bytes - written));
          write(file, channel, written, zeros);
        }
        channel.force(true);
      } catch (IOException full) {
        Files.deleteIfExists(file);
        throw full;
      }
    }

    @Override
    public void write(Path file, FileChannel channel, long at, ByteBuffer bytes)
        throws IOException {
      long next = at;
      while (bytes.hasRemaining()) {
        next += channel.write(bytes, next);
      }
    }

    @Override
    public void force(Path file, long at, MemorySegment mapped) {
      mapped.force();
    }

    @Override
    public void force(Path file, FileChannel channel) throws IOException {
      channel.force(true);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
