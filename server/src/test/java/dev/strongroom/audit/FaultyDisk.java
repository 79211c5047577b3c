package dev.strongroom.audit;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/// The real disk, until a test lets it fail.
final class FaultyDisk implements Disk {
  final AtomicInteger mappedForces = new AtomicInteger();
  volatile boolean full;
  volatile boolean failForces;
  volatile boolean failFileForces;
  volatile Duration forceTakes = Duration.ZERO;
  private final Disk real = Disk.real();

  @Override
  public void allocate(Path file, long bytes) throws IOException {
    refuseWhenFull();
    real.allocate(file, bytes);
  }

  @Override
  public void write(Path file, FileChannel channel, long at, ByteBuffer bytes) throws IOException {
    refuseWhenFull();
    real.write(file, channel, at, bytes);
  }

  @Override
  public void force(Path file, long at, MemorySegment mapped) throws IOException {
    mappedForces.incrementAndGet();
    pause();
    if (failForces) {
      throw new IOException("Input/output error");
    }
    real.force(file, at, mapped);
  }

  @Override
  public void force(Path file, FileChannel channel) throws IOException {
    refuseForce();
    real.force(file, channel);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    real.rename(from, to);
  }

  @Override
  public void forceFolder(Path folder) throws IOException {
    refuseForce();
    real.forceFolder(folder);
  }

  private void refuseWhenFull() throws IOException {
    if (full) {
      throw new IOException("No space left on device");
    }
  }

  private void refuseForce() throws IOException {
    if (failFileForces) {
      throw new IOException("Input/output error");
    }
  }

  private void pause() {
    try {
      Thread.sleep(forceTakes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
