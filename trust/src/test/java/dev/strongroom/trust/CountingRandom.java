package dev.strongroom.trust;

import java.security.SecureRandom;

/// Gives the bytes 00 01 02 … so that what is made of chance can be written down in a test.
final class CountingRandom extends SecureRandom {
  private static final long serialVersionUID = 1L;
  private int next;

  @Override
  public synchronized void nextBytes(byte[] bytes) {
    for (int i = 0; i < bytes.length; i += 1) {
      bytes[i] = (byte) next;
      next += 1;
    }
  }
}
