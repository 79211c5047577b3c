package dev.strongroom.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.store.Database;
import dev.strongroom.store.Postgres;
import dev.strongroom.store.PostgresFixture;
import dev.strongroom.store.TestStore;
import dev.strongroom.trust.FileSeal;
import dev.strongroom.trust.Providers;
import dev.strongroom.trust.SealRefused;
import dev.strongroom.trust.SecretBytes;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.SplittableRandom;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two nodes of one PostgreSQL that start for the first time at the same moment.
class TwoNodesTest {
  private static final int ROUNDS = 10;
  private static final SecretBytes VALUE = SecretBytes.utf8("a private key");

  @TempDir Path folder;

  @Test
  void bothEndUpWithTheSameServerKeys() throws InterruptedException, ExecutionException {
    new FileSeal(folder.resolve("root.key"), Providers.jdkOnly()).create(new SecureRandom());
    for (int round = 0; round < ROUNDS; round += 1) {
      String url = PostgresFixture.server().freshDatabase();
      try (TestStore one = store(url, 1);
          TestStore other = store(url, 2);
          var threads = Executors.newFixedThreadPool(2)) {
        Node first = new Node(one, folder.resolve("root.key"));
        Node second = new Node(other, folder.resolve("root.key"));
        CyclicBarrier together = new CyclicBarrier(2);
        Future<Integer> started = threads.submit(() -> start(first, together));
        threads.submit(() -> start(second, together)).get();
        started.get();
        byte[] sealed = first.sealing.sealForServer(ServerPurposes.TOKEN_SIGNING, VALUE);
        assertThat(second.sealing.openForServer(ServerPurposes.TOKEN_SIGNING, sealed))
            .isEqualTo(VALUE);
      }
    }
  }

  @Test
  void ofTwoRootKeysOneIsRefused() {
    String url = PostgresFixture.server().freshDatabase();
    try (TestStore one = store(url, 1);
        TestStore other = store(url, 2)) {
      Node first = new Node(one, folder.resolve("first.key"));
      Node second = new Node(other, folder.resolve("second.key"));
      first.perform(new EnsureServerKeys(first.sealing));
      assertThatThrownBy(() -> second.perform(new EnsureServerKeys(second.sealing)))
          .isInstanceOf(SealRefused.class);
    }
  }

  private static int start(Node node, CyclicBarrier together) throws Exception {
    together.await();
    return node.perform(new EnsureServerKeys(node.sealing));
  }

  private static TestStore store(String url, int seed) {
    return new TestStore(
        Database.open(
            new Postgres(PostgresFixture.address(url, true), new SplittableRandom(seed))));
  }
}
