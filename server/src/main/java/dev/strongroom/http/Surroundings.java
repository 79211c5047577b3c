package dev.strongroom.http;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/// What every exchange of one listener shares.
///
/// @param bodyBytes the bytes of all request bodies held now
record Surroundings(
    String scheme, Limits limits, Dispatch dispatch, RandomGenerator random, AtomicLong bodyBytes) {
  private static final long VERSION_4 = 0x4000L;
  private static final long VARIANT_2 = 0x8000_0000_0000_0000L;

  /// A GUID of 122 random bits.
  String newId() {
    long high = (random.nextLong() & ~0xf000L) | VERSION_4;
    long low = (random.nextLong() >>> 2) | VARIANT_2;
    return new UUID(high, low).toString();
  }
}
