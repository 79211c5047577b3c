package conformance;

import static conformance.Steps.env;
import static conformance.Steps.same;
import static conformance.Steps.that;

import com.azure.security.keyvault.jca.KeyVaultJcaProvider;
import com.azure.security.keyvault.jca.KeyVaultLoadStoreParameter;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.Security;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;

/// A TLS server whose private key stays in the vault, through azure-security-keyvault-jca. Each handshake is a signature by the vault.
public final class TlsServer {
  private final Steps steps = new Steps();
  private final KeyStore authority;
  private KeyStore vault;

  private TlsServer() throws Exception {
    authority = KeyStore.getInstance("PKCS12");
    authority.load(null, null);
    try (var pem = Files.newInputStream(Path.of(env("CONFORMANCE_THIRD"), "ca.pem"))) {
      authority.setCertificateEntry("ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
  }

  public static void main(String[] arguments) throws Exception {
    Security.insertProviderAt(new KeyVaultJcaProvider(), 1);
    System.exit(new TlsServer().run());
  }

  private int run() {
    steps.step("load", () -> {
      vault = loaded();
      that(Collections.list(vault.aliases()).containsAll(List.of("ec", "rsa")), "not all loaded");
      that(vault.getKey("rsa", null) instanceof PrivateKey key && key.getEncoded().length == 2048, "not a key of the vault");
    });
    for (String version : List.of("TLSv1.3", "TLSv1.2")) {
      for (String kind : List.of("rsa", "ec")) {
        steps.step(kind + "-" + version.toLowerCase(), () -> served(kind, version));
      }
    }
    return steps.exitCode();
  }

  private static KeyStore loaded() throws Exception {
    KeyStore store = KeyStore.getInstance("AzureKeyVault");
    store.load(
        env("CONFORMANCE_CREDENTIAL").equals("client-secret")
            ? new KeyVaultLoadStoreParameter(
                env("CONFORMANCE_CERTIFICATES"), env("AZURE_TENANT_ID"), env("AZURE_CLIENT_ID"), env("AZURE_CLIENT_SECRET"))
            : new KeyVaultLoadStoreParameter(env("CONFORMANCE_CERTIFICATES"), null));
    return store;
  }

  private void served(String kind, String version) throws Exception {
    SSLContext ours = SSLContext.getInstance("TLS");
    ours.init(new KeyManager[] {new Chosen(vault, kind)}, null, null);
    try (SSLServerSocket door =
        (SSLServerSocket) ours.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread serving = Thread.ofVirtual().start(() -> answer(door));
      SSLParameters wanted = new SSLParameters();
      wanted.setProtocols(new String[] {version});
      wanted.setServerNames(List.of(new SNIHostName("tls." + kind + ".localhost")));
      wanted.setEndpointIdentificationAlgorithm("HTTPS");
      try (Socket plain = new Socket(door.getInetAddress(), door.getLocalPort());
          SSLSocket client =
              (SSLSocket) theirs().getSocketFactory().createSocket(plain, "tls." + kind + ".localhost", door.getLocalPort(), true)) {
        client.setSoTimeout(20_000);
        client.setSSLParameters(wanted);
        same("hello", new String(client.getInputStream().readAllBytes()));
        same(version, client.getSession().getProtocol());
        same(vault.getCertificate(kind), client.getSession().getPeerCertificates()[0]);
      }
      serving.join();
    }
  }

  private static void answer(SSLServerSocket door) {
    try (SSLSocket socket = (SSLSocket) door.accept()) {
      socket.getOutputStream().write("hello".getBytes());
    } catch (SSLException refused) {
      throw new IllegalStateException(refused);
    } catch (java.io.IOException lost) {
      throw new java.io.UncheckedIOException(lost);
    }
  }

  private SSLContext theirs() throws Exception {
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(authority);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  /// One entry of the key store; the provider's own key manager chooses none of several.
  private static final class Chosen extends X509ExtendedKeyManager {
    private final KeyStore store;
    private final String alias;

    Chosen(KeyStore store, String alias) {
      this.store = store;
      this.alias = alias;
    }

    @Override
    public String[] getClientAliases(String type, Principal[] issuers) {
      return new String[0];
    }

    @Override
    public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
      return null;
    }

    @Override
    public String[] getServerAliases(String type, Principal[] issuers) {
      return new String[] {alias};
    }

    @Override
    public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
      return type.toLowerCase().startsWith(alias) ? alias : null;
    }

    @Override
    public String chooseEngineServerAlias(String type, Principal[] issuers, SSLEngine engine) {
      return chooseServerAlias(type, issuers, null);
    }

    @Override
    public X509Certificate[] getCertificateChain(String asked) {
      try {
        return List.of(store.getCertificateChain(asked)).toArray(new X509Certificate[0]);
      } catch (java.security.KeyStoreException unreadable) {
        throw new IllegalStateException(unreadable);
      }
    }

    @Override
    public PrivateKey getPrivateKey(String asked) {
      try {
        return (PrivateKey) store.getKey(asked, null);
      } catch (java.security.GeneralSecurityException unreadable) {
        throw new IllegalStateException(unreadable);
      }
    }
  }
}
