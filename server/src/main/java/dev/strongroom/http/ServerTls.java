package dev.strongroom.http;

import dev.strongroom.http.ListenerSettings.TlsFiles;
import io.netty.handler.ssl.OpenSsl;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.SSLEngineOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// What is offered in a TLS handshake: 1.3, and 1.2 with forward secrecy and authenticated
/// encryption only; a hybrid post-quantum key exchange first, where the engine has it.
final class ServerTls {
  private static final System.Logger LOG = System.getLogger(ServerTls.class.getName());
  private static final Set<String> VERSIONS = Set.of("TLSv1.3", "TLSv1.2");
  private static final List<String> SUITES =
      List.of(
          "TLS_AES_256_GCM_SHA384",
          "TLS_AES_128_GCM_SHA256",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

  /// As the JDK names them.
  private static final List<String> CLASSIC_GROUPS = List.of("x25519", "secp256r1", "secp384r1");

  /// As BoringSSL names them; one name it does not know would end every handshake.
  private static final List<String> HYBRID_FIRST =
      List.of("X25519MLKEM768", "X25519", "P-256", "P-384");

  private ServerTls() {}

  /// BoringSSL where its library loads (a handshake costs a quarter of the JDK's), else the JDK.
  static SSLEngineOptions engine() {
    if (OpenSsl.isAvailable()) {
      return new OpenSSLEngineOptions();
    }
    LOG.log(
        Level.INFO,
        "TLS is the JDK's: no BoringSSL for this platform ("
            + OpenSsl.unavailabilityCause().getMessage()
            + "). Everything works; handshakes cost more.");
    return new JdkSSLEngineOptions();
  }

  /// Reads and checks the files; throws [UnusableCertificate] when they cannot be used.
  static ServerSSLOptions options(List<TlsFiles> certificates, Limits.Times times) {
    PemKeyCertOptions pairs = new PemKeyCertOptions();
    for (TlsFiles files : certificates) {
      KeyPairFiles pair = KeyPairFiles.read(files);
      pairs.addCertValue(Buffer.buffer(pair.chain())).addKeyValue(Buffer.buffer(pair.key()));
    }
    ServerSSLOptions options = new ServerSSLOptions();
    options.setKeyCertOptions(pairs);
    options.setSni(true);
    options.setUseAlpn(true);
    options.setEnabledSecureTransportProtocols(VERSIONS);
    options.setKeyExchangeGroups(OpenSsl.isAvailable() ? HYBRID_FIRST : CLASSIC_GROUPS);
    options.setSslHandshakeTimeout(times.handshake().toMillis());
    options.setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
    SUITES.forEach(options::addEnabledCipherSuite);
    return options;
  }
}
