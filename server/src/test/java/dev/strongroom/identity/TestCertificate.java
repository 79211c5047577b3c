package dev.strongroom.identity;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A key pair with a certificate that it signed itself, for `localhost`.
public record TestCertificate(KeyPair pair, X509Certificate certificate) {
  public static TestCertificate rsa(Instant from, Instant until) {
    return make("RSA", 2048, "SHA256withRSA", from, until);
  }

  public static TestCertificate rsa(int bits, Instant from, Instant until) {
    return make("RSA", bits, "SHA256withRSA", from, until);
  }

  public static TestCertificate ec(Instant from, Instant until) {
    return make("EC", 256, "SHA256withECDSA", from, until);
  }

  private static TestCertificate make(
      String family, int size, String signature, Instant from, Instant until) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(family);
      generator.initialize(size);
      KeyPair pair = generator.generateKeyPair();
      X500Principal name = new X500Principal("CN=localhost");
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              name, BigInteger.ONE, Date.from(from), Date.from(until), name, pair.getPublic());
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(new GeneralName(GeneralName.dNSName, "localhost")));
      return new TestCertificate(
          pair,
          new JcaX509CertificateConverter()
              .getCertificate(
                  builder.build(new JcaContentSignerBuilder(signature).build(pair.getPrivate()))));
    } catch (Exception broken) {
      throw new IllegalStateException(broken);
    }
  }
}
