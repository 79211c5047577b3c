package dev.strongroom.devca;

import dev.strongroom.devca.DevelopmentCa.Issuer;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Makes certificates with P-256 keys.
final class CertificateMaker {
  private static final Duration CLOCKS_DIFFER = Duration.ofHours(1);
  private static final int SERIAL_BITS = 127;
  private final SecureRandom random;

  CertificateMaker(SecureRandom random) {
    this.random = random;
  }

  Issuer authority(List<String> suffixes, Instant from, Instant to) {
    KeyPair keys = keys();
    X500Name name =
        new X500Name("CN=Strongroom development CA " + serial().toString(16).substring(0, 8));
    return sign(
        new JcaX509v3CertificateBuilder(
            name, serial(), early(from), Date.from(to), name, keys.getPublic()),
        keys.getPrivate(),
        keys,
        builder -> {
          builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
          builder.addExtension(
              Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
          builder.addExtension(
              Extension.nameConstraints, true, NameConstraint.permitting(suffixes));
          builder.addExtension(
              Extension.subjectKeyIdentifier,
              false,
              new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
        });
  }

  Issuer server(Issuer by, List<String> names, Instant from, Instant to) {
    KeyPair keys = keys();
    GeneralName[] subjects =
        names.stream().map(CertificateMaker::generalName).toArray(GeneralName[]::new);
    return sign(
        new JcaX509v3CertificateBuilder(
            by.certificate(),
            serial(),
            early(from),
            Date.from(to),
            new X500Name("CN=Strongroom development server"),
            keys.getPublic()),
        by.key(),
        keys,
        builder -> {
          JcaX509ExtensionUtils ids = new JcaX509ExtensionUtils();
          builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
          builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
          builder.addExtension(
              Extension.extendedKeyUsage,
              false,
              new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
          builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(subjects));
          builder.addExtension(
              Extension.authorityKeyIdentifier,
              false,
              ids.createAuthorityKeyIdentifier(by.certificate()));
          builder.addExtension(
              Extension.subjectKeyIdentifier,
              false,
              ids.createSubjectKeyIdentifier(keys.getPublic()));
        });
  }

  static boolean signedBy(X509Certificate leaf, X509Certificate authority) {
    try {
      leaf.verify(authority.getPublicKey());
      return true;
    } catch (GeneralSecurityException different) {
      return false;
    }
  }

  static boolean belong(X509Certificate certificate, PrivateKey key) {
    byte[] probe = {1};
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(key);
      signature.update(probe);
      byte[] signed = signature.sign();
      signature.initVerify(certificate.getPublicKey());
      signature.update(probe);
      return signature.verify(signed);
    } catch (GeneralSecurityException different) {
      return false;
    }
  }

  /// The DNS names and addresses a certificate is for; addresses in their shortest form.
  static Set<String> names(X509Certificate certificate) {
    try {
      return Optional.ofNullable(certificate.getSubjectAlternativeNames())
          .map(Collection::stream)
          .map(names -> names.map(name -> shortest((String) name.get(1))))
          .map(names -> names.collect(Collectors.toUnmodifiableSet()))
          .orElse(Set.of());
    } catch (CertificateParsingException unreadable) {
      return Set.of();
    }
  }

  private static String shortest(String name) {
    return name.equals("0:0:0:0:0:0:0:1") ? "::1" : name;
  }

  private interface Extensions {
    void addTo(JcaX509v3CertificateBuilder builder) throws IOException, GeneralSecurityException;
  }

  private Issuer sign(
      JcaX509v3CertificateBuilder builder, PrivateKey by, KeyPair keys, Extensions extensions) {
    try {
      extensions.addTo(builder);
      var signer = new JcaContentSignerBuilder("SHA256withECDSA").setSecureRandom(random).build(by);
      return new Issuer(
          new JcaX509CertificateConverter().getCertificate(builder.build(signer)),
          keys.getPrivate());
    } catch (IOException | GeneralSecurityException | OperatorCreationException broken) {
      throw new IllegalStateException("this JDK cannot sign a certificate with P-256", broken);
    }
  }

  private KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("this JDK has no P-256", broken);
    }
  }

  private BigInteger serial() {
    return new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS - 1);
  }

  private static Date early(Instant from) {
    return Date.from(from.minus(CLOCKS_DIFFER));
  }

  /// No top-level domain ends in a digit.
  private static GeneralName generalName(String name) {
    boolean address = name.indexOf(':') >= 0 || Character.isDigit(name.charAt(name.length() - 1));
    return new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, name);
  }
}
