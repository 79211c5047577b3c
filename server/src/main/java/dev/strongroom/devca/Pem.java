package dev.strongroom.devca;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/// Reads and writes the files; a file is replaced at once, never half written.
final class Pem {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> ALL_READ =
      PosixFilePermissions.fromString("rw-r--r--");

  private Pem() {}

  static void write(Path file, List<X509Certificate> chain) throws IOException {
    StringWriter text = new StringWriter();
    try (PemWriter pem = new PemWriter(text)) {
      for (X509Certificate certificate : chain) {
        pem.writeObject(new PemObject("CERTIFICATE", certificate.getEncoded()));
      }
    } catch (GeneralSecurityException broken) {
      throw new IOException(broken);
    }
    replace(file, text.toString().getBytes(StandardCharsets.US_ASCII), ALL_READ);
  }

  static void write(Path file, PrivateKey key) throws IOException {
    StringWriter text = new StringWriter();
    try (PemWriter pem = new PemWriter(text)) {
      pem.writeObject(new PemObject("PRIVATE KEY", key.getEncoded()));
    }
    replace(file, text.toString().getBytes(StandardCharsets.US_ASCII), OWNER_ONLY);
  }

  static void trustStore(Path file, X509Certificate authority, String password) throws IOException {
    Path fresh = fresh(file, ALL_READ);
    try (OutputStream out = Files.newOutputStream(fresh)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setCertificateEntry("strongroom-development-ca", authority);
      store.store(out, password.toCharArray());
    } catch (GeneralSecurityException broken) {
      throw new IOException(broken);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  static List<X509Certificate> certificates(Path file) {
    try (var in = Files.newInputStream(file)) {
      return CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
          .map(X509Certificate.class::cast)
          .toList();
    } catch (IOException | GeneralSecurityException unreadable) {
      throw new UncheckedIOException(
          new IOException(file + " cannot be read. Delete it to have it made again.", unreadable));
    }
  }

  static PrivateKey privateKey(Path file) {
    try (PEMParser pem = new PEMParser(Files.newBufferedReader(file))) {
      return new JcaPEMKeyConverter().getPrivateKey((PrivateKeyInfo) pem.readObject());
    } catch (IOException | ClassCastException unreadable) {
      throw new UncheckedIOException(
          new IOException(file + " cannot be read. Delete it to have it made again.", unreadable));
    }
  }

  private static void replace(Path file, byte[] bytes, Set<PosixFilePermission> who)
      throws IOException {
    Path fresh = fresh(file, who);
    Files.write(fresh, bytes, StandardOpenOption.TRUNCATE_EXISTING);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /// Empty, and never readable by more than it will be.
  private static Path fresh(Path file, Set<PosixFilePermission> who) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    Files.createFile(fresh, PosixFilePermissions.asFileAttribute(who));
    Files.setPosixFilePermissions(fresh, who);
    return fresh;
  }
}
