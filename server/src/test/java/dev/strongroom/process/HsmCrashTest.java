package dev.strongroom.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.process.Operator.Administrator;
import dev.strongroom.trust.HsmAddress;
import dev.strongroom.trust.HsmLimits;
import dev.strongroom.trust.Pkcs11Seal;
import dev.strongroom.trust.Providers;
import dev.strongroom.trust.RootKey;
import dev.strongroom.trust.SecretBytes;
import dev.strongroom.trust.SoftHsm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server that is killed while it makes and rotates keys in its HSM: when it has started again,
/// every key that it acknowledged is there and works, and the token holds the keys of the database
/// and nothing else. `-Dcrash.hsm-rounds=100` for a long run.
class HsmCrashTest {
  private static final int ROUNDS = Integer.getInteger("crash.hsm-rounds", 2);
  private static final long SEED = Long.getLong("crash.seed", System.nanoTime());
  private static final int WRITERS = 3;

  /// Versions that are made before the kill, so that some are rotated ones.
  private static final int MADE = 12;

  private static final int LOAD_MILLIS_MAX = 500;

  @TempDir Path folder;
  private final KeyLoad load = new KeyLoad("EC-HSM");
  private Operator operator;
  private SoftHsm hsm;

  @Test
  void everyAcknowledgedKeyIsThereAndTheTokenHasNoOther() throws Exception {
    System.out.println("crash test of keys in an HSM: " + ROUNDS + " rounds, seed " + SEED);
    Random random = new Random(SEED);
    operator = new Operator(folder);
    hsm = SoftHsm.fresh(folder);
    Files.writeString(operator.file("pin"), SoftHsm.PIN + "\n");
    operator.environment(hsm.environment());
    operator.configure(
        "{type: pkcs11, module: %s, token-label: %s, pin-file: %s}"
            .formatted(hsm.library(), SoftHsm.LABEL, operator.file("pin")),
        "");
    Administrator administrator = operator.initProcess();
    int checked = 0;
    for (int round = 0; round <= ROUNDS; round += 1) {
      try (ChildProcess server = operator.server()) {
        if (round == 0) {
          operator.makeVault(administrator, "premium");
        }
        Map<String, String> headers =
            Operator.bearer(operator.token(administrator, "corp.test", "vault.corp.test"));
        checked = check(headers, checked);
        if (round < ROUNDS) {
          killUnderLoad(server, headers, random.nextInt(LOAD_MILLIS_MAX));
        }
      }
    }
    assertThat(checked)
        .as("seed %d: the load made something", SEED)
        .isGreaterThanOrEqualTo(ROUNDS * MADE);
    System.out.println(
        "crash test of keys in an HSM: " + checked + " acknowledged versions, all there");
  }

  private int check(Map<String, String> headers, int from) throws Exception {
    try (TlsClient vault = operator.client("first.vault.corp.test")) {
      int checked = load.check(vault, headers, from);
      assertThat(labels())
          .as("seed %d: objects of keys in the token", SEED)
          .hasSize(KeyLoad.versions(vault, headers));
      return checked;
    }
  }

  private void killUnderLoad(ChildProcess server, Map<String, String> headers, int millis)
      throws InterruptedException {
    List<Thread> writers = new ArrayList<>();
    List<Throwable> wrong = Collections.synchronizedList(new ArrayList<>());
    int before = load.size();
    for (int i = 0; i < WRITERS; i += 1) {
      int writer = i;
      Thread thread = Thread.ofPlatform().unstarted(() -> write(headers, writer));
      thread.setUncaughtExceptionHandler((_, failure) -> wrong.add(failure));
      thread.start();
      writers.add(thread);
    }
    while (load.size() < before + MADE && wrong.isEmpty()) {
      Thread.sleep(5);
    }
    Thread.sleep(millis);
    server.kill();
    for (Thread writer : writers) {
      writer.join();
    }
    assertThat(wrong).as("seed %d", SEED).isEmpty();
  }

  private void write(Map<String, String> headers, int writer) {
    try (TlsClient vault = operator.client("first.vault.corp.test")) {
      load.write(vault, headers, writer);
    } catch (IOException killed) {
      return; // as it should be: the server died under us
    } catch (java.security.GeneralSecurityException broken) {
      throw new AssertionError(broken);
    }
  }

  /// What the token has, as another process sees it.
  private Set<String> labels() {
    SecureRandom random = new SecureRandom();
    Pkcs11Seal seal =
        Pkcs11Seal.load(
            new Pkcs11Seal.Settings(
                hsm.copy(),
                new HsmAddress.Labelled(SoftHsm.LABEL),
                "strongroom-root",
                HsmLimits.DEFAULT,
                true),
            () -> SecretBytes.utf8(SoftHsm.PIN),
            Providers.jdkOnly());
    try (RootKey _ = seal.unseal(random)) {
      return seal.keys(random).labels();
    }
  }
}
