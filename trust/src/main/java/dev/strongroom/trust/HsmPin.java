package dev.strongroom.trust;

/// Where the PIN comes from. It is asked at each login, so that a changed file is seen.
@FunctionalInterface
public interface HsmPin {
  /// The caller wipes it. Throws [HsmAway] when it cannot be had now.
  SecretBytes read();
}
