package dev.strongroom.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.devca.DevelopmentCa;
import dev.strongroom.http.ListenerSettings.TlsFiles;
import io.netty.handler.ssl.OpenSsl;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
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
  private static final int TLS_1_1 = 0x0302;
  private static final int TLS_1_2 = 0x0303;
  private static final int ECDSA_AES_128_CBC_SHA = 0xc009;
  private static final int ECDSA_AES_128_GCM = 0xc02b;
  private static final int RSA_AES_128_GCM = 0x009c;
  private static final int HANDSHAKE = 0x16;
  private static final int ALERT = 0x15;
  private static final int PROTOCOL_VERSION = 70;
  private static final int HANDSHAKE_FAILURE = 40;

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

  /// The JDK's client no longer speaks 1.1, so the greetings are written by hand.
  @Test
  void tls11AndSuitesWithoutForwardSecrecyOrAuthenticatedEncryptionAreNot() throws IOException {
    assertThat(greeting(TLS_1_2, ECDSA_AES_128_GCM)[0]).isEqualTo(HANDSHAKE);
    assertThat(greeting(TLS_1_1, ECDSA_AES_128_CBC_SHA)).containsExactly(ALERT, PROTOCOL_VERSION);
    assertThat(greeting(TLS_1_2, ECDSA_AES_128_CBC_SHA)).containsExactly(ALERT, HANDSHAKE_FAILURE);
    assertThat(greeting(TLS_1_2, RSA_AES_128_GCM)).containsExactly(ALERT, HANDSHAKE_FAILURE);
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

  /// The first record's type that the server answers with, and the reason if it is an alert.
  private int[] greeting(int version, int suite) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", served.listener.port())) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write(clientHello(version, suite));
      byte[] head = socket.getInputStream().readNBytes(5);
      if (head[0] != ALERT) {
        return new int[] {head[0]};
      }
      return new int[] {head[0], socket.getInputStream().readNBytes(2)[1]};
    }
  }

  private static byte[] clientHello(int version, int suite) {
    byte[] extensions = {
      0,
      10,
      0,
      4,
      0,
      2,
      0,
      23, // supported_groups: secp256r1
      0,
      11,
      0,
      2,
      1,
      0, // ec_point_formats: uncompressed
      0,
      13,
      0,
      4,
      0,
      2,
      4,
      3 // signature_algorithms: ecdsa_secp256r1_sha256
    };
    int hello = 2 + 32 + 1 + 2 + 2 + 2 + 2 + extensions.length;
    ByteBuffer bytes = ByteBuffer.allocate(5 + 4 + hello);
    bytes.put((byte) HANDSHAKE).putShort((short) 0x0301).putShort((short) (4 + hello));
    bytes.putInt((1 << 24) | hello);
    bytes.putShort((short) version).put(new byte[32]).put((byte) 0);
    bytes.putShort((short) 2).putShort((short) suite).put((byte) 1).put((byte) 0);
    bytes.putShort((short) extensions.length).put(extensions);
    return bytes.array();
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
