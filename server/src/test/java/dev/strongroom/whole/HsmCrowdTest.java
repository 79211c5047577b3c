package dev.strongroom.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.http.Response;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A crowd before a token that is slow, or hangs: everybody gets an answer, nobody else waits, and
/// no more threads are stuck than the token has sessions.
class HsmCrowdTest {
  private static final int CROWD = 300;
  private static final long SLOW = TimeUnit.MILLISECONDS.toNanos(3);
  private static final String EC = "{\"kty\":\"EC-HSM\",\"crv\":\"P-256\"}";
  private static final String SIGN = "{\"alg\":\"ES256\",\"value\":\"" + "A".repeat(43) + "\"}";

  @TempDir private Path folder;
  private HsmServer server;

  @BeforeEach
  void begin() {
    server = new HsmServer(folder, Duration.ofSeconds(2));
    server.makeVault("prem");
    server.done("prem", "POST", "keys/k/create", EC);
    server.done("prem", "PUT", "secrets/s", "{\"value\":\"v\"}");
  }

  @AfterEach
  void end() {
    server.close();
  }

  @Test
  void aTokenThatHangsHoldsUpNobodyElse() throws Exception {
    server.module().hang();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Response>> crowd = crowd(callers);
      assertThat(server.send("prem", "GET", "secrets/s", "").status()).isEqualTo(200);
      assertThat(server.send("prem", "PUT", "secrets/s", "{\"value\":\"w\"}").status())
          .isEqualTo(200);
      for (Future<Response> one : crowd) {
        Response answer = one.get();
        assertThat(answer.status()).as(HsmServer.text(answer)).isEqualTo(503);
        assertThat(HsmServer.header(answer, "Retry-After"))
            .hasValueSatisfying(seconds -> assertThat(seconds).matches("[0-9]+"));
      }
    }
    assertThat(calling()).isLessThanOrEqualTo(HsmServer.SESSIONS);
    server.module().goOn();
    HsmServer.until(() -> server.send("prem", "POST", "keys/k//sign", SIGN).status() == 200);
    assertThat(calling()).isLessThanOrEqualTo(HsmServer.SESSIONS);
  }

  @Test
  void aSlowTokenServesWhomItCan() throws Exception {
    server
        .module()
        .failing(_ -> {
          LockSupport.parkNanos(SLOW);
          return Optional.empty();
        });
    int served = 0;
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Response> one : crowd(callers)) {
        Response answer = one.get();
        assertThat(answer.status()).as(HsmServer.text(answer)).isIn(200, 503);
        served += answer.status() == 200 ? 1 : 0;
      }
    }
    assertThat(served).as("those that had their turn").isPositive();
    assertThat(calling()).isLessThanOrEqualTo(HsmServer.SESSIONS);
    HsmServer.until(() -> server.send("prem", "POST", "keys/k//sign", SIGN).status() == 200);
  }

  private List<Future<Response>> crowd(ExecutorService callers) {
    List<Future<Response>> crowd = new ArrayList<>();
    for (int i = 0; i < CROWD; i += 1) {
      crowd.add(callers.submit(() -> server.send("prem", "POST", "keys/k//sign", SIGN)));
    }
    return crowd;
  }

  /// Threads that call this server's token, or wait to.
  private static long calling() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("hsm-call-"))
        .count();
  }
}
