package dev.strongroom.trust;

import java.security.SecureRandom;

/// Gives the bytes it was given, again and again.
final class GivenRandom extends SecureRandom {
  private static final long serialVersionUID = 1L;
  private final byte[] given;

  GivenRandom(byte[] given) {
    this.given = given;
  }

  @Override
  public void nextBytes(byte[] bytes) {
    for (int i = 0; i < bytes.length; i += 1) {
      bytes[i] = given[i % given.length];
    }
  }
}
