package dev.strongroom.http;

import dev.strongroom.http.ListenerSettings.TlsFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/// A certificate chain and its key as read: the key belongs to the chain's first certificate.
record KeyPairFiles(byte[] chain, byte[] key) {
  /// Throws [UnusableCertificate].
  static KeyPairFiles read(TlsFiles files) {
    byte[] chain = bytes(files.chain());
    byte[] key = bytes(files.key());
    PublicKey certified = firstKey(chain, files.chain());
    if (!belong(certified, privateKey(key, files.key()))) {
      throw new UnusableCertificate(
          "The key in " + files.key() + " is not the key of the certificate in " + files.chain());
    }
    return new KeyPairFiles(chain, key);
  }

  private static PublicKey firstKey(byte[] chain, Path file) {
    try {
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(chain));
      if (certificates.isEmpty()) {
        throw new UnusableCertificate("There is no certificate in " + file);
      }
      return certificates.iterator().next().getPublicKey();
    } catch (GeneralSecurityException unreadable) {
      throw new UnusableCertificate(file + " holds no PEM certificate that can be read");
    }
  }

  private static PrivateKey privateKey(byte[] key, Path file) {
    try (PEMParser pem =
        new PEMParser(new StringReader(new String(key, StandardCharsets.US_ASCII)))) {
      JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
      Object next = pem.readObject();
      while (next != null) {
        if (next instanceof PrivateKeyInfo info) {
          return converter.getPrivateKey(info);
        } else if (next instanceof PEMKeyPair pair) {
          return converter.getPrivateKey(pair.getPrivateKeyInfo());
        }
        next = pem.readObject();
      }
    } catch (PEMException unreadable) {
      throw new UnusableCertificate(file + " holds no PEM private key that can be read");
    } catch (IOException unreadable) {
      throw new UnusableCertificate(file + " cannot be read as PEM");
    }
    throw new UnusableCertificate("There is no unencrypted private key in " + file);
  }

  private static boolean belong(PublicKey certified, PrivateKey key) {
    byte[] probe = "strongroom".getBytes(StandardCharsets.US_ASCII);
    try {
      Signature signature =
          Signature.getInstance(
              switch (key.getAlgorithm()) {
                case "EC", "ECDSA" -> "SHA256withECDSA";
                case "RSA" -> "SHA256withRSA";
                default -> key.getAlgorithm();
              });
      signature.initSign(key);
      signature.update(probe);
      byte[] signed = signature.sign();
      signature.initVerify(certified);
      signature.update(probe);
      return signature.verify(signed);
    } catch (GeneralSecurityException different) {
      return false;
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException unreadable) {
      throw new UnusableCertificate("Cannot read " + file + ": " + unreadable.getMessage());
    }
  }
}
