package dev.strongroom.audit;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
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
    if (full) {
      throw new IOException("No space left on device");
    }
    real.allocate(file, bytes);
  }

  @Override
  public void force(MemorySegment mapped) throws IOException {
    mappedForces.incrementAndGet();
    pause();
    if (failForces) {
      throw new IOException("Input/output error");
    }
    real.force(mapped);
  }

  @Override
  public void force(FileChannel file) throws IOException {
    if (failFileForces) {
      throw new IOException("Input/output error");
    }
    real.force(file);
  }

  private void pause() {
    try {
      Thread.sleep(forceTakes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
