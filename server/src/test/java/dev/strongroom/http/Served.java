package dev.strongroom.http;

import dev.strongroom.devca.DevelopmentCa;
import dev.strongroom.http.ListenerSettings.TlsFiles;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/// A real server on a free port of 127.0.0.1, with a certificate for `localhost`, and clients for
/// it.
final class Served implements AutoCloseable {
  private static final long SEED = 20_261_123L;
  private static final int READ_PATIENCE_MS = 20_000;
  final Engine engine;
  final Listener listener;
  final DevelopmentCa ca;
  final SSLContext trust;

  private Served(Engine engine, Listener listener, DevelopmentCa ca) {
    this.engine = engine;
    this.listener = listener;
    this.ca = ca;
    this.trust = trusting(ca);
  }

  static Served tls(Path folder, Limits limits, Answerer answerer) {
    DevelopmentCa ca = authority(folder);
    Engine engine = new Engine(limits, new SplittableRandom(SEED));
    List<TlsFiles> files = List.of(new TlsFiles(ca.serverChain(), ca.serverKey()));
    return new Served(
        engine, engine.listen(ListenerSettings.tls("127.0.0.1", 0, files), answerer), ca);
  }

  static Served plain(Path folder, Limits limits, Answerer answerer) {
    Engine engine = new Engine(limits, new SplittableRandom(SEED));
    return new Served(
        engine, engine.listen(ListenerSettings.plain("127.0.0.1", 0), answerer), authority(folder));
  }

  static DevelopmentCa authority(Path folder) {
    return authority(folder, "localhost");
  }

  static DevelopmentCa authority(Path folder, String suffix) {
    DevelopmentCa ca = new DevelopmentCa(folder, InstantSource.system(), new SecureRandom());
    ca.prepare(List.of(suffix), List.of("dev"));
    return ca;
  }

  HttpClient client(HttpClient.Version version) {
    return HttpClient.newBuilder().version(version).sslContext(trust).build();
  }

  URI uri(String target) {
    return URI.create("https://localhost:" + listener.port() + target);
  }

  HttpResponse<String> get(String target) throws IOException, InterruptedException {
    try (HttpClient client = client(HttpClient.Version.HTTP_1_1)) {
      return client.send(
          HttpRequest.newBuilder(uri(target)).build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  SSLSocket socket(String... protocols) throws IOException {
    SSLSocket socket =
        (SSLSocket) trust.getSocketFactory().createSocket("127.0.0.1", listener.port());
    socket.setSoTimeout(READ_PATIENCE_MS);
    if (protocols.length > 0) {
      socket.setEnabledProtocols(protocols);
    }
    return socket;
  }

  Socket plainSocket() throws IOException {
    Socket socket = new Socket("127.0.0.1", listener.port());
    socket.setSoTimeout(READ_PATIENCE_MS);
    return socket;
  }

  /// Sends `bytes` and returns all that comes until the server closes.
  static String exchange(Socket socket, String bytes) throws IOException {
    send(socket, bytes);
    return rest(socket);
  }

  static void send(Socket socket, String bytes) throws IOException {
    socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  static String rest(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  /// Reads one answer with a Content-Length.
  static String one(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        return head.toString();
      }
      head.append((char) next);
    }
    int at = head.toString().toLowerCase().indexOf("content-length: ");
    int end = head.indexOf("\r", at);
    int length = Integer.parseInt(head.substring(at + 16, end));
    return head + new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    listener.close();
    engine.close();
  }

  private static SSLContext trusting(DevelopmentCa ca) {
    try (InputStream in = Files.newInputStream(ca.trustStore())) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, DevelopmentCa.TRUST_STORE_PASSWORD.toCharArray());
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (Exception broken) {
      throw new IllegalStateException(broken);
    }
  }
}
