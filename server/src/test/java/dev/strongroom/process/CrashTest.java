package dev.strongroom.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server that is killed under load has, when it starts again, every write that it acknowledged,
/// each write's audit record, and a log that grew from every checkpoint it ever signed.
/// `-Dcrash.rounds=1000` for a long run.
class CrashTest {
  private static final int ROUNDS = Integer.getInteger("crash.rounds", 5);
  private static final long SEED = Long.getLong("crash.seed", System.nanoTime());
  private static final int WRITERS = 6;
  private static final int LOAD_MILLIS_MAX = 900;

  /// What was acknowledged: secret name and version, and the value; and the request id of its audit
  /// record.
  private record Acknowledged(String name, String version, String value, String requestId) {}

  private final ConcurrentLinkedQueue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
  private final KeyLoad keys = new KeyLoad("EC");
  private int checkedKeys;

  @Test
  void everyAcknowledgedWriteAndItsRecordSurviveSigkill(@TempDir Path folder) throws Exception {
    System.out.println("crash test: " + ROUNDS + " rounds, seed " + SEED);
    Random random = new Random(SEED);
    Path data = folder.resolve("data");
    int port = ChildServer.freePort();
    List<String> checkpoints = new ArrayList<>();
    int checked = 0;
    for (int round = 0; round < ROUNDS; round += 1) {
      try (ChildServer server = ChildServer.start(data, port)) {
        checked = checkAcknowledged(server, checked);
        load(server, round, 100 + random.nextInt(LOAD_MILLIS_MAX));
      }
      checkLog(data, checkpoints);
    }
    try (ChildServer server = ChildServer.start(data, port)) {
      checkAcknowledged(server, 0);
    }
    checkRecords(data);
    assertThat(acknowledged).as("the load wrote something").hasSizeGreaterThan(ROUNDS);
    assertThat(checkedKeys).as("and made keys").isPositive().isEqualTo(keys.size());
    System.out.println(
        "crash test: "
            + acknowledged.size()
            + " acknowledged writes and "
            + keys.size()
            + " versions of keys over "
            + ROUNDS
            + " kills, all there");
  }

  /// Writers set secrets until the server dies under them.
  private void load(ChildServer server, int round, int millis) throws Exception {
    Map<String, String> headers = server.asApplication();
    List<Thread> writers = new ArrayList<>();
    for (int i = 0; i < WRITERS; i += 1) {
      int writer = i;
      writers.add(Thread.ofPlatform().start(() -> write(server, headers, round, writer)));
    }
    writers.add(Thread.ofPlatform().start(() -> writeKeys(server, headers)));
    Thread.sleep(millis);
    server.kill();
    for (Thread writer : writers) {
      writer.join();
    }
  }

  private void write(ChildServer server, Map<String, String> headers, int round, int writer) {
    try (TlsClient vault = server.vault()) {
      for (int n = 0; ; n += 1) {
        String name = "w" + writer + "-" + n % 20;
        String value = "r" + round + "w" + writer + "n" + n;
        TlsClient.Answer answer =
            vault.send(
                "PUT",
                "/secrets/" + name + ChildServer.API,
                headers,
                "{\"value\":\"" + value + "\"}");
        if (answer.status() == 200) {
          String version = answer.text().replaceFirst("(?s).*/([0-9a-f]{32})\".*", "$1");
          acknowledged.add(
              new Acknowledged(name, version, value, answer.headers().get("x-ms-request-id")));
        } else {
          throw new AssertionError("a write was refused: " + answer.status() + " " + answer.text());
        }
      }
    } catch (IOException killed) {
      // as it should be: the server died under us
    } catch (java.security.GeneralSecurityException broken) {
      throw new AssertionError(broken);
    }
  }

  private void writeKeys(ChildServer server, Map<String, String> headers) {
    try (TlsClient vault = server.vault()) {
      keys.write(vault, headers, 0);
    } catch (IOException killed) {
      // as it should be: the server died under us
    } catch (java.security.GeneralSecurityException broken) {
      throw new AssertionError(broken);
    }
  }

  /// Reads what was acknowledged since the last look, each by its version.
  private int checkAcknowledged(ChildServer server, int from) throws Exception {
    List<Acknowledged> all = List.copyOf(acknowledged);
    Map<String, String> headers = server.asApplication();
    try (TlsClient vault = server.vault()) {
      checkedKeys = keys.check(vault, headers, checkedKeys);
      for (Acknowledged each : all.subList(from, all.size())) {
        TlsClient.Answer answer =
            vault.send(
                "GET",
                "/secrets/" + each.name() + "/" + each.version() + ChildServer.API,
                headers,
                "");
        assertThat(answer.status())
            .as("seed %d: %s is lost: %s", SEED, each, answer.text())
            .isEqualTo(200);
        assertThat(answer.text()).contains("\"value\":\"" + each.value() + "\"");
      }
    }
    return all.size();
  }

  /// The log on disk verifies, also against the first checkpoint and the one before the last kill.
  /// Verifying reads the whole log, so that against all of them it would take ever longer.
  private static void checkLog(Path data, List<String> checkpoints) throws Exception {
    if (!checkpoints.isEmpty()) {
      AuditProof.verify(data, Optional.of(checkpoints.getFirst()));
    }
    AuditProof.verify(
        data, checkpoints.isEmpty() ? Optional.empty() : Optional.of(checkpoints.getLast()));
    Path checkpoint = data.resolve("audit").resolve("checkpoint");
    if (Files.exists(checkpoint)) {
      checkpoints.add(Files.readString(checkpoint));
    }
  }

  /// Each acknowledged write has exactly one record.
  private void checkRecords(Path data) throws Exception {
    Set<String> wanted = ConcurrentHashMap.newKeySet();
    acknowledged.forEach(each -> wanted.add(each.requestId()));
    List<String> twice = new ArrayList<>();
    Set<String> seen = ConcurrentHashMap.newKeySet();
    for (String record : AuditProof.records(data)) {
      String id = record.replaceFirst("(?s).*\"requestId\":\"([^\"]+)\".*", "$1");
      if (wanted.contains(id) && !seen.add(id)) {
        twice.add(id);
      }
    }
    assertThat(twice).as("seed %d: recorded twice", SEED).isEmpty();
    wanted.removeAll(seen);
    assertThat(wanted).as("seed %d: without a record", SEED).isEmpty();
  }
}
