package dev.strongroom.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.kernel.AuditEntry;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FailingDiskTest {
  private static final int MOST = 5_000;
  @TempDir Path folder;
  private final FaultyDisk disk = new FaultyDisk();
  private final MemoryPending pending = new MemoryPending();
  private final List<String> recorded = new ArrayList<>();

  @Test
  void aFullDiskRefusesOnceTheSegmentsAreFullAndNoLonger() throws Exception {
    try (MerkleAuditLog log = Logs.open(folder, pending, disk)) {
      disk.full = true;
      assertThat(fill(log)).contains("its volume is full");
      assertThat(Segment.files(folder)).hasSizeLessThanOrEqualTo(2);
      assertThatThrownBy(() -> log.record(Logs.TX, Entries.read("write")))
          .isInstanceOf(Refused.class);
      assertThat(pending.rows).isEmpty();
      disk.full = false;
      Thread.sleep(Limits.PREPARATION_RETRY.plusMillis(100));
      record(log, "room again");
    }
    assertThat(Logs.requestIds(folder)).isEqualTo(recorded);
    assertThat(Logs.verify(folder)).isInstanceOf(AuditVerification.Verdict.Proved.class);
  }

  @Test
  void aWriteThatCommittedWhileTheLogWasFullIsRecordedLater() throws Exception {
    try (MerkleAuditLog log = Logs.open(folder, pending, disk)) {
      List<Runnable> commits = new ArrayList<>();
      pending.held = Optional.of(commits);
      log.record(Logs.TX, Entries.read("committed late"));
      disk.full = true;
      fill(log);
      commits.forEach(Runnable::run);
      log.flush();
      assertThat(pending.rows).hasSize(1);
      disk.full = false;
      Thread.sleep(Limits.PREPARATION_RETRY.plusMillis(100));
      log.flush();
      log.flush();
      assertThat(pending.rows).isEmpty();
    }
    assertThat(Logs.requestIds(folder)).containsOnlyOnce("committed late");
  }

  @Test
  void aFullDiskAtTheFirstStartIsSaid() {
    disk.full = true;
    assertThatThrownBy(() -> Logs.open(folder, pending, disk))
        .isInstanceOf(UnusableAuditLog.class)
        .hasMessageContaining("No space left");
    disk.full = false;
    Logs.open(folder, pending, disk).close();
  }

  @Test
  void aFailedForceStopsTheLogUntilTheNextStart() {
    try (MerkleAuditLog log = Logs.open(folder, pending, disk)) {
      record(log, "before");
      log.flush();
      record(log, "not forced");
      disk.failForces = true;
      log.flush();
      disk.failForces = false;
      log.flush();
      assertThat(refusal(log)).contains("could not be forced to its disk", "restart the server");
      assertThatThrownBy(() -> log.record(Logs.TX, Entries.read("write")))
          .isInstanceOf(Refused.class);
      assertThat(pending.rows).isEmpty();
      assertThat(proved().covered()).isEqualTo(1);
    }
    try (MerkleAuditLog log = Logs.open(folder, pending, disk)) {
      record(log, "after");
    }
    assertThat(proved().covered()).isEqualTo(3);
  }

  @Test
  void rowsStayWhileTheirRecordsAreNotOnTheDisk() {
    try (MerkleAuditLog log = Logs.open(folder, pending, disk)) {
      log.record(Logs.TX, Entries.read("write"));
      disk.failForces = true;
      log.flush();
      assertThat(pending.rows).hasSize(1);
    }
    disk.failForces = false;
    Logs.open(folder, pending, disk).close();
    assertThat(Logs.requestIds(folder)).containsExactly("write");
    assertThat(pending.rows).isEmpty();
  }

  @Test
  void noCheckpointIsSignedOverHashesThatWereNotForced() {
    try (MerkleAuditLog log = Logs.open(folder, pending, disk)) {
      record(log, "a");
      disk.failFileForces = true;
      log.flush();
      assertThat(folder.resolve("checkpoint")).doesNotExist();
      assertThatThrownBy(() -> record(log, "b")).isInstanceOf(Refused.class);
      disk.failFileForces = false;
    }
    try (MerkleAuditLog log = Logs.open(folder, pending, disk)) {
      record(log, "c");
    }
    assertThat(Logs.requestIds(folder)).containsExactly("a", "c");
  }

  /// Records until that is refused; gives the reason.
  private String fill(MerkleAuditLog log) {
    for (int i = 0; i < MOST; i += 1) {
      try {
        record(log, "r" + i);
      } catch (Refused refused) {
        return reason(refused);
      }
    }
    throw new AssertionError("a full disk refuses at some time");
  }

  private void record(MerkleAuditLog log, String id) {
    AuditEntry entry = Entries.read(id);
    log.record(entry);
    recorded.add(id);
  }

  private static String refusal(MerkleAuditLog log) {
    try {
      log.record(Entries.read("refused"));
    } catch (Refused refused) {
      return reason(refused);
    }
    throw new AssertionError("a stopped log refuses");
  }

  private static String reason(Refused refused) {
    return ((Problem.Unavailable) refused.problem()).reason();
  }

  private AuditVerification.Verdict.Proved proved() {
    return (AuditVerification.Verdict.Proved) Logs.verify(folder);
  }
}
