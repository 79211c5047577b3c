package dev.strongroom.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.kernel.Problem;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LimitsTest {
  private static final Limits LIMITS =
      new Limits(
          new Limits.Sizes(1_024, 256, 1_000, 2_500),
          Limits.Times.DEFAULT,
          new Limits.Counts(120, 100, 2, 100, 200));

  /// For tests that wait until a time is over; others would be late on a slow machine.
  private static final Limits HASTY =
      LIMITS.withTimes(
          new Limits.Times(
              Duration.ofMillis(600),
              Duration.ofMillis(900),
              Duration.ofMillis(500),
              Duration.ofSeconds(2)));

  private static final String HOST = "Host: a\r\n";

  @TempDir Path folder;
  private final Echo echo = new Echo();
  private Served served;

  @BeforeEach
  void start() {
    served = Served.plain(folder, LIMITS, echo);
  }

  @AfterEach
  void stop() {
    served.close();
  }

  @Test
  void theUriMayHaveItsLimitAndNoMore() throws Exception {
    assertThat(get("/memory/" + "u".repeat(256 - 8))).startsWith("HTTP/1.1 200 ");
    assertThat(get("/memory/" + "u".repeat(257 - 8))).startsWith("HTTP/1.1 414 ");
    assertThat(get("/memory/" + "u".repeat(100_000))).startsWith("HTTP/1.1 414 ");
    assertThat(echo.refused)
        .containsExactly(new Problem.TooLarge("uri", 256), new Problem.TooLarge("uri", 256));
  }

  @Test
  void theHeadersMayHaveTheirLimitAndNoMore() throws Exception {
    assertThat(withHeaders(1_024 - 40)).startsWith("HTTP/1.1 200 ");
    assertThat(withHeaders(1_024 + 40)).startsWith("HTTP/1.1 431 ");
    assertThat(withHeaders(1_000_000)).startsWith("HTTP/1.1 431 ");
    assertThat(echo.refused)
        .containsExactly(
            new Problem.TooLarge("headers", 1_024), new Problem.TooLarge("headers", 1_024));
  }

  @Test
  void anAnnouncedBodyMayHaveItsLimitAndAboveIsAnsweredBeforeItIsSent() throws Exception {
    assertThat(put(999, 999)).startsWith("HTTP/1.1 200 ").endsWith("|999 bytes");
    assertThat(put(1_000, 1_000)).startsWith("HTTP/1.1 200 ").endsWith("|1000 bytes");
    assertThat(put(1_001, 0)).startsWith("HTTP/1.1 413 ");
    assertThat(put(1_001, 1_001)).startsWith("HTTP/1.1 413 ");
    assertThat(put(1L << 40, 500_000)).startsWith("HTTP/1.1 413 ");
    assertThat(echo.refused).containsOnly(new Problem.TooLarge("body", 1_000)).hasSize(3);
  }

  @Test
  void aBodyInChunksHasTheSameLimit() throws Exception {
    assertThat(chunked(1_000)).startsWith("HTTP/1.1 200 ").endsWith("|1000 bytes");
    assertThat(chunked(1_001)).startsWith("HTTP/1.1 413 ");
    assertThat(chunked(500_000)).startsWith("HTTP/1.1 413 ");
  }

  @Test
  void whereMoreIsUsualABodyHasThatLimit() throws Exception {
    for (int size : new int[] {1_001, 1_999, 2_000}) {
      String whole = "|" + size + " bytes";
      assertThat(put("/large", size, size)).startsWith("HTTP/1.1 200 ").endsWith(whole);
      assertThat(chunked("/large", size)).startsWith("HTTP/1.1 200 ").endsWith(whole);
    }
    assertThat(put("/large", 2_001, 0)).startsWith("HTTP/1.1 413 ");
    assertThat(chunked("/large", 2_001)).startsWith("HTTP/1.1 413 ");
    assertThat(echo.refused).containsOnly(new Problem.TooLarge("body", 2_000)).hasSize(2);
  }

  @Test
  void aClientThatAsksFirstIsToldWhetherToSend() throws Exception {
    try (Socket socket = served.plainSocket()) {
      Served.send(
          socket,
          "PUT /x HTTP/1.1\r\n" + HOST + "Content-Length: 3\r\nExpect: 100-continue\r\n\r\n");
      assertThat(new String(socket.getInputStream().readNBytes(25)))
          .isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
      Served.send(socket, "abc");
      assertThat(Served.one(socket)).endsWith("|3 bytes");
    }
    try (Socket socket = served.plainSocket()) {
      assertThat(
              Served.exchange(
                  socket,
                  "PUT /x HTTP/1.1\r\n"
                      + HOST
                      + "Content-Length: 1001\r\nExpect: 100-continue\r\n\r\n"))
          .startsWith("HTTP/1.1 413 ");
    }
  }

  @Test
  void allBodiesTogetherHaveALimit() throws Exception {
    List<Socket> waiting = new ArrayList<>();
    for (int i = 0; i < 2; i += 1) {
      Socket socket = served.plainSocket();
      waiting.add(socket);
      Served.send(
          socket, "PUT /x HTTP/1.1\r\n" + HOST + "Content-Length: 1000\r\n\r\n" + "b".repeat(999));
    }
    await(served.engine::bodyBytes, 2 * 999);
    assertThat(put(502, 502)).as("all there is room for").startsWith("HTTP/1.1 200 ");
    await(served.engine::bodyBytes, 2 * 999);
    assertThat(put(503, 503)).startsWith("HTTP/1.1 503 ");
    for (Socket socket : waiting) {
      Served.send(socket, "b");
      assertThat(Served.one(socket)).endsWith("|1000 bytes");
      socket.close();
    }
    await(served.engine::bodyBytes, 0);
    assertThat(put(600, 600)).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void aHeadThatTricklesInIsRefusedAndClosed() throws Exception {
    try (Served hasty = Served.plain(folder, HASTY, echo);
        Socket socket = hasty.plainSocket()) {
      trickle(socket, "GET /x HTTP/1.1\r\nX-");
      assertThat(Served.rest(socket)).startsWith("HTTP/1.1 408 ").contains("Connection: close");
    }
    assertThat(echo.refused).containsExactly(new Problem.TimedOut(Duration.ofMillis(600)));
  }

  @Test
  void aBodyThatTricklesInIsRefusedAndClosed() throws Exception {
    try (Served hasty = Served.plain(folder, HASTY, echo);
        Socket socket = hasty.plainSocket()) {
      trickle(socket, "PUT /x HTTP/1.1\r\n" + HOST + "Content-Length: 1000\r\n\r\n");
      assertThat(Served.rest(socket)).startsWith("HTTP/1.1 408 ").contains("Connection: close");
    }
    assertThat(echo.refused).containsExactly(new Problem.TimedOut(Duration.ofMillis(600)));
  }

  @Test
  void anIdleConnectionIsClosed() throws Exception {
    try (Served hasty = Served.plain(folder, HASTY, echo);
        Socket silent = hasty.plainSocket();
        Socket used = hasty.plainSocket()) {
      Served.send(used, "GET /memory HTTP/1.1\r\n" + HOST + "\r\n");
      assertThat(Served.one(used)).startsWith("HTTP/1.1 200 ");
      assertThat(Served.rest(silent)).isEmpty();
      assertThat(Served.rest(used)).isEmpty();
    }
  }

  @Test
  void aHandshakeThatDoesNotEndIsClosed() throws Exception {
    try (Served tls = Served.tls(folder, HASTY, echo);
        Socket silent = new Socket("127.0.0.1", tls.listener.port())) {
      silent.setSoTimeout(5_000);
      assertThat(Served.rest(silent)).isEmpty();
    }
  }

  @Test
  void oneConnectionTooManyIsClosedAndAFreedPlaceIsGivenAgain() throws Exception {
    Limits five = LIMITS.withCounts(new Limits.Counts(120, 5, 2, 100, 200));
    try (Served few = Served.plain(folder, five, echo)) {
      List<Socket> open = new ArrayList<>();
      for (int i = 0; i < 5; i += 1) {
        open.add(few.plainSocket());
        Served.send(open.getLast(), "GET /memory HTTP/1.1\r\n" + HOST + "\r\n");
        assertThat(Served.one(open.getLast())).startsWith("HTTP/1.1 200 ");
      }
      try (Socket sixth = few.plainSocket()) {
        assertThat(isClosed(sixth)).isTrue();
      }
      open.removeLast().close();
      await(few.engine::connections, 4);
      try (Socket next = few.plainSocket()) {
        Served.send(next, "GET /memory HTTP/1.1\r\n" + HOST + "\r\n");
        assertThat(Served.one(next)).startsWith("HTTP/1.1 200 ");
      }
      for (Socket socket : open) {
        socket.close();
      }
    }
  }

  @Test
  void oneBlockingRequestTooManyIsRefusedWhileMemoryStillAnswers() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch entered = new CountDownLatch(2);
    Echo slow =
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
    try (Served busy = Served.plain(folder, LIMITS, slow);
        Socket first = busy.plainSocket();
        Socket second = busy.plainSocket();
        Socket third = busy.plainSocket()) {
      Served.send(first, "GET /x HTTP/1.1\r\n" + HOST + "\r\n");
      Served.send(second, "GET /x HTTP/1.1\r\n" + HOST + "\r\n");
      entered.await();
      Served.send(third, "GET /x HTTP/1.1\r\n" + HOST + "\r\n");
      assertThat(Served.one(third)).startsWith("HTTP/1.1 503 ");
      Served.send(third, "GET /memory HTTP/1.1\r\n" + HOST + "\r\n");
      assertThat(Served.one(third)).startsWith("HTTP/1.1 200 ");
      go.countDown();
      assertThat(Served.one(first)).startsWith("HTTP/1.1 200 ");
      assertThat(Served.one(second)).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void aClientThatDoesNotTakeItsAnswerIsClosed() throws Exception {
    byte[] large = new byte[16 << 20];
    CountDownLatch asked = new CountDownLatch(1);
    Answerer generous =
        new Echo() {
          @Override
          public Response answer(Request request) {
            asked.countDown();
            return new Response(200, List.of(), large);
          }
        };
    try (Served other = Served.plain(folder, HASTY, generous);
        Socket deaf = other.plainSocket()) {
      Served.send(deaf, "GET /x HTTP/1.1\r\n" + HOST + "\r\n");
      asked.await();
      long begun = System.nanoTime();
      await(other.engine::connections, 0);
      assertThat(System.nanoTime() - begun).isGreaterThan(Duration.ofMillis(500).toNanos());
    }
  }

  @Test
  void othersAreServedWhileAbusersAreAtWork() throws Exception {
    Duration wait = Duration.ofSeconds(3);
    Limits.Times times = new Limits.Times(wait, wait.multipliedBy(10), wait, wait);
    try (Served attacked = Served.plain(folder, LIMITS.withTimes(times), echo)) {
      othersAreServed(attacked);
    }
  }

  private static void othersAreServed(Served served) throws Exception {
    List<Socket> abusers = new ArrayList<>();
    for (int i = 0; i < 30; i += 1) {
      Socket socket = served.plainSocket();
      abusers.add(socket);
      Served.send(
          socket,
          switch (i % 3) {
            case 0 -> "GET /x HTTP/1.1\r\nX-Slow: ";
            case 1 -> "PUT /x HTTP/1.1\r\n" + HOST + "Content-Length: 9\r\n\r\n";
            default -> "GET /" + "u".repeat(5_000);
          });
    }
    List<Thread> good = new ArrayList<>();
    List<String> answers = Collections.synchronizedList(new ArrayList<>());
    for (int i = 0; i < 64; i += 1) {
      good.add(Thread.ofVirtual().start(() -> serveTwenty(served, answers)));
    }
    for (Thread thread : good) {
      thread.join();
    }
    assertThat(answers).hasSize(64 * 20).allMatch(answer -> answer.startsWith("HTTP/1.1 200 "));
    for (int i = 0; i < abusers.size(); i += 1) {
      String status = List.of("408", "408", "414").get(i % 3);
      assertThat(Served.rest(abusers.get(i))).startsWith("HTTP/1.1 " + status);
      abusers.get(i).close();
    }
  }

  private static void serveTwenty(Served served, List<String> answers) {
    try (Socket socket = served.plainSocket()) {
      for (int i = 0; i < 20; i += 1) {
        Served.send(socket, "GET /memory HTTP/1.1\r\n" + HOST + "\r\n");
        answers.add(Served.one(socket));
      }
    } catch (IOException failed) {
      answers.add(failed.toString());
    }
  }

  /// Sends a byte now and then, until the server will have no more of it.
  private static void trickle(Socket socket, String head) throws Exception {
    Served.send(socket, head);
    for (int i = 0; i < 8; i += 1) {
      Thread.sleep(100);
      Served.send(socket, "x");
    }
  }

  private String get(String target) throws IOException {
    try (Socket socket = served.plainSocket()) {
      return Served.exchange(
          socket, "GET " + target + " HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n");
    }
  }

  private String withHeaders(int bytes) throws IOException {
    String fixed = HOST + "Connection: close\r\n";
    String filler = "F: " + "f".repeat(bytes - fixed.length() - 5) + "\r\n";
    try (Socket socket = served.plainSocket()) {
      return Served.exchange(socket, "GET /memory HTTP/1.1\r\n" + fixed + filler + "\r\n");
    }
  }

  private String put(long announced, int sent) throws IOException {
    return put("/x", announced, sent);
  }

  private String put(String target, long announced, int sent) throws IOException {
    try (Socket socket = served.plainSocket()) {
      return Served.exchange(
          socket,
          "PUT "
              + target
              + " HTTP/1.1\r\n"
              + HOST
              + "Connection: close\r\nContent-Length: "
              + announced
              + "\r\n\r\n"
              + "b".repeat(sent));
    }
  }

  private String chunked(int bytes) throws IOException {
    return chunked("/x", bytes);
  }

  private String chunked(String target, int bytes) throws IOException {
    StringBuilder body = new StringBuilder();
    for (int left = bytes; left > 0; left -= 100) {
      int size = Math.min(left, 100);
      body.append(Integer.toHexString(size)).append("\r\n").append("c".repeat(size)).append("\r\n");
    }
    try (Socket socket = served.plainSocket()) {
      return Served.exchange(
          socket,
          "PUT "
              + target
              + " HTTP/1.1\r\n"
              + HOST
              + "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
              + body
              + "0\r\n\r\n");
    }
  }

  private static boolean isClosed(Socket socket) {
    try {
      return socket.getInputStream().read() < 0;
    } catch (IOException reset) {
      return true;
    }
  }

  private static void await(LongSupplier count, long expected) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (count.getAsLong() != expected && System.nanoTime() < deadline) {
      Thread.sleep(5);
    }
    assertThat(count.getAsLong()).isEqualTo(expected);
  }
}
