package dev.strongroom.trust;

/// The lengths, in bytes, that something may have.
public record Lengths(int min, int max, int multipleOf) {
  static Lengths exactly(int length) {
    return new Lengths(length, length, 1);
  }

  static Lengths between(int min, int max) {
    return new Lengths(min, max, 1);
  }

  static Lengths multiplesOf(int unit, int min) {
    return new Lengths(min, Integer.MAX_VALUE, unit);
  }

  public boolean allow(int length) {
    return length >= min && length <= max && length % multipleOf == 0;
  }

  /// For people: `32`, `1 to 190`, `16 or more, a multiple of 8`.
  @Override
  public String toString() {
    if (min == max) {
      return Integer.toString(min);
    }
    String range = max == Integer.MAX_VALUE ? min + " or more" : min + " to " + max;
    return multipleOf == 1 ? range : range + ", a multiple of " + multipleOf;
  }
}
