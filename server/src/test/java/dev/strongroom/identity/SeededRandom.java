package dev.strongroom.identity;

import java.security.SecureRandom;
import java.util.Random;

/// Chance that repeats itself, so that a transcript has the same bytes every time.
public final class SeededRandom extends SecureRandom {
  private static final long serialVersionUID = 1L;
  private final Random source;

  public SeededRandom(long seed) {
    source = new Random(seed);
  }

  @Override
  public void nextBytes(byte[] bytes) {
    source.nextBytes(bytes);
  }

  @Override
  public int nextInt(int bound) {
    return source.nextInt(bound);
  }

  @Override
  public int nextInt() {
    return source.nextInt();
  }

  @Override
  public long nextLong() {
    return source.nextLong();
  }
}
