package dev.strongroom.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.audit.AuditVerification.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Old segments may be kept elsewhere, as docs/operations.md says: the server goes on without them,
/// and together with them the log is proved.
class ArchiveTest {
  private static final int RECORDS = 2_000;
  @TempDir private Path home;
  private Path folder;
  private Path first;
  private String older;

  @BeforeEach
  void aLogWhoseFirstSegmentWasTakenAway() throws Exception {
    folder = home.resolve("audit");
    record(RECORDS);
    older = Files.readString(folder.resolve("checkpoint"));
    first = home.resolve("000001.seg");
    Files.move(Segment.file(folder, 1), first);
  }

  @Test
  void theLogGoesOnAndIsProvedTogetherWithItsArchive() throws Exception {
    record(10);
    Verdict apart = Logs.verify(folder);
    assertThat(apart).isInstanceOf(Verdict.Broken.class);
    assertThat(((Verdict.Broken) apart).what()).contains("older segments are missing");

    Path joined = Logs.copy(folder, home.resolve("joined"));
    Files.copy(first, Segment.file(joined, 1));
    Verdict together = Logs.verify(joined, Optional.of(older));
    assertThat(together).isInstanceOf(Verdict.Proved.class);
    assertThat(((Verdict.Proved) together).records()).isEqualTo(RECORDS + 10);
  }

  @Test
  void lostHashesNeedTheArchiveBack() throws Exception {
    Files.delete(folder.resolve(HashFile.NAME));
    assertThatThrownBy(() -> Logs.open(folder))
        .isInstanceOf(UnusableAuditLog.class)
        .hasMessageContaining("Put the archived segments back");
    Files.move(first, Segment.file(folder, 1));
    record(10);
    assertThat(Logs.verify(folder, Optional.of(older))).isInstanceOf(Verdict.Proved.class);
  }

  private void record(int many) {
    try (MerkleAuditLog log = Logs.open(folder)) {
      for (int i = 0; i < many; i += 1) {
        log.record(Entries.read("r" + i));
      }
    }
  }
}
