package dev.strongroom.trust;

import java.math.BigInteger;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;

/// Whether eight numbers are an RSA key: RFC 8017, 3.2, and the sizes that we take.
final class RsaCheck {
  /// What every implementation takes as a public exponent.
  private static final int EXPONENT_BITS_MAX = 32;

  private static final int PRIME_CERTAINTY = 100;

  private RsaCheck() {}

  static void unlessSound(RSAPrivateKey key) {
    BigInteger n = key.getModulus();
    BigInteger e = key.getPublicExponent();
    BigInteger d = key.getPrivateExponent();
    unless(
        KeySpec.Rsa.ofBits(n.bitLength()).isPresent(), "n", "is not 2048, 3072 or 4096 bits long");
    unless(
        e.testBit(0) && e.compareTo(BigInteger.TWO) > 0 && e.bitLength() <= EXPONENT_BITS_MAX,
        "e",
        "is not an odd number from 3 to 2^32");
    unless(d.signum() > 0 && d.compareTo(n) < 0, "d", "is not a private exponent of 'n'");
    BigInteger p = key.getPrime1();
    BigInteger q = key.getPrime2();
    unless(p.multiply(q).equals(n), "p", "times 'q' is not 'n'");
    unless(prime(p, n), "p", "is not a prime of half the length of 'n'");
    unless(prime(q, n) && !q.equals(p), "q", "is not another prime of half the length of 'n'");
    exponent(d, key.getExponent1(), e, p, "dp");
    exponent(d, key.getExponent2(), e, q, "dq");
    BigInteger qi = key.getCoefficient();
    unless(
        qi.signum() > 0 && qi.compareTo(p) < 0 && product(qi, q, p).equals(BigInteger.ONE),
        "qi",
        "is not the inverse of 'q' modulo 'p'");
  }

  private static void exponent(
      BigInteger d, BigInteger reduced, BigInteger e, BigInteger prime, String member) {
    BigInteger order = prime.subtract(BigInteger.ONE);
    unless(product(d, e, order).equals(BigInteger.ONE), "d", "is not the inverse of 'e'");
    unless(reduced.equals(d.mod(order)), member, "is not 'd' reduced");
  }

  private static boolean prime(BigInteger candidate, BigInteger n) {
    return candidate.bitLength() * 2 == n.bitLength() && candidate.isProbablePrime(PRIME_CERTAINTY);
  }

  private static BigInteger product(BigInteger a, BigInteger b, BigInteger modulus) {
    return a.multiply(b).mod(modulus);
  }

  private static void unless(boolean sound, String member, String reason) {
    if (!sound) {
      throw Refuse.malformed(member, reason);
    }
  }
}
