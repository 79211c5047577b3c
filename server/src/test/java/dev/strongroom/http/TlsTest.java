package dev.strongroom.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.devca.DevelopmentCa;
import dev.strongroom.http.ListenerSettings.TlsFiles;
import io.netty.handler.ssl.OpenSsl;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.SplittableRandom;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TlsTest {
  @TempDir Path folder;
  private final Echo echo = new Echo();
  private Served served;

  @BeforeEach
  void start() {
    served = Served.tls(folder, Limits.DEFAULT, echo);
  }

  @AfterEach
  void stop() {
    served.close();
  }

  @Test
  void linuxHasBoringSsl() {
    assertThat(OpenSsl.isAvailable()).as(() -> "" + OpenSsl.unavailabilityCause()).isTrue();
  }

  @Test
  void tls13And12AreOffered() throws IOException {
    for (String version : List.of("TLSv1.3", "TLSv1.2")) {
      try (SSLSocket socket = served.socket(version)) {
        socket.startHandshake();
        assertThat(socket.getSession().getProtocol()).isEqualTo(version);
        assertThat(socket.getSession().getCipherSuite()).containsAnyOf("_GCM_", "_CHACHA20_");
        assertThat(
                Served.exchange(socket, "GET /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
            .contains("|" + version.replace("TLSv", "TLS").replace('.', '_') + "|");
      }
    }
  }

  @Test
  void tls11AndSuitesWithoutForwardSecrecyOrAuthenticatedEncryptionAreNot() throws IOException {
    int port = served.listener.port();
    assertThat(Greeting.answer(port, Greeting.TLS_1_2, Greeting.ECDSA_AES_128_GCM))
        .containsExactly(Greeting.HANDSHAKE);
    assertThat(Greeting.answer(port, Greeting.TLS_1_1, Greeting.ECDSA_AES_128_CBC_SHA))
        .containsExactly(Greeting.ALERT, Greeting.PROTOCOL_VERSION);
    for (int suite : List.of(Greeting.ECDSA_AES_128_CBC_SHA, Greeting.RSA_AES_128_GCM)) {
      assertThat(Greeting.answer(port, Greeting.TLS_1_2, suite))
          .containsExactly(Greeting.ALERT, Greeting.HANDSHAKE_FAILURE);
    }
  }

  @Test
  void theCertificateIsChosenByTheNameAskedFor() throws Exception {
    DevelopmentCa other = Served.authority(folder.resolve("other"), "corp.test");
    TlsFiles first = new TlsFiles(served.ca.serverChain(), served.ca.serverKey());
    TlsFiles second = new TlsFiles(other.serverChain(), other.serverKey());
    try (Engine engine = new Engine(Limits.DEFAULT, new SplittableRandom(1));
        Listener listener =
            engine.listen(ListenerSettings.tls("127.0.0.1", 0, List.of(first, second)), echo)) {
      X509Certificate ours = certificate(served.ca.serverChain());
      X509Certificate theirs = certificate(other.serverChain());
      assertThat(presented(listener.port(), "dev.vault.localhost")).isEqualTo(ours);
      assertThat(presented(listener.port(), "dev.vault.corp.test")).isEqualTo(theirs);
      assertThat(presented(listener.port(), "login.corp.test")).isEqualTo(theirs);
      assertThat(presented(listener.port(), "unknown.test")).isEqualTo(ours);
    }
  }

  @Test
  void aNewCertificateIsTakenUpAndABrokenOneIsNot() throws Exception {
    int port = served.listener.port();
    X509Certificate before = presented(port, "localhost");
    try (SSLSocket old = served.socket()) {
      old.startHandshake();
      served.ca.prepare(List.of("localhost"), List.of("dev", "another"));
      served.listener.reloadIfChanged();
      X509Certificate after = presented(port, "localhost");
      assertThat(after).isNotEqualTo(before).isEqualTo(certificate(served.ca.serverChain()));

      Files.writeString(served.ca.serverChain(), "-----BEGIN CERTIFICATE-----\nnonsense\n");
      Files.setLastModifiedTime(served.ca.serverChain(), FileTime.fromMillis(1));
      assertThat(served.listener.reload()).isFalse();
      assertThat(presented(port, "localhost")).isEqualTo(after);

      assertThat(Served.exchange(old, "GET /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
          .startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void aKeyOfAnotherCertificateIsRefusedWithTheFilesNamed() {
    DevelopmentCa other = Served.authority(folder.resolve("other"), "localhost");
    List<TlsFiles> mixed = List.of(new TlsFiles(served.ca.serverChain(), other.serverKey()));
    assertThatThrownBy(
            () -> served.engine.listen(ListenerSettings.tls("127.0.0.1", 0, mixed), echo))
        .isInstanceOf(UnusableCertificate.class)
        .hasMessageContaining(other.serverKey().toString());
  }

  @Test
  void aClientThatDoesNotTrustTheAuthorityDoesNotConnect() throws IOException {
    try (SSLSocket socket =
        (SSLSocket)
            SSLSocketFactory.getDefault().createSocket("127.0.0.1", served.listener.port())) {
      assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLHandshakeException.class);
    }
  }

  private X509Certificate presented(int port, String name) throws IOException {
    try (SSLSocket socket =
        (SSLSocket) trustingAll().getSocketFactory().createSocket("127.0.0.1", port)) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setServerNames(List.of(new SNIHostName(name)));
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
  }

  private static SSLContext trustingAll() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new TrustAll()}, null);
      return context;
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static final class TrustAll extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  private static X509Certificate certificate(Path chain) throws Exception {
    try (var in = Files.newInputStream(chain)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }
}
