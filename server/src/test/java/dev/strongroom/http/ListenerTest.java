package dev.strongroom.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ListenerTest {
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
  void bothVersionsAreOfferedAndAReadFromMemoryStaysOnTheEventLoop() throws Exception {
    for (HttpClient.Version version : HttpClient.Version.values()) {
      if (!version.name().startsWith("HTTP_1") && !version.name().equals("HTTP_2")) {
        continue;
      }
      try (HttpClient client = served.client(version)) {
        HttpResponse<String> memory =
            client.send(request("/memory/a?b=c"), BodyHandlers.ofString());
        HttpResponse<String> blocking = client.send(request("/x"), BodyHandlers.ofString());

        String host = "localhost:" + served.listener.port();
        assertThat(memory.version()).isEqualTo(version);
        assertThat(memory.body()).isEqualTo("GET|" + host + "|/memory/a?b=c|TLS1_3|loop|0 bytes");
        assertThat(blocking.body()).isEqualTo("GET|" + host + "|/x|TLS1_3|virtual|0 bytes");
        assertThat(memory.headers().firstValue("x-id").orElseThrow())
            .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
      }
    }
  }

  @Test
  void bodiesAreWipedOnceTheAnswerIsWritten() throws Exception {
    for (HttpClient.Version version :
        new HttpClient.Version[] {HttpClient.Version.HTTP_1_1, HttpClient.Version.HTTP_2}) {
      try (HttpClient client = served.client(version)) {
        HttpRequest put =
            HttpRequest.newBuilder(served.uri("/x"))
                .PUT(BodyPublishers.ofString("hunter2"))
                .build();
        assertThat(client.send(put, BodyHandlers.ofString()).body()).endsWith("|7 bytes");
      }
    }

    assertThat(echo.received).hasSize(2).allSatisfy(ListenerTest::isWiped);
    assertThat(echo.sent).hasSize(2).allSatisfy(ListenerTest::isWiped);
  }

  @Test
  void headHasTheLengthButNoBody() throws Exception {
    try (Socket socket = served.socket()) {
      String answer =
          Served.exchange(
              socket, "HEAD /memory HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

      assertThat(answer).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\n");
      assertThat(answer.toLowerCase()).contains("content-length: 46\r\n");
    }
  }

  @Test
  void theHostIsParsedAndWhatIsNoneIsRefused() throws Exception {
    assertThat(raw("GET /memory HTTP/1.1\r\nHost: DEV.Vault.Localhost.:8443\r\n"))
        .contains("|dev.vault.localhost:8443|");
    assertThat(raw("GET /memory HTTP/1.1\r\nHost: a.test\r\n")).contains("|a.test:443|");
    assertThat(raw("GET /memory HTTP/1.1\r\nHost: [::1]:99\r\n")).contains("|[::1]:99|");
    for (String bad :
        new String[] {
          "",
          "Host:\r\n",
          "Host: a\r\nHost: b\r\n",
          "Host: a b\r\n",
          "Host: a:b\r\n",
          "Host: u@a\r\n",
          "Host: a:70000\r\n",
          "Host: a/b\r\n",
          "Host: [::1\r\n"
        }) {
      assertThat(raw("GET /memory HTTP/1.1\r\n" + bad))
          .as(bad)
          .startsWith("HTTP/1.1 400 Bad Request\r\n")
          .contains("must name its host");
    }
  }

  @Test
  void targetsAreTakenAsTheyAreAndNeverSchemeRelative() throws Exception {
    assertThat(raw("GET //memory.test/x HTTP/1.1\r\nHost: a\r\n"))
        .contains("|a:443|//memory.test/x|");
    assertThat(raw("GET https://B:7/memory?q HTTP/1.1\r\nHost: a\r\n")).contains("|b:7|/memory?q|");
    assertThat(raw("GET http://b HTTP/1.1\r\nHost: a\r\n")).contains("|b:443|/|");
    assertThat(raw("OPTIONS * HTTP/1.1\r\nHost: a\r\n")).contains("|a:443|*|");
    for (String bad : new String[] {"memory", "ftp://b/", "https:///x", "/a#b", "/\u00e9", "*"}) {
      assertThat(raw("GET " + bad + " HTTP/1.1\r\nHost: a\r\n"))
          .as(bad)
          .startsWith("HTTP/1.1 400 Bad Request\r\n");
    }
    assertThat(raw("CONNECT b:443 HTTP/1.1\r\nHost: b:443\r\n")).startsWith("HTTP/1.1 400 ");
    assertThat(raw("nonsense\r\n")).startsWith("HTTP/1.1 400 ");
    assertThat(echo.refused).hasSize(8);
  }

  @Test
  void aConnectionServesManyRequestsAlsoPipelined() throws Exception {
    try (Socket socket = served.socket()) {
      String one = "GET /x HTTP/1.1\r\nHost: a\r\n\r\n";
      String put = "PUT /y HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc";
      Served.send(socket, one + put + one);

      assertThat(Served.one(socket)).endsWith("|0 bytes");
      assertThat(Served.one(socket)).endsWith("|3 bytes");
      assertThat(Served.one(socket)).endsWith("|0 bytes");
    }
  }

  @Test
  void aBugIsAnsweredWithoutItsDetails() throws Exception {
    Answerer broken =
        new Echo() {
          @Override
          public Response answer(Request request) {
            throw new IllegalStateException("canary");
          }
        };
    try (Served other = Served.tls(folder, Limits.DEFAULT, broken)) {
      HttpResponse<String> answer = other.get("/x");

      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.body()).contains("InternalServerError").doesNotContain("canary");
    }
  }

  @Test
  void closingLetsARunningRequestEnd() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Answerer slow =
        new Echo() {
          @Override
          public Response answer(Request request) {
            entered.countDown();
            try {
              go.await();
            } catch (InterruptedException stopped) {
              Thread.currentThread().interrupt();
            }
            return super.answer(request);
          }
        };
    Served other = Served.tls(folder, Limits.DEFAULT, slow);
    try (Socket socket = other.socket()) {
      Served.send(socket, "GET /x HTTP/1.1\r\nHost: a\r\n\r\n");
      entered.await();
      Thread closing = Thread.ofVirtual().start(other::close);
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 100; i += 1) {
                  other.socket().close(); // it has yet to begin to close
                  Thread.sleep(50);
                }
              })
          .isInstanceOf(java.io.IOException.class);
      go.countDown();

      assertThat(Served.one(socket)).endsWith("|0 bytes");
      closing.join();
    }
  }

  @Test
  void plainHttpIsForLoopbackOnly() {
    assertThatThrownBy(() -> served.engine.listen(ListenerSettings.plain("0.0.0.0", 0), new Echo()))
        .isInstanceOf(Engine.CannotListen.class)
        .hasMessageContaining("loopback");
  }

  @Test
  void aTakenPortIsSaid() {
    int taken = served.listener.port();
    assertThatThrownBy(
            () -> served.engine.listen(ListenerSettings.plain("127.0.0.1", taken), new Echo()))
        .isInstanceOf(Engine.CannotListen.class)
        .hasMessageContaining("127.0.0.1 port " + taken);
  }

  private HttpRequest request(String target) {
    return HttpRequest.newBuilder(served.uri(target)).build();
  }

  private String raw(String head) throws Exception {
    try (Socket socket = served.socket()) {
      return Served.exchange(socket, head + "Connection: close\r\n\r\n");
    }
  }

  private static void isWiped(byte[] bytes) {
    long deadline = System.nanoTime() + 2_000_000_000L;
    while (!allZero(bytes) && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(allZero(bytes)).as("wiped").isTrue();
  }

  private static boolean allZero(byte[] bytes) {
    for (byte b : bytes) {
      if (b != 0) {
        return false;
      }
    }
    return bytes.length > 0;
  }
}
