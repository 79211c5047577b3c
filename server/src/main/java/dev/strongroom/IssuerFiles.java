package dev.strongroom;

import com.nimbusds.jose.jwk.JWKSet;
import dev.strongroom.Config.Issuer;
import dev.strongroom.identity.ForeignClient;
import dev.strongroom.identity.ForeignSignIns;
import dev.strongroom.identity.OidcDocuments;
import dev.strongroom.identity.OidcIssuerKeys;
import dev.strongroom.trust.SecretBytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// The files that the configuration names for trusted issuers: authorities and fixed key sets.
final class IssuerFiles {
  private static final long MAX_BYTES = 1L << 20;

  private IssuerFiles() {}

  /// @throws UnusableIssuer when a file cannot be used
  static ForeignSignIns signIns(
      List<Issuer> issuers, OidcDocuments documents, OidcIssuerKeys keys) {
    List<ForeignClient> clients = new ArrayList<>();
    for (Issuer issuer : issuers) {
      issuer
          .client()
          .ifPresent(client ->
              clients.add(
                  new ForeignClient(
                      issuer.trusted(),
                      client.id(),
                      client.secretFile().map(IssuerFiles::secret),
                      client.scope())));
    }
    return new ForeignSignIns(documents, keys, clients);
  }

  private static SecretBytes secret(Path file) {
    try {
      return SecretBytes.utf8(Files.readString(file).strip());
    } catch (IOException unusable) {
      throw new UnusableIssuer("The client secret in " + file + " cannot be read.", unusable);
    }
  }

  /// @throws UnusableIssuer when a file cannot be used
  static OidcDocuments documents(List<Issuer> issuers) {
    Map<String, OidcDocuments.Known> known = new HashMap<>();
    for (Issuer issuer : issuers) {
      known.put(issuer.trusted().url(), new OidcDocuments.Known(trust(issuer), issuer.hosts()));
    }
    return new OidcDocuments(ordinary(), known, OidcIssuerKeys.PATIENCE);
  }

  /// @throws UnusableIssuer when a file cannot be used
  static OidcIssuerKeys keys(List<Issuer> issuers, OidcDocuments documents) {
    Map<String, JWKSet> fixed = new HashMap<>();
    for (Issuer issuer : issuers) {
      issuer.keysFile().ifPresent(file -> fixed.put(issuer.trusted().url(), keySet(file)));
    }
    return new OidcIssuerKeys(documents, fixed);
  }

  private static SSLContext trust(Issuer issuer) {
    return issuer.authorityFile().map(IssuerFiles::authorities).orElseGet(IssuerFiles::ordinary);
  }

  private static SSLContext ordinary() {
    try {
      return SSLContext.getDefault();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static SSLContext authorities(Path file) {
    try (InputStream pem = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      for (Certificate authority :
          CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
        store.setCertificateEntry("authority-" + store.size(), authority);
      }
      if (store.size() == 0) {
        throw new UnusableIssuer("There is no certificate in " + file + ".");
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException unusable) {
      throw new UnusableIssuer("The certificates in " + file + " cannot be read.", unusable);
    }
  }

  private static JWKSet keySet(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new UnusableIssuer(
            "The key set " + file + " is larger than " + MAX_BYTES + " bytes.");
      }
      return JWKSet.parse(Files.readString(file)).toPublicJWKSet();
    } catch (IOException | ParseException unusable) {
      throw new UnusableIssuer("The key set " + file + " cannot be read.", unusable);
    }
  }
}
