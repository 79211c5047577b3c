package dev.strongroom.cli;

import dev.strongroom.model.Cloud;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.function.Predicate;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/// The checks of `strongroom doctor` that look at names, the port and TLS.
///
/// @param resolves whether a name leads to this machine
record ServerChecks(DevFolder folder, DevSettings settings, Predicate<String> resolves) {
  private static final int TIMEOUT_MILLIS = 2_000;

  Finding port() {
    try (Socket socket = connected()) {
      handshake(socket, cloud().loginHost(), TrustBundle.context(folder));
      return Finding.good("port", settings.port() + " is served by this development server");
    } catch (java.net.ConnectException closed) {
      return Finding.good("port", settings.port() + " is free: the server is not running");
    } catch (IOException | GeneralSecurityException other) {
      return Finding.fault(
          "port",
          settings.port() + " is taken by something that is not this server",
          "Stop it, or start with another port: ./strongroom dev --port N");
    }
  }

  Finding names() {
    List<String> lost = Names.of(cloud()).stream().filter(resolves.negate()).toList();
    return lost.isEmpty()
        ? Finding.good("names", "all lead to this machine")
        : Finding.fault(
            "names",
            String.join(", ", lost) + " do not lead to this machine",
            "sudo ./strongroom trust --data " + folder.path());
  }

  /// Whether a client that asks the system's store would accept the server.
  Finding trust() {
    if (!Files.exists(folder.ca())) {
      return Finding.fault("trust", "no local authority yet", "Start once: ./strongroom dev");
    }
    try (Socket socket = connected()) {
      handshake(socket, cloud().loginHost(), SSLContext.getDefault());
      return Finding.good("trust", "this JVM's store accepts the server");
    } catch (SSLHandshakeException untrusted) {
      return Finding.good(
          "trust",
          "the local authority is "
              + folder.ca()
              + "; clients learn it from ./strongroom env or from ./strongroom trust");
    } catch (IOException | GeneralSecurityException stopped) {
      return Finding.good("trust", "not checked: the server is not running");
    }
  }

  private Cloud cloud() {
    return DevFolder.cloud(settings);
  }

  private Socket connected() throws IOException {
    Socket socket = new Socket();
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.connect(new InetSocketAddress("127.0.0.1", settings.port()), TIMEOUT_MILLIS);
    return socket;
  }

  private static void handshake(Socket socket, String host, SSLContext context) throws IOException {
    try (SSLSocket tls =
        (SSLSocket) context.getSocketFactory().createSocket(socket, host, socket.getPort(), true)) {
      SSLParameters parameters = tls.getSSLParameters();
      parameters.setServerNames(List.of(new SNIHostName(host)));
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      tls.setSSLParameters(parameters);
      tls.startHandshake();
    }
  }
}
