package dev.strongroom.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.trust.Checkpoint;
import dev.strongroom.trust.NoteSigner;
import dev.strongroom.trust.NoteVerifier;
import dev.strongroom.trust.SecretBytes;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class MerkleAuditLogTest {
  @TempDir Path folder;

  @Test
  void recordsStandInTheOrderInWhichTheyCame() {
    try (MerkleAuditLog log = Logs.open(folder)) {
      log.record(Entries.read("a"));
      log.record(Logs.TX, Entries.read("b"));
      log.record(Entries.read("c"));
      assertThat(Logs.requestIds(folder)).containsExactly("a", "b", "c");
    }
    assertThat(Logs.requestIds(folder)).containsExactly("a", "b", "c");
  }

  @Test
  void goesOnAfterARestartAcrossSegments() throws Exception {
    List<String> expected = new ArrayList<>();
    for (int start = 0; start < 4; start += 1) {
      try (MerkleAuditLog log = Logs.open(folder)) {
        for (int i = 0; i < 300; i += 1) {
          expected.add(start + "-" + i);
          log.record(Entries.read(start + "-" + i));
        }
      }
      assertThat(proved(Logs.verify(folder)).covered()).isEqualTo(expected.size());
    }
    assertThat(Logs.requestIds(folder)).isEqualTo(expected);
    assertThat(Segment.files(folder)).hasSizeGreaterThan(2);
  }

  @Test
  void aCheckpointCoversTheRecordsAndAnyoneCanCheckIt() throws Exception {
    try (MerkleAuditLog log = Logs.open(folder)) {
      log.record(Entries.read("a"));
      log.record(Entries.read("b"));
      log.flush();
      String key = Files.readString(folder.resolve("public-key"));
      String note = Files.readString(folder.resolve("checkpoint"));
      Checkpoint checkpoint =
          Checkpoint.open(note, NoteVerifier.parse(key).orElseThrow()).orElseThrow();
      assertThat(checkpoint.size()).isEqualTo(2);
      assertThat(Files.readString(folder.resolve("checkpoints/2026-01-05.txt")))
          .isEqualTo(note + "\n");
    }
  }

  @Test
  void nothingNewMakesNoNewCheckpoint() throws Exception {
    try (MerkleAuditLog log = Logs.open(folder)) {
      log.record(Entries.read("a"));
      log.flush();
      log.flush();
    }
    Logs.open(folder).close();
    assertThat(CheckpointFolder.read(folder.resolve("checkpoints/2026-01-05.txt")).notes())
        .hasSize(1);
  }

  @Test
  void anEmptyLogOpensAndCloses() {
    Logs.open(folder).close();
    Logs.open(folder).close();
    assertThat(Logs.requestIds(folder)).isEmpty();
    assertThat(AuditTail.last(folder, 5)).isEmpty();
  }

  @Test
  void theFollowerForcesAndSignsByItself() throws Exception {
    try (MerkleAuditLog log =
        Logs.open(folder, new MemoryPending(), Disk.real(), false, Duration.ofMillis(10))) {
      log.record(Entries.read("a"));
      while (!Files.exists(folder.resolve("checkpoint"))) {
        Thread.sleep(5);
      }
      assertThat(proved(Logs.verify(folder)).covered()).isEqualTo(1);
    }
  }

  @Test
  void flushedReadsAreOnTheDiskWhenTheyAreAnswered() throws Exception {
    FaultyDisk disk = new FaultyDisk();
    try (MerkleAuditLog log =
        Logs.open(folder, new MemoryPending(), disk, true, Duration.ofHours(1))) {
      int before = disk.mappedForces.get();
      log.record(Entries.read("a"));
      assertThat(disk.mappedForces.get()).isGreaterThan(before);
      disk.failForces = true;
      assertThatThrownBy(() -> log.record(Entries.read("b"))).hasMessage("Unavailable");
    }
  }

  @Test
  void flushedReadsShareForces() throws Exception {
    FaultyDisk disk = new FaultyDisk();
    disk.forceTakes = Duration.ofMillis(20);
    int readers = 64;
    try (MerkleAuditLog log =
            Logs.open(folder, new MemoryPending(), disk, true, Duration.ofHours(1));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      int before = disk.mappedForces.get();
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < readers; i += 1) {
        String id = "r" + i;
        all.add(threads.submit(() -> log.record(Entries.read(id))));
      }
      for (Future<?> one : all) {
        one.get();
      }
      assertThat(disk.mappedForces.get() - before).isLessThan(readers / 4);
    }
  }

  @Test
  void manyThreadsLoseNothingAndEachKeepsItsOrder() throws Exception {
    int threads = 8;
    int each = 1_000;
    MemoryPending pending = new MemoryPending();
    try (MerkleAuditLog log = Logs.open(folder, pending, Disk.real(), false, Duration.ofMillis(5));
        var pool = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> all = new ArrayList<>();
      for (int t = 0; t < threads; t += 1) {
        int thread = t;
        all.add(pool.submit(() -> recordMany(log, thread, each)));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
    int[] next = new int[threads];
    for (String id : Logs.requestIds(folder)) {
      int thread = Integer.parseInt(id.substring(0, id.indexOf('-')));
      assertThat(id).isEqualTo(thread + "-" + next[thread]);
      next[thread] += 1;
    }
    assertThat(next).containsOnly(each);
    assertThat(pending.rows).isEmpty();
    assertThat(proved(Logs.verify(folder)).covered()).isEqualTo(threads * each);
  }

  private static void recordMany(MerkleAuditLog log, int thread, int many) {
    for (int i = 0; i < many; i += 1) {
      if (i % 5 == 0) {
        log.record(Logs.TX, Entries.read(thread + "-" + i));
      } else {
        log.record(Entries.read(thread + "-" + i));
      }
    }
  }

  @Test
  void rowsGoOnceTheirRecordsAreOnTheDisk() {
    MemoryPending pending = new MemoryPending();
    try (MerkleAuditLog log = Logs.open(folder, pending, Disk.real())) {
      log.record(Logs.TX, Entries.read("a"));
      assertThat(pending.rows).hasSize(1);
      log.flush();
      assertThat(pending.rows).isEmpty();
    }
  }

  @Test
  void aWriteThatIsRolledBackLeavesNoRecord() {
    MemoryPending pending = new MemoryPending();
    try (MerkleAuditLog log = Logs.open(folder, pending, Disk.real())) {
      pending.rollBack = true;
      log.record(Logs.TX, Entries.read("undone"));
      pending.rollBack = false;
      log.record(Logs.TX, Entries.read("done"));
    }
    assertThat(Logs.requestIds(folder)).containsExactly("done");
  }

  @Test
  void oneFolderHasOneServer() {
    try (MerkleAuditLog log = Logs.open(folder)) {
      assertThatThrownBy(() -> Logs.open(folder))
          .isInstanceOf(UnusableAuditLog.class)
          .hasMessageContaining("Another server uses");
      log.record(Entries.read("still works"));
    }
  }

  @Test
  void aLogWithFewerRecordsThanItsCheckpointDoesNotStart() throws Exception {
    record(3);
    try (Segment segment = Segment.forWriting(Segment.file(folder, 1))) {
      segment.blankOutFrom(offsetOf(2));
    }
    assertThatThrownBy(() -> Logs.open(folder))
        .isInstanceOf(UnusableAuditLog.class)
        .hasMessageContaining("ends after 2 records, but its last checkpoint covers 3");
  }

  @Test
  void aLogWithoutItsSegmentsDoesNotStart() throws Exception {
    record(3);
    Files.delete(Segment.file(folder, 1));
    assertThatThrownBy(() -> Logs.open(folder)).isInstanceOf(UnusableAuditLog.class);
  }

  @Test
  void aLogOfOtherRecordsDoesNotStart() throws Exception {
    record(3);
    Files.delete(folder.resolve("hashes"));
    rewrite(1, Entries.read("forged"));
    assertThatThrownBy(() -> Logs.open(folder))
        .isInstanceOf(UnusableAuditLog.class)
        .hasMessageContaining("somebody changed one of them");
  }

  @Test
  void aCheckpointOfAnotherKeyDoesNotStart() {
    record(3);
    NoteSigner other =
        new NoteSigner(
            "strongroom.example/audit", SecretBytes.utf8("another seed, 32 bytes long, yes"));
    assertThatThrownBy(() ->
            new MerkleAuditLog(
                Logs.settings(folder), Logs.seams(new MemoryPending(), Disk.real(), other)))
        .isInstanceOf(UnusableAuditLog.class)
        .hasMessageContaining("not signed by this server's key");
  }

  @Test
  void lostOrDamagedHashesAreMadeAgain() throws Exception {
    record(5);
    byte[] hashes = Files.readAllBytes(folder.resolve("hashes"));
    Files.delete(folder.resolve("hashes"));
    Logs.open(folder).close();
    assertThat(Files.readAllBytes(folder.resolve("hashes"))).isEqualTo(hashes);
    Files.write(folder.resolve("hashes"), new byte[64]);
    Logs.open(folder).close();
    assertThat(Files.readAllBytes(folder.resolve("hashes"))).isEqualTo(hashes);
    byte[] wrong = hashes.clone();
    wrong[wrong.length - 1] ^= 1;
    Files.write(folder.resolve("hashes"), wrong);
    Logs.open(folder).close();
    assertThat(Files.readAllBytes(folder.resolve("hashes"))).isEqualTo(hashes);
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void theTailShowsTheLastRecordsAndFollows() throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    List<String> seen = new ArrayList<>();
    try (MerkleAuditLog log = Logs.open(folder)) {
      for (int i = 0; i < 900; i += 1) {
        log.record(Entries.read("r" + i));
      }
      assertThat(AuditTail.last(folder, 3).stream().map(Logs::requestId))
          .containsExactly("r897", "r898", "r899");
      assertThat(AuditTail.last(folder, Integer.MAX_VALUE)).hasSize(900);
      assertThat(AuditTail.end(folder)).isEqualTo(900);
      Thread follower =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  AuditTail.follow(
                      folder,
                      899,
                      entry -> {
                        seen.add(Logs.requestId(entry));
                        both.countDown();
                      });
                } catch (InterruptedException | UncheckedIOException done) { // where it was
                  Thread.currentThread().interrupt();
                }
              });
      log.record(Entries.read("new"));
      both.await();
      follower.interrupt();
      follower.join();
    }
    assertThat(seen).containsExactly("r899", "new");
  }

  @Test
  void tellsHowFastItIs() {
    int many = 50_000;
    var codec = new AuditEventCodec(_ -> 0, _ -> "");
    for (int i = 0; i < many; i += 1) {
      codec.encode(Entries.read("warm"));
    }
    long start = System.nanoTime();
    for (int i = 0; i < many; i += 1) {
      codec.encode(Entries.read("encode"));
    }
    long encoded = System.nanoTime();
    try (MerkleAuditLog log =
        new MerkleAuditLog(
            Logs.settings(folder), Logs.seams(new MemoryPending(), Disk.real(), Logs.SIGNER))) {
      long opened = System.nanoTime();
      for (int i = 0; i < many; i += 1) {
        log.record(Entries.read("r" + i));
      }
      long recorded = System.nanoTime();
      log.flush();
      System.out.printf(
          "audit: encode %d ns, record %d ns, until signed %d ns, each of %d%n",
          (encoded - start) / many,
          (recorded - opened) / many,
          (System.nanoTime() - opened) / many,
          many);
    }
    assertThat(AuditTail.end(folder)).isEqualTo(many);
  }

  private void record(int many) {
    try (MerkleAuditLog log = Logs.open(folder)) {
      for (int i = 0; i < many; i += 1) {
        log.record(Entries.read("r" + i));
      }
    }
  }

  private long offsetOf(long index) {
    try (AuditReader reader = AuditReader.from(folder, index).orElseThrow()) {
      return reader.offset();
    }
  }

  private void rewrite(long index, dev.strongroom.kernel.AuditEntry entry) throws Exception {
    Tampering.rewrite(folder, index, entry);
  }

  private static AuditVerification.Verdict.Proved proved(AuditVerification.Verdict verdict) {
    assertThat(verdict).isInstanceOf(AuditVerification.Verdict.Proved.class);
    return (AuditVerification.Verdict.Proved) verdict;
  }
}
