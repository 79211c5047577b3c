package dev.strongroom.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.http.Response;
import dev.strongroom.managedhsm.HsmJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which backups and restores of a managed HSM are believed to go on.
class HsmJobTest {
  private static final String CONTAINER = "{\"storageResourceUri\":\"https://st.blob.test/c\"}";

  /// Enough that a backup takes longer than a server may be silent.
  private static final int KEYS = 20;

  @TempDir Path folder;
  private ManagedHsmDesk desk;

  @BeforeEach
  void open() throws Exception {
    desk = new ManagedHsmDesk(folder);
    desk.create("first");
    desk.download("first", DomainHolders.three(), 2);
    desk.become("first");
  }

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void aJobWhoseServerDiedFailsWithinMinutes() {
    desk.world().jobsOn(dead -> assertThat(dead).isNotNull());
    String job = desk.started("first", "POST", "/backup", CONTAINER);
    desk.world().pass(Duration.ofSeconds(179));
    assertThat(desk.ended("first", "/backup/", job)).contains("\"InProgress\"");
    Response second = desk.send("POST", "first", "/backup", CONTAINER);
    assertThat(second.status()).as(ManagedHsmDesk.text(second)).isEqualTo(409);
    desk.world().pass(Duration.ofSeconds(1));
    assertThat(desk.ended("first", "/backup/", job))
        .contains("\"Failed\"", "The server stopped before the job had ended.");
    assertThat(desk.send("POST", "first", "/backup", CONTAINER).status()).isEqualTo(202);
  }

  /// And the server says so again and again.
  @Test
  void aJobMayTakeAsLongAsItGoesOn() {
    for (int i = 0; i < KEYS; i += 1) {
      desk.done("first", "POST", "/keys/k" + i + "/create", "{\"kty\":\"oct\",\"key_size\":256}");
    }
    desk.world()
        .jobsOn(work -> {
          desk.world().ticking(Duration.ofSeconds(11));
          work.run();
          desk.world().ticking(Duration.ZERO);
        });
    String ended =
        desk.ended("first", "/backup/", desk.started("first", "POST", "/backup", CONTAINER));
    assertThat(ended).contains("\"Succeeded\"");
    long start = Long.parseLong(ended.replaceAll(".*\"startTime\":(\\d+).*", "$1"));
    long end = Long.parseLong(ended.replaceAll(".*\"endTime\":(\\d+).*", "$1"));
    assertThat(end - start).as("longer than it may be silent").isGreaterThan(300);
  }

  /// A server that was held up must not go on beside the job that has begun since.
  @Test
  void whatWasGivenUpDoesNotGoOn() throws Exception {
    desk.done("first", "POST", "/keys/blue/create", "{\"kty\":\"oct\",\"key_size\":256}");
    List<Runnable> held = new ArrayList<>();
    desk.world()
        .jobsOn(work -> {
          desk.world().ticking(Duration.ofMinutes(1));
          held.add(work);
        });
    String job = desk.started("first", "POST", "/backup", CONTAINER);
    held.getFirst().run();
    desk.world().ticking(Duration.ZERO);
    assertThat(desk.ended("first", "/backup/", job)).contains("\"Failed\"");
    assertNoManifest();
  }

  /// Or its word would hold for as long as the clock was fast.
  @Test
  void aClockThatIsSetBackDoesNotSilenceIt() {
    for (int i = 0; i < KEYS; i += 1) {
      desk.done("first", "POST", "/keys/k" + i + "/create", "{\"kty\":\"oct\",\"key_size\":256}");
    }
    desk.world()
        .jobsOn(work -> {
          desk.world().ticking(Duration.ofSeconds(-11));
          work.run();
          desk.world().ticking(Duration.ZERO);
        });
    String id = desk.started("first", "POST", "/backup", CONTAINER);
    HsmJob job = desk.job("first", id, true);
    assertThat(job.span().alive())
        .as("said again")
        .isBefore(job.span().started().plusSeconds(60))
        .isAfter(job.span().ended().orElseThrow());
  }

  /// Whoever stops the server finds out at once what was cut.
  @Test
  void theEndOfTheServerCutsWhatRuns() throws Exception {
    desk.done("first", "POST", "/keys/blue/create", "{\"kty\":\"oct\",\"key_size\":256}");
    List<Runnable> held = new ArrayList<>();
    desk.world().jobsOn(held::add);
    String job = desk.started("first", "POST", "/backup", CONTAINER);
    Thread end = Thread.ofPlatform().start(desk.world()::endJobs);
    while (end.getState() != Thread.State.TIMED_WAITING && end.isAlive()) {
      Thread.onSpinWait();
    }
    held.getFirst().run();
    end.join();
    assertThat(desk.ended("first", "/backup/", job))
        .contains("\"Failed\"", "The server stopped before the job had ended.");
    assertNoManifest();
  }

  private void assertNoManifest() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("hsm-backups"))) {
      assertThat(files).noneMatch(file -> file.endsWith("manifest"));
    }
  }
}
