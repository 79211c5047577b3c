package dev.strongroom.trust;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Shamir's secret sharing over the numbers modulo 257, byte by byte, in the form that Azure's
/// managed HSMs hand out and its clients put together: a share is two bytes for each byte of the
/// secret, the lower first, of the number `x << 9 | y`, where `y` is the value at `x` of a random
/// polynomial whose constant term is the byte. `OperatorsSeal` shares over another field; this one
/// is here because other people's tools must be able to join the shares.
public final class ShortShares {
  public static final int MAX_SHARES = 126;
  private static final int PRIME = 257;
  private static final int X_SHIFT = 9;
  private static final int BYTE = 0xff;
  private static final int BITS = 8;

  private ShortShares() {}

  /// One share for each `x` from 1 to `shares`; any `required` of them give the secret, fewer tell
  /// nothing of it.
  public static List<SecretBytes> split(
      SecretBytes secret, int shares, int required, SecureRandom random) {
    if (required < 2 || shares < required || shares > MAX_SHARES) {
      throw new IllegalArgumentException(required + " of " + shares + " shares");
    }
    byte[] bytes = secret.reveal();
    List<byte[]> made = new ArrayList<>();
    for (int x = 1; x <= shares; x += 1) {
      made.add(new byte[2 * bytes.length]);
    }
    int[] polynomial = new int[required];
    for (int i = 0; i < bytes.length; i += 1) {
      polynomial[0] = bytes[i] & BYTE;
      for (int power = 1; power < required; power += 1) {
        polynomial[power] = random.nextInt(PRIME);
      }
      for (int x = 1; x <= shares; x += 1) {
        int word = x << X_SHIFT | valueAt(polynomial, x);
        made.get(x - 1)[2 * i] = (byte) word;
        made.get(x - 1)[2 * i + 1] = (byte) (word >> BITS);
      }
    }
    Arrays.fill(polynomial, 0);
    return made.stream().map(SecretBytes::owning).toList();
  }

  private static int valueAt(int[] polynomial, int x) {
    int value = 0;
    for (int power = polynomial.length - 1; power >= 0; power -= 1) {
      value = (value * x + polynomial[power]) % PRIME;
    }
    return value;
  }
}
