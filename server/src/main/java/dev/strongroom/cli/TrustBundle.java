package dev.strongroom.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// What the development server's own authority adds to the machine's: a bundle for clients that
/// take one file, and the same for this process.
final class TrustBundle {
  private static final List<Path> SYSTEM =
      List.of(
          Path.of("/etc/ssl/certs/ca-certificates.crt"),
          Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
          Path.of("/etc/ssl/cert.pem"));

  private TrustBundle() {}

  /// Writes `ca-bundle.pem`: the system's authorities, so that other programs under the same
  /// variable keep working, and ours.
  static void write(DevFolder folder) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Path system : SYSTEM) {
      if (Files.isReadable(system)) {
        text.append(Files.readString(system)).append('\n');
        break;
      }
    }
    text.append(Files.readString(folder.ca()));
    Path next = folder.bundle().resolveSibling("ca-bundle.pem.new");
    Files.writeString(next, text);
    Files.move(next, folder.bundle(), StandardCopyOption.ATOMIC_MOVE);
  }

  static SSLContext context(DevFolder folder) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(folder.trustStore())) {
      store.load(in, "changeit".toCharArray());
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
