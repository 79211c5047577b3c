package dev.strongroom.managedhsm;

import dev.strongroom.kernel.Problem;
import java.io.ByteArrayInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;

/// Somebody who is to hold a share of a security domain, as a certificate says it.
///
/// @param thumbprint base64url of the SHA-256 of the certificate, by which it is found again
public record DomainHolder(RSAPublicKey key, String thumbprint) {
  public static final int MIN_BITS = 2_048;
  public static final int MAX_BITS = 8_192;

  /// @param der one X.509 certificate
  public static DomainHolder of(byte[] der) {
    try {
      X509Certificate certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(der));
      if (certificate.getPublicKey() instanceof RSAPublicKey key
          && key.getModulus().bitLength() >= MIN_BITS
          && key.getModulus().bitLength() <= MAX_BITS) {
        return new DomainHolder(key, thumbprint(certificate.getEncoded()));
      }
      throw refused(
          "A certificate of the security domain has no RSA key of "
              + MIN_BITS
              + " to "
              + MAX_BITS
              + " bits.");
    } catch (CertificateException unreadable) {
      throw refused("A member of x5c is not a certificate.");
    }
  }

  static String thumbprint(byte[] der) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(MessageDigest.getInstance("SHA-256").digest(der));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  static RuntimeException refused(String message) {
    return new Problem.Malformed(message).asException();
  }
}
