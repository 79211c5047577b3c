package dev.strongroom.trust;

import java.math.BigInteger;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;

/// The public half of an EC key that only signs: a token that was given a wrapped private key shows
/// no point of it. A signature leaves a few candidates (SEC 1, 4.1.6), and two signatures have one
/// in common. All of this is public.
final class EcRecovery {
  private EcRecovery() {}

  /// One signature, in the form of JOSE, and the digest it is of.
  @SuppressWarnings("ArrayRecordComponent")
  record Signed(byte[] digest, byte[] signature) {}

  static Optional<PublicJwk.Ec> recovered(KeySpec.Ec spec, Signed one, Signed other) {
    X9ECParameters curve = CustomNamedCurves.getByName(spec.secName());
    Set<ECPoint> both = candidates(curve, one);
    both.retainAll(candidates(curve, other));
    return both.stream()
        .reduce((a, b) -> curve.getCurve().getInfinity()) // more than one says nothing
        .filter(point -> !point.isInfinity())
        .map(ECPoint::normalize)
        .map(point ->
            new PublicJwk.Ec(
                spec, point.getAffineXCoord().getEncoded(), point.getAffineYCoord().getEncoded()));
  }

  private static Set<ECPoint> candidates(X9ECParameters curve, Signed signed) {
    int half = signed.signature().length / 2;
    BigInteger order = curve.getN();
    BigInteger r = new BigInteger(1, signed.signature(), 0, half);
    BigInteger s = new BigInteger(1, signed.signature(), half, half);
    BigInteger inverse = r.modInverse(order);
    BigInteger ofBase = number(order, signed.digest()).negate().multiply(inverse).mod(order);
    BigInteger ofPoint = s.multiply(inverse).mod(order);
    Set<ECPoint> found = new LinkedHashSet<>();
    BigInteger field = curve.getCurve().getField().getCharacteristic();
    for (BigInteger x = r; x.compareTo(field) < 0; x = x.add(order)) {
      for (int sign = 0; sign < 2; sign += 1) {
        point(curve, x, sign)
            .map(point ->
                ECAlgorithms.sumOfTwoMultiplies(curve.getG(), ofBase, point, ofPoint).normalize())
            .ifPresent(found::add);
      }
    }
    return found;
  }

  /// The leftmost bits of the digest, as many as the order has (FIPS 186-5, 6.4.1).
  private static BigInteger number(BigInteger order, byte[] digest) {
    BigInteger whole = new BigInteger(1, digest);
    return whole.shiftRight(Math.max(0, digest.length * Byte.SIZE - order.bitLength()));
  }

  private static Optional<ECPoint> point(X9ECParameters curve, BigInteger x, int sign) {
    byte[] compressed = new byte[1 + (curve.getCurve().getFieldSize() + 7) / 8];
    compressed[0] = (byte) (2 + sign);
    System.arraycopy(Der.fixed(x, compressed.length - 1), 0, compressed, 1, compressed.length - 1);
    try {
      return Optional.of(curve.getCurve().decodePoint(compressed));
    } catch (IllegalArgumentException notOnTheCurve) {
      return Optional.empty();
    }
  }
}
