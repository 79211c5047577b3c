package dev.strongroom.http;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/// Collects one request's body. Grows with what arrives, never with what is announced, and leaves
/// no copy behind.
final class BodyBuffer {
  private static final int FIRST = 1_024;
  private int max;
  private final AtomicLong inFlight;
  private final long maxInFlight;
  private byte[] bytes = {};
  private int length;
  private int counted;

  enum Fit {
    YES,
    TOO_LARGE,
    NO_ROOM
  }

  /// @param inFlight the bytes of all bodies together
  BodyBuffer(Limits.Sizes limits, AtomicLong inFlight) {
    this.max = limits.bodyBytes();
    this.maxInFlight = limits.bodyBytesInFlight();
    this.inFlight = inFlight;
  }

  int max() {
    return max;
  }

  boolean hasRoom(long more) {
    return more <= max - length;
  }

  /// Allows more than is usual.
  void raise(int limit) {
    max = Math.max(max, limit);
  }

  /// Takes `chunk` and wipes it; when it does not fit, what was collected stays.
  Fit add(ByteBuf chunk) {
    int more = chunk.readableBytes();
    Fit fit = reserve(more);
    if (fit == Fit.YES) {
      grow(length + more);
      chunk.getBytes(chunk.readerIndex(), bytes, length, more);
      length += more;
    }
    if (!chunk.isReadOnly()) {
      chunk.setZero(chunk.readerIndex(), more);
    }
    return fit;
  }

  /// The body. Wiped by [#close()].
  byte[] bytes() {
    resize(length);
    return bytes;
  }

  void close() {
    Arrays.fill(bytes, (byte) 0);
    inFlight.addAndGet(-counted);
    counted = 0;
    length = 0;
  }

  private Fit reserve(int more) {
    if (more > max - length) {
      return Fit.TOO_LARGE;
    }
    if (inFlight.addAndGet(more) > maxInFlight) {
      inFlight.addAndGet(-more);
      return Fit.NO_ROOM;
    }
    counted += more;
    return Fit.YES;
  }

  private void grow(int needed) {
    if (needed > bytes.length) {
      boolean first = bytes.length == 0;
      resize(first ? needed : Math.max(FIRST, Math.max(needed, bytes.length * 2)));
    }
  }

  private void resize(int size) {
    if (size != bytes.length) {
      byte[] old = bytes;
      bytes = Arrays.copyOf(old, size);
      Arrays.fill(old, (byte) 0);
    }
  }
}
