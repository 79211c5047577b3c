package dev.strongroom.trust;

/// Arithmetic in GF(2^8) modulo x^8 + x^4 + x^3 + x + 1, without tables and without branches on
/// values, so that neither a cache nor a clock tells anything about a secret. Addition is `^`.
final class Field256 {
  private static final int REDUCTION = 0x1b;
  private static final int BYTE = 0xff;

  private Field256() {}

  /// @param one and `other`: 0 to 255
  static int times(int one, int other) {
    int left = one;
    int product = 0;
    for (int bit = 0; bit < Byte.SIZE; bit += 1) {
      product ^= left & -(other >> bit & 1);
      left = (left << 1 ^ REDUCTION & -(left >> 7)) & BYTE;
    }
    return product;
  }

  /// The 254th power: the inverse of everything but 0, which has none and answers 0.
  static int inverse(int value) {
    int power = value;
    for (int i = 0; i < Byte.SIZE - 2; i += 1) {
      power = times(times(power, power), value);
    }
    return times(power, power);
  }
}
