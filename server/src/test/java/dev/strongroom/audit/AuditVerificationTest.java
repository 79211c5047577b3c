package dev.strongroom.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.audit.AuditVerification.Verdict;
import dev.strongroom.trust.NoteSigner;
import dev.strongroom.trust.SecretBytes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A log of ten records with checkpoints after the fourth, the eighth and the last.
class AuditVerificationTest {
  private static final int RECORDS = 10;
  @TempDir Path temp;
  private Path folder;
  private String older;

  @BeforeEach
  void write() throws Exception {
    folder = temp.resolve("log");
    try (MerkleAuditLog log = Logs.open(folder)) {
      for (int i = 0; i < RECORDS; i += 1) {
        log.record(Entries.read("r" + i));
        if (i == 3) {
          log.flush();
          older = Files.readString(folder.resolve("checkpoint"));
        } else if (i == 7) {
          log.flush();
        }
      }
    }
  }

  @Test
  void aLogProvesItself() {
    Verdict.Proved proved = (Verdict.Proved) Logs.verify(folder, Optional.of(older));
    assertThat(proved.records()).isEqualTo(RECORDS);
    assertThat(proved.covered()).isEqualTo(RECORDS);
    assertThat(proved.older()).hasValue(4);
    assertThat(proved.checkpoints()).isEqualTo(5); // three in the history, the last, the older
    assertThat(proved.unfinished()).isEmpty();
  }

  @Test
  void aClockThatWasSetBackKeepsTheHistoryInOrder() {
    for (Duration clock : List.of(Duration.ofDays(400), Duration.ZERO, Duration.ofDays(2))) {
      MerkleAuditLog.Seams seams =
          Logs.seams(
              new MemoryPending(),
              Disk.real(),
              Logs.SIGNER,
              InstantSource.offset(InstantSource.fixed(Logs.NOW), clock));
      try (MerkleAuditLog log = new MerkleAuditLog(Logs.settings(folder), seams)) {
        log.record(Entries.read("at " + clock));
      }
      assertThat(Logs.verify(folder, Optional.of(older))).isInstanceOf(Verdict.Proved.class);
    }
  }

  @Test
  void youngerRecordsAreCounted() throws Exception {
    try (MerkleAuditLog log = Logs.open(folder)) {
      log.record(Entries.read("young"));
      Verdict.Proved proved = (Verdict.Proved) Logs.verify(folder);
      assertThat(proved.records()).isEqualTo(RECORDS + 1);
      assertThat(proved.covered()).isEqualTo(RECORDS);
    }
  }

  @Test
  void everyChangedRecordIsFoundByNumber() throws Exception {
    for (int i = 0; i < RECORDS; i += 1) {
      Path copy = Logs.copy(folder, temp.resolve("changed" + i));
      Tampering.rewrite(copy, i, Entries.read("x" + i));
      assertThat(broken(copy).record()).as("record " + i).hasValue(i);
    }
  }

  @Test
  void withoutStoredHashesAChangeIsFoundBetweenItsCheckpoints() throws Exception {
    for (int i = 0; i < RECORDS; i += 1) {
      Path copy = Logs.copy(folder, temp.resolve("changed" + i));
      Tampering.rewrite(copy, i, Entries.read("x" + i));
      Files.delete(copy.resolve("hashes"));
      assertThat(broken(copy).record()).as("record " + i).hasValue(i / 4 * 4);
    }
  }

  @Test
  void removedAndSwappedRecordsAreFound() throws Exception {
    for (int i = 0; i < RECORDS; i += 1) {
      Path removed = Logs.copy(folder, temp.resolve("removed" + i));
      Tampering.remove(removed, i);
      assertThat(broken(removed).record()).as("removed " + i).isPresent();
      if (i > 0) {
        Path swapped = Logs.copy(folder, temp.resolve("swapped" + i));
        Tampering.swap(swapped, i - 1, i);
        assertThat(broken(swapped).record()).as("swapped " + i).hasValue(i - 1);
      }
    }
  }

  @Test
  void everyFlippedBitOfARecordIsFoundWithItsSegment() throws Exception {
    Path file = Segment.file(folder, 1);
    byte[] whole = Files.readAllBytes(file);
    long from = offsetOf(5);
    long to = from + 16 + recordBytes(5);
    for (long at = from; at < to; at += 11) {
      byte[] changed = whole.clone();
      changed[(int) at] ^= 4;
      Files.write(file, changed);
      Verdict.Broken broken = broken(folder);
      assertThat(broken.record()).as("at " + at).hasValue(5);
      assertThat(broken.segment()).contains("000001.seg");
    }
    Files.write(file, whole);
    assertThat(Logs.verify(folder)).isInstanceOf(Verdict.Proved.class);
  }

  @Test
  void everyChangedHashIsFound() throws Exception {
    Path file = folder.resolve("hashes");
    byte[] whole = Files.readAllBytes(file);
    for (int hash = 0; hash < whole.length / 32; hash += 1) {
      byte[] changed = whole.clone();
      changed[hash * 32 + hash % 32] ^= 1;
      Files.write(file, changed);
      assertThat(broken(folder).what()).as("hash " + hash).contains("file of stored hashes");
    }
  }

  @Test
  void everyChangedByteOfACheckpointIsFound() throws Exception {
    for (String name : new String[] {"checkpoint", "checkpoints/2026-01-05.txt"}) {
      Path file = folder.resolve(name);
      String whole = Files.readString(file);
      for (int at = 0; at < whole.length(); at += 1) {
        char other = whole.charAt(at) == 'A' ? 'B' : 'A';
        Files.writeString(file, whole.substring(0, at) + other + whole.substring(at + 1));
        assertThat(Logs.verify(folder)).as(name + " at " + at).isInstanceOf(Verdict.Broken.class);
      }
      Files.writeString(file, whole);
    }
  }

  @Test
  void aRemovedCheckpointIsFound() throws Exception {
    Path file = folder.resolve("checkpoints/2026-01-05.txt");
    String whole = Files.readString(file);
    Files.writeString(file, whole.substring(0, whole.length() - older.length()));
    assertThat(broken(folder).what()).contains("notes were changed or removed");
    Logs.open(folder).close();
    assertThat(broken(folder).what()).contains("notes were changed or removed");
  }

  @Test
  void aCutLogIsFoundByItsOwnCheckpoint() throws Exception {
    try (Segment segment = Segment.forWriting(Segment.file(folder, 1))) {
      segment.blankOutFrom(offsetOf(7));
    }
    Verdict.Broken broken = broken(folder);
    assertThat(broken.what()).contains("ends after 7 records");
    assertThat(broken.record()).isEqualTo(OptionalLong.of(7));
  }

  @Test
  void aLogPutBackToAnOlderStateIsFoundByTheCheckpointThatWasKept() throws Exception {
    String kept = Files.readString(folder.resolve("checkpoint"));
    Path replayed = temp.resolve("replayed");
    try (MerkleAuditLog log = Logs.open(replayed)) {
      for (int i = 0; i < 4; i += 1) {
        log.record(Entries.read("r" + i));
      }
    }
    assertThat(Logs.verify(replayed)).isInstanceOf(Verdict.Proved.class);
    assertThat(Logs.verify(replayed, Optional.of(older))).isInstanceOf(Verdict.Proved.class);
    assertThat(brokenBeside(replayed, kept).what()).contains("the log was cut");
  }

  /// Whoever holds the key can sign another history, but not one that fits an older checkpoint.
  @Test
  void aRewrittenAndSignedLogIsFoundByTheCheckpointThatWasKept() throws Exception {
    Path forged = temp.resolve("forged");
    try (MerkleAuditLog log = Logs.open(forged)) {
      for (int i = 0; i < RECORDS + 5; i += 1) {
        log.record(Entries.read(i == 2 ? "forged" : "r" + i));
      }
    }
    assertThat(Logs.verify(forged)).isInstanceOf(Verdict.Proved.class);
    assertThat(brokenBeside(forged, older).what()).contains("signed for the first 4");
  }

  @Test
  void anotherKeyProvesNothing() throws Exception {
    NoteSigner other =
        new NoteSigner(
            "strongroom.example/audit", SecretBytes.utf8("another seed, 32 bytes long, yes"));
    Verdict verdict = AuditVerification.verify(folder, other.verifier(), Optional.empty());
    assertThat(verdict).isInstanceOf(Verdict.Broken.class);
    Verdict beside = Logs.verify(folder, Optional.of(older.replace("strongroom", "weakroom")));
    assertThat(beside).isInstanceOf(Verdict.Broken.class);
  }

  @Test
  void aFolderWithoutACheckpointProvesNothing() throws Exception {
    Files.delete(folder.resolve("checkpoint"));
    assertThat(broken(folder).what()).contains("no checkpoint");
  }

  @Test
  void aRenamedSegmentIsNone() throws Exception {
    Files.move(Segment.file(folder, 1), Segment.file(folder, 7));
    assertThat(broken(folder).what()).contains("ends after 0 records");
  }

  private Verdict.Broken broken(Path log) {
    Verdict verdict = Logs.verify(log);
    assertThat(verdict).isInstanceOf(Verdict.Broken.class);
    return (Verdict.Broken) verdict;
  }

  private static Verdict.Broken brokenBeside(Path log, String kept) {
    Verdict verdict = Logs.verify(log, Optional.of(kept));
    assertThat(verdict).isInstanceOf(Verdict.Broken.class);
    return (Verdict.Broken) verdict;
  }

  private long offsetOf(long index) {
    try (AuditReader reader = AuditReader.from(folder, index).orElseThrow()) {
      return reader.offset();
    }
  }

  private int recordBytes(long index) {
    try (AuditReader reader = AuditReader.from(folder, index).orElseThrow()) {
      return reader.next().orElseThrow().json().length;
    }
  }
}
