package dev.strongroom.whole;

import static dev.strongroom.whole.HsmServer.member;
import static dev.strongroom.whole.HsmServer.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.cli.AppWorld;
import dev.strongroom.http.Response;
import dev.strongroom.trust.pkcs11.ReturnValue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the timetable does to the token destroys no key that is alive, and one key that the token
/// cannot make holds up no other.
class HsmSweepTest {
  private static final String EC = "{\"kty\":\"EC-HSM\",\"crv\":\"P-256\"}";
  private static final String SIGN = "{\"alg\":\"ES256\",\"value\":\"" + "A".repeat(43) + "\"}";
  private static final String EVERY_30_DAYS =
      "{\"lifetimeActions\":[{\"trigger\":{\"timeAfterCreate\":\"P30D\"},"
          + "\"action\":{\"type\":\"Rotate\"}}]}";

  @TempDir private Path folder;
  private HsmServer server;

  @BeforeEach
  void begin() {
    server = new HsmServer(folder);
    server.makeVault("prem");
  }

  @AfterEach
  void end() {
    server.close();
  }

  /// The rest of the purged key is about to be destroyed when its backup comes back, under the same
  /// label.
  @Test
  void aKeyThatComesBackUnderTheHandsOfTheSweepIsWhole() {
    server.done("prem", "POST", "keys/k/create", EC);
    String backup =
        "{\"value\":\"" + member(server.done("prem", "POST", "keys/k/backup", ""), "value") + "\"}";
    server.done("prem", "DELETE", "keys/k", "");
    server.done("prem", "DELETE", "deletedkeys/k", "");
    AtomicReference<Response> meanwhile = new AtomicReference<>();
    server
        .module()
        .failing(called -> {
          if (called.equals("find") && fromPool() && meanwhile.get() == null) {
            server.module().failing(_ -> Optional.empty());
            meanwhile.set(
                CompletableFuture.supplyAsync(
                        () -> server.send("prem", "POST", "keys/restore", backup))
                    .join());
          }
          return Optional.empty();
        });
    server.aMinute();
    assertThat(meanwhile.get().status()).as("it is being destroyed").isEqualTo(409);
    assertThat(server.labels()).isEmpty();
    server.done("prem", "POST", "keys/restore", backup);
    server.aMinute();
    server.done("prem", "POST", "keys/k//sign", SIGN);
  }

  /// A restore that stopped there would leave the managed HSM without half of its keys.
  @Test
  void aRestoreWaitsForWhatTheSweepIsDestroying() throws Exception {
    AppWorld world = server.world();
    ManagedHsmWorld hsm =
        new ManagedHsmWorld(
            world, "pool", world.ownerToken("management"), world.ownerToken("managedhsm"));
    hsm.mayPurge();
    hsm.send("POST", "/keys/k/create", EC);
    String backup = hsm.backUp();
    hsm.send("DELETE", "/keys/k", "");
    assertThat(hsm.send("DELETE", "/deletedkeys/k", "").status()).isEqualTo(204);
    AtomicReference<Thread> worker = new AtomicReference<>();
    AtomicReference<String> job = new AtomicReference<>();
    world.jobsOn(work -> worker.set(Thread.ofPlatform().start(work)));
    server
        .module()
        .failing(called -> {
          if (called.equals("find") && fromPool()) {
            server.module().failing(_ -> Optional.empty());
            job.set(CompletableFuture.supplyAsync(() -> hsm.restore(backup)).join());
            while (worker.get().isAlive() && !pauses(worker.get())) {
              Thread.onSpinWait();
            }
          }
          return Optional.empty();
        });
    server.aMinute();
    worker.get().join();
    assertThat(text(hsm.send("GET", "/restore/" + member(job.get(), "jobId") + "/pending", "")))
        .contains("\"Succeeded\"");
    assertThat(hsm.send("POST", "/keys/k//sign", SIGN).status()).isEqualTo(200);
  }

  private static boolean pauses(Thread worker) {
    return Stream.of(worker.getStackTrace()).anyMatch(at -> at.getMethodName().equals("pause"));
  }

  private static boolean fromPool() {
    return Thread.currentThread().getName().startsWith("hsm-call-");
  }

  @Test
  void aKeyThatTheTokenCannotMakeHoldsUpNoOther() {
    server.done("prem", "POST", "keys/a/create", EC);
    server.done("prem", "PUT", "keys/a/rotationpolicy", EVERY_30_DAYS);
    server.done("prem", "POST", "keys/b/create", "{\"kty\":\"EC\"}");
    server.done("prem", "PUT", "keys/b/rotationpolicy", EVERY_30_DAYS);
    server
        .module()
        .failing(called ->
            called.equals("unwrapKey") ? Optional.of(ReturnValue.DEVICE_MEMORY) : Optional.empty());
    server.after(Duration.ofDays(31));
    assertThat(versions("b")).isEqualTo(2);
    assertThat(versions("a")).isEqualTo(1);
    server.module().failing(_ -> Optional.empty());
    server.after(Duration.ofHours(2));
    assertThat(versions("a")).as("it has its turn again").isEqualTo(2);
    assertThat(server.labels()).hasSize(2);
  }

  private int versions(String name) {
    String all = server.done("prem", "GET", "keys/" + name + "/versions", "");
    return all.split("\"kid\"", -1).length - 1;
  }
}
