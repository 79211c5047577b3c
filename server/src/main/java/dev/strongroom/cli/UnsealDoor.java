package dev.strongroom.cli;

import dev.strongroom.trust.SecretBytes;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// The way to a sealed server.
sealed interface UnsealDoor {
  Duration PATIENCE = Duration.ofSeconds(30);

  record Answer(int status, byte[] body) {}

  /// @param share nothing, or the body of a POST; wiped
  Answer send(String method, SecretBytes share) throws Failure, IOException, InterruptedException;

  /// HTTP over the server's own socket.
  record Socket(Path path) implements UnsealDoor {
    private static final String GONE =
        "Is a server sealed on this machine, and are you its user? A server that is open has no such"
            + " socket.";

    @Override
    public Answer send(String method, SecretBytes share) throws Failure, IOException {
      try (share;
          SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
        channel.connect(UnixDomainSocketAddress.of(path));
        String head =
            method
                + " /unseal HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: "
                + share.length()
                + "\r\n\r\n";
        write(channel, head.getBytes(StandardCharsets.US_ASCII));
        write(channel, share.reveal());
        return answer(Channels.newInputStream(channel).readAllBytes());
      } catch (IOException absent) {
        throw new Failure("Cannot reach " + path + ": " + absent.getMessage() + ".", GONE);
      }
    }

    private static void write(SocketChannel channel, byte[] bytes) throws IOException {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
    }

    /// The server sends a length and closes, so the body is the rest.
    private static Answer answer(byte[] all) throws IOException {
      String text = new String(all, StandardCharsets.ISO_8859_1);
      int body = text.indexOf("\r\n\r\n");
      if (body < 0 || !text.startsWith("HTTP/1.1 ")) {
        throw new IOException("no answer");
      }
      int status = Integer.parseInt(text.substring(9, 12));
      return new Answer(status, text.substring(body + 4).getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  /// HTTPS to the portal's host.
  ///
  /// @param ca whom to trust, instead of the system's authorities
  record Tls(URI portal, Optional<Path> ca) implements UnsealDoor {
    @Override
    public Answer send(String method, SecretBytes share)
        throws Failure, IOException, InterruptedException {
      HttpClient.Builder client = HttpClient.newBuilder().connectTimeout(PATIENCE);
      if (ca.isPresent()) {
        client.sslContext(trusting(ca.get()));
      }
      try (share;
          HttpClient http = client.build()) {
        HttpRequest request =
            HttpRequest.newBuilder(portal.resolve("/unseal"))
                .timeout(PATIENCE)
                .method(method, HttpRequest.BodyPublishers.ofByteArray(share.reveal()))
                .build();
        HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        return new Answer(answer.statusCode(), answer.body());
      } catch (IOException absent) {
        throw new Failure("Cannot reach " + portal + ": " + absent.getMessage() + ".");
      }
    }

    private static SSLContext trusting(Path ca) throws Failure, IOException {
      try (InputStream pem = Files.newInputStream(ca)) {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int number = 0;
        for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
          store.setCertificateEntry("ca-" + number, one);
          number += 1;
        }
        TrustManagerFactory trust =
            TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
      } catch (GeneralSecurityException unusable) {
        throw new Failure(ca + " holds no certificates that can be trusted.");
      }
    }
  }
}
