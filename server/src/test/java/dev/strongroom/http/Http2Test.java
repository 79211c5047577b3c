package dev.strongroom.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.kernel.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class Http2Test {
  private static final Limits LIMITS =
      new Limits(
          new Limits.Sizes(2_048, 256, 1_000, 1_000_000),
          Limits.Times.DEFAULT,
          new Limits.Counts(120, 100, 50, 20, 30));

  /// For tests that wait until a time is over; others would be late on a slow machine.
  private static final Limits HASTY =
      LIMITS.withTimes(
          new Limits.Times(
              Duration.ofMillis(600),
              Duration.ofMillis(900),
              Duration.ofSeconds(5),
              Duration.ofSeconds(2)));

  private static final int HEADERS = 1;
  private static final int RST_STREAM = 3;
  private static final int SETTINGS = 4;
  private static final int PING = 6;
  private static final int END = 0x5;
  private static final int END_HEADERS = 0x4;

  @TempDir Path folder;
  private final Echo echo = new Echo();
  private Served served;

  @BeforeEach
  void start() {
    served = Served.tls(folder, LIMITS, echo);
  }

  @AfterEach
  void stop() {
    served.close();
  }

  @Test
  void bodyAndUriHaveTheSameLimitsAndTheConnectionGoesOn() throws Exception {
    try (HttpClient client = served.client(HttpClient.Version.HTTP_2)) {
      assertThat(put(client, "/x", 1_000).statusCode()).isEqualTo(200);
      assertThat(put(client, "/x", 1_001).statusCode()).isEqualTo(413);
      assertThat(put(client, "/" + "u".repeat(255), 1).statusCode()).isEqualTo(200);
      assertThat(put(client, "/" + "u".repeat(256), 1).statusCode()).isEqualTo(414);
      assertThat(put(client, "/x", 10).body()).endsWith("|10 bytes");
    }
    assertThat(echo.refused)
        .containsExactly(new Problem.TooLarge("body", 1_000), new Problem.TooLarge("uri", 256));
    assertThat(served.engine.connections()).isLessThanOrEqualTo(1);
  }

  /// 2,048 bytes with the 32 that each field counts; the client adds `user-agent` itself.
  @Test
  void tooManyHeadersAreRefusedAndRecorded() throws Exception {
    try (HttpClient client = served.client(HttpClient.Version.HTTP_2)) {
      int free = 2_048 - size("user-agent", "test") - size("f", "");
      assertThat(headed(client, free)).isEqualTo(200);
      assertThat(headed(client, free + 1)).isEqualTo(431);
      assertThat(headed(client, 3 * 2_048)).isEqualTo(431);
      assertThat(isRefusedByTheEngine(client, 5 * 2_048)).isTrue();
    }
    assertThat(echo.refused)
        .as("the engine's own refusal is not recorded")
        .containsExactly(
            new Problem.TooLarge("headers", 2_048), new Problem.TooLarge("headers", 2_048));
  }

  /// It answers 431 and resets the stream at once; the client may see either.
  private boolean isRefusedByTheEngine(HttpClient client, int length) throws Exception {
    try {
      return headed(client, length) == 431;
    } catch (IOException reset) {
      assertThat(reset).hasMessageContaining("RST_STREAM");
      return true;
    }
  }

  private int headed(HttpClient client, int length) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(served.uri("/x"))
            .header("User-Agent", "test")
            .header("F", "f".repeat(length))
            .build();
    return client.send(request, BodyHandlers.ofString()).statusCode();
  }

  private static int size(String name, String value) {
    return name.length() + value.length() + 32;
  }

  @Test
  void manyStreamsAreServedOnOneConnection() throws Exception {
    try (HttpClient client = served.client(HttpClient.Version.HTTP_2)) {
      assertThat(put(client, "/first", 1).statusCode()).isEqualTo(200);
      List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
      for (int i = 0; i < 18; i += 1) {
        HttpRequest request = HttpRequest.newBuilder(served.uri("/x" + i)).build();
        answers.add(client.sendAsync(request, BodyHandlers.ofString()));
      }
      for (CompletableFuture<HttpResponse<String>> answer : answers) {
        assertThat(answer.get().statusCode()).isEqualTo(200);
      }
      assertThat(served.engine.connections()).isEqualTo(1);
    }
  }

  @Test
  void aBodyThatDoesNotComeIsRefusedWith408() throws Exception {
    try (Served hasty = Served.tls(folder, HASTY, echo);
        SSLSocket socket = http2(hasty)) {
      send(socket, HEADERS, END_HEADERS, 1, headers(3 /* POST */));
      assertThat(readUntilClosedOrContains(socket, "TimedOut")).isTrue();
    }
    assertThat(echo.refused).containsExactly(new Problem.TimedOut(Duration.ofMillis(600)));
  }

  @Test
  void pingsDoNotKeepAnIdleConnectionOpen() throws Exception {
    try (Served hasty = Served.tls(folder, HASTY, echo);
        SSLSocket socket = http2(hasty)) {
      boolean closed = false;
      for (int i = 0; i < 60 && !closed; i += 1) {
        Thread.sleep(100);
        closed = !sends(socket, PING, 0, 0, new byte[8]);
      }
      assertThat(closed).isTrue();
    }
  }

  @Test
  void rapidResetsEndTheConnection() throws Exception {
    try (SSLSocket socket = http2(served)) {
      int resets = 0;
      boolean open = true;
      while (open && resets < 100_000) {
        resets += 1;
        int stream = 2 * resets - 1;
        open =
            sends(socket, HEADERS, END, stream, headers(2 /* GET */))
                && sends(socket, RST_STREAM, 0, stream, new byte[] {0, 0, 0, 8});
      }
      assertThat(open).isFalse();
    }
    assertThat(echo.received).hasSizeLessThan(200);
  }

  private HttpResponse<String> put(HttpClient client, String target, int bytes) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(served.uri(target))
            .PUT(BodyPublishers.ofString("b".repeat(bytes)))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  private static SSLSocket http2(Served served) throws IOException {
    SSLSocket socket = served.socket();
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"h2"});
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    assertThat(socket.getApplicationProtocol()).isEqualTo("h2");
    Served.send(socket, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    send(socket, SETTINGS, 0, 0, new byte[0]);
    return socket;
  }

  /// Method by its index in HPACK's static table, `https`, `/`, and the host `a`.
  private static byte[] headers(int method) {
    return new byte[] {(byte) (0x80 | method), (byte) 0x87, (byte) 0x84, 0x41, 1, 'a'};
  }

  private static void send(SSLSocket socket, int type, int flags, int stream, byte[] payload)
      throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
    frame.putInt(payload.length << 8 | type).put((byte) flags).putInt(stream).put(payload);
    socket.getOutputStream().write(frame.array());
  }

  private static boolean sends(SSLSocket socket, int type, int flags, int stream, byte[] payload) {
    try {
      send(socket, type, flags, stream, payload);
      return true;
    } catch (IOException closed) {
      return false;
    }
  }

  private static boolean readUntilClosedOrContains(SSLSocket socket, String text)
      throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] buffer = new byte[4_096];
    int read = socket.getInputStream().read(buffer);
    while (read > 0) {
      all.write(buffer, 0, read);
      if (all.toString(StandardCharsets.ISO_8859_1).contains(text)) {
        return true;
      }
      read = socket.getInputStream().read(buffer);
    }
    return false;
  }
}
