package dev.strongroom.process;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/// One keep-alive HTTPS connection to a name that only the test knows leads to loopback. It checks
/// the server's certificate against the development authority and the name.
final class TlsClient implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 30_000;
  private final String authority;
  private final SSLSocket socket;
  private final InputStream in;
  private final OutputStream out;

  record Answer(int status, Map<String, String> headers, byte[] body) {
    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    /// The text under `name`, wherever it stands first in the JSON.
    Optional<String> member(String name) {
      Matcher found = Pattern.compile('"' + name + "\"\\s*:\\s*\"([^\"]+)\"").matcher(text());
      return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }
  }

  TlsClient(String host, int port, SSLContext context) throws IOException {
    Socket plain = new Socket("127.0.0.1", port);
    plain.setSoTimeout(TIMEOUT_MILLIS);
    plain.setTcpNoDelay(true);
    socket = (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setServerNames(List.of(new SNIHostName(host)));
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    in = new BufferedInputStream(socket.getInputStream());
    out = socket.getOutputStream();
    authority = host + ":" + port;
  }

  static SSLContext trusting(Path ca) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream pem = Files.newInputStream(ca)) {
      store.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  /// What the server showed for itself.
  X509Certificate certificate() throws IOException {
    return (X509Certificate) socket.getSession().getPeerCertificates()[0];
  }

  Answer send(String method, String target, Map<String, String> headers, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    StringBuilder head =
        new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: " + authority + "\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append("Content-Length: ").append(bytes.length).append("\r\n\r\n");
    out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    out.write(bytes);
    out.flush();
    return answer();
  }

  /// Signs in at a login host with a client secret.
  String token(String tenant, String client, String secret, String resource) throws IOException {
    String form =
        "grant_type=client_credentials&client_id="
            + client
            + "&client_secret="
            + URLEncoder.encode(secret, StandardCharsets.UTF_8)
            + "&scope="
            + URLEncoder.encode(resource + "/.default", StandardCharsets.UTF_8);
    Map<String, String> headers = Map.of("Content-Type", "application/x-www-form-urlencoded");
    Answer answer = send("POST", "/" + tenant + "/oauth2/v2.0/token", headers, form);
    return answer
        .member("access_token")
        .orElseThrow(() -> new IOException(answer.status() + " " + answer.text()));
  }

  private Answer answer() throws IOException {
    String first = line();
    int status = Integer.parseInt(first.split(" ")[1]);
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).trim());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new IOException("the answer was cut off");
    }
    return new Answer(status, headers, body);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the connection was closed");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
