package dev.strongroom.trust;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Shamir's secret sharing over GF(2^8), a polynomial per byte. Any `threshold` shares give the
/// secret; fewer say nothing of it, whatever the computing power, because each coefficient is a
/// random byte, 0 included.
final class Shamir {
  /// Points of the field but for 0, where the secret is.
  static final int SHARES_MAX = 255;

  private Shamir() {}

  /// The shares by their number, from 1.
  static SortedMap<Integer, SecretBytes> split(
      SecretBytes secret, int threshold, int shares, SecureRandom random) {
    if (threshold < 1 || threshold > shares || shares > SHARES_MAX) {
      throw new IllegalArgumentException(threshold + " of " + shares + " shares");
    }
    List<SecretBytes> coefficients = new ArrayList<>();
    for (int i = 1; i < threshold; i += 1) {
      byte[] bytes = new byte[secret.length()];
      random.nextBytes(bytes);
      coefficients.add(SecretBytes.owning(bytes));
    }
    SortedMap<Integer, SecretBytes> made = new TreeMap<>();
    for (int number = 1; number <= shares; number += 1) {
      made.put(number, at(number, secret, coefficients));
    }
    coefficients.forEach(SecretBytes::close);
    return made;
  }

  /// What a polynomial through these points has at 0: the secret, when they are at least as many as
  /// the threshold and of one splitting; bytes without meaning otherwise.
  static SecretBytes combine(Map<Integer, SecretBytes> shares) {
    int length = shares.values().iterator().next().length();
    byte[] secret = new byte[length];
    for (Map.Entry<Integer, SecretBytes> share : shares.entrySet()) {
      int weight = weight(share.getKey(), shares);
      byte[] bytes = share.getValue().reveal();
      for (int i = 0; i < length; i += 1) {
        secret[i] ^= (byte) Field256.times(weight, Byte.toUnsignedInt(bytes[i]));
      }
    }
    return SecretBytes.owning(secret);
  }

  /// Horner's rule, from the highest coefficient down.
  private static SecretBytes at(int x, SecretBytes secret, List<SecretBytes> coefficients) {
    byte[] value = new byte[secret.length()];
    for (SecretBytes coefficient : coefficients.reversed()) {
      byte[] bytes = coefficient.reveal();
      for (int i = 0; i < value.length; i += 1) {
        value[i] =
            (byte) Field256.times(Byte.toUnsignedInt(value[i]) ^ Byte.toUnsignedInt(bytes[i]), x);
      }
    }
    byte[] constant = secret.reveal();
    for (int i = 0; i < value.length; i += 1) {
      value[i] ^= constant[i];
    }
    return SecretBytes.owning(value);
  }

  /// Lagrange's polynomial of `number` at 0. The numbers are public.
  private static int weight(int number, Map<Integer, SecretBytes> shares) {
    int weight = 1;
    for (int other : shares.keySet()) {
      if (other != number) {
        weight = Field256.times(weight, Field256.times(other, Field256.inverse(other ^ number)));
      }
    }
    return weight;
  }
}
