package dev.strongroom.identity;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;

/// The two names a client may call its certificate by in an assertion's header: `x5t` (SHA-1, still
/// what most clients send; it only finds the certificate, it proves nothing) and `x5t#S256`; both
/// base64url.
public record Thumbprints(String sha1, String sha256) {
  public static Thumbprints of(X509Certificate certificate) {
    return new Thumbprints(digest("SHA-1", certificate), digest("SHA-256", certificate));
  }

  /// The form administrators know: upper-case hexadecimal SHA-1.
  public String hex() {
    return HexFormat.of().withUpperCase().formatHex(Base64.getUrlDecoder().decode(sha1));
  }

  /// Whether an assertion's header value means this certificate. MSAL for Python pads its base64,
  /// though JOSE forbids it.
  public boolean matches(String name) {
    String bare = name.replaceFirst("={1,2}$", "");
    return bare.equals(sha1) || bare.equals(sha256) || name.equalsIgnoreCase(hex());
  }

  private static String digest(String algorithm, X509Certificate certificate) {
    try {
      byte[] hash = MessageDigest.getInstance(algorithm).digest(certificate.getEncoded());
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException | CertificateEncodingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
