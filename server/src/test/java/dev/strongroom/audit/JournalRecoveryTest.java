package dev.strongroom.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A log of five records whose server was killed; the last checkpoint covers three of them.
class JournalRecoveryTest {
  private static final List<String> ALL = List.of("r0", "r1", "r2", "r3", "r4");
  private static final int COVERED = 3;
  private static final int STEP = 97;
  @TempDir Path temp;
  private Path killed;

  /// Where each frame begins; the last one is the journal's end.
  private final List<Long> frames = new ArrayList<>();

  @BeforeEach
  void kill() {
    Path folder = temp.resolve("log");
    killed = temp.resolve("killed");
    try (MerkleAuditLog log = Logs.open(folder)) {
      for (int i = 0; i < ALL.size(); i += 1) {
        log.record(Entries.read(ALL.get(i)));
        if (i + 1 == COVERED) {
          log.flush();
        }
      }
      Logs.copy(folder, killed);
    }
    for (int i = 0; i <= ALL.size(); i += 1) {
      try (AuditReader reader = AuditReader.from(killed, i).orElseThrow()) {
        frames.add(reader.offset());
      }
    }
  }

  @Test
  void everyRecordSurvivesAKill() {
    assertThat(startAndGoOn(killed)).isEqualTo(ALL);
  }

  @Test
  void aCutFileEndsWithItsLastWholeRecord() throws Exception {
    for (long cut : places(frames.get(COVERED), frames.get(ALL.size()) + 8)) {
      Path copy = copy("cut" + cut);
      try (RandomAccessFile file = new RandomAccessFile(segment(copy), "rw")) {
        file.setLength(cut);
      }
      assertThat(startAndGoOn(copy)).as("cut at " + cut).isEqualTo(ALL.subList(0, wholeAt(cut)));
    }
  }

  @Test
  void zerosFromAnyPlaceEndTheLogThere() throws Exception {
    for (long cut : places(frames.get(COVERED), frames.get(ALL.size()))) {
      if (isPadding(cut)) {
        continue;
      }
      Path copy = copy("zero" + cut);
      try (Segment segment = Segment.forWriting(Segment.file(copy, 1))) {
        segment.blankOutFrom(cut);
      }
      assertThat(startAndGoOn(copy)).as("zeros at " + cut).isEqualTo(ALL.subList(0, wholeAt(cut)));
    }
  }

  @Test
  void aFlippedBitEndsTheLogBeforeItsRecord() throws Exception {
    for (long at : places(frames.get(COVERED), frames.get(ALL.size()) - 8)) {
      if (isPadding(at)) {
        continue;
      }
      Path copy = copy("flip" + at);
      flip(copy, at);
      int whole = at < frames.get(COVERED + 1) ? COVERED : COVERED + 1;
      assertThat(startAndGoOn(copy)).as("flipped at " + at).isEqualTo(ALL.subList(0, whole));
    }
  }

  @Test
  void damageBelowTheCheckpointDoesNotStart() throws Exception {
    for (long at : places(frames.get(0), frames.get(COVERED) - 8)) {
      if (!isPadding(at)) {
        Path copy = copy("covered" + at);
        flip(copy, at);
        byte[] before = Files.readAllBytes(Segment.file(copy, 1));
        assertThatThrownBy(() -> Logs.open(copy))
            .as("flipped at " + at)
            .isInstanceOf(UnusableAuditLog.class);
        assertThat(Files.readAllBytes(Segment.file(copy, 1))).isEqualTo(before);
      }
    }
  }

  @Test
  void aHeaderThatIsNotWholeDoesNotStart() throws Exception {
    for (long at : new long[] {0, 8, 16, 24, 32, 40}) {
      Path copy = copy("header" + at);
      flip(copy, at);
      assertThatThrownBy(() -> Logs.open(copy)).isInstanceOf(UnusableAuditLog.class);
    }
  }

  @Test
  void anUnfinishedSegmentIsRemoved() throws Exception {
    Files.write(killed.resolve("000002.seg.new"), new byte[77]);
    assertThat(startAndGoOn(killed)).isEqualTo(ALL);
    assertThat(killed.resolve("000002.seg.new")).doesNotExist();
  }

  @Test
  void anInterruptedHistoryIsRepaired() throws Exception {
    String history = "checkpoints/2026-01-05.txt";
    String whole = Files.readString(killed.resolve(history));
    for (int length = 0; length < whole.length(); length += 3) {
      Path copy = copy("history" + length);
      Path day = copy.resolve(history);
      Files.writeString(day, whole + whole.substring(0, length));
      try (MerkleAuditLog log = Logs.open(copy)) {
        log.record(Entries.read("again"));
      }
      CheckpointFolder.Day read = CheckpointFolder.read(day);
      assertThat(read.rest()).isEmpty();
      assertThat(read.notes()).hasSize(2);
      assertThat(Logs.verify(copy)).isInstanceOf(AuditVerification.Verdict.Proved.class);
    }
  }

  @Test
  void aLongHistoryIsRepairedFromItsEnd() throws Exception {
    Path day = killed.resolve("checkpoints/2026-01-05.txt");
    String whole = Files.readString(day);
    int repeats = 1 + 3 * HistoryEnd.TAIL_BYTES / whole.length();
    String notes = whole.repeat(repeats);
    for (int length : new int[] {0, 1, whole.length() / 2, whole.length() - 1}) {
      Path copy = copy("long" + length);
      Files.writeString(
          copy.resolve("checkpoints/2026-01-05.txt"), notes + whole.substring(0, length));
      Logs.open(copy).close();
      CheckpointFolder.Day read = CheckpointFolder.read(copy.resolve("checkpoints/2026-01-05.txt"));
      assertThat(read.rest()).isEmpty();
      assertThat(read.notes()).hasSize(repeats + 1);
    }
  }

  @Test
  void aLongHistoryThatEndsInSomethingElseIsLeftAlone() throws Exception {
    Path day = killed.resolve("checkpoints/2026-01-05.txt");
    String rubbish = Files.readString(day) + "x".repeat(2 * HistoryEnd.TAIL_BYTES);
    Files.writeString(day, rubbish);
    Logs.open(killed).close();
    assertThat(Files.readString(day).startsWith(rubbish)).isTrue();
  }

  @Test
  void aNewDayThatBeganInterruptedIsRepaired() throws Exception {
    String whole = Files.readString(killed.resolve("checkpoints/2026-01-05.txt"));
    Path next = killed.resolve("checkpoints/2026-01-06.txt");
    Files.writeString(next, whole.substring(0, whole.length() / 2));
    Logs.open(killed).close();
    assertThat(CheckpointFolder.read(next).rest()).isEmpty();
    assertThat(Logs.verify(killed)).isInstanceOf(AuditVerification.Verdict.Proved.class);
  }

  /// Opens, appends one record, closes, and gives what was there before it.
  private static List<String> startAndGoOn(Path folder) {
    try (MerkleAuditLog log = Logs.open(folder)) {
      log.record(Entries.read("after"));
    }
    List<String> ids = Logs.requestIds(folder);
    assertThat(ids.getLast()).isEqualTo("after");
    assertThat(Logs.verify(folder)).isInstanceOf(AuditVerification.Verdict.Proved.class);
    return ids.subList(0, ids.size() - 1);
  }

  /// All places near the frames' borders, and some between.
  private TreeSet<Long> places(long from, long to) {
    TreeSet<Long> places = new TreeSet<>();
    for (long at = from; at < to; at += STEP) {
      places.add(at);
    }
    for (long frame : frames) {
      for (long at = frame - 9; at < frame + 18; at += 1) {
        places.add(at);
      }
    }
    places.removeIf(at -> at < from || at >= to);
    return places;
  }

  /// Records whose frames, with their padding, end at or before `end`.
  private int wholeAt(long end) {
    int whole = 0;
    while (whole < ALL.size() && frames.get(whole + 1) <= end) {
      whole += 1;
    }
    return whole;
  }

  private boolean isPadding(long at) {
    for (int i = 0; i < ALL.size(); i += 1) {
      if (at >= paddingOf(i) && at < frames.get(i + 1)) {
        return true;
      }
    }
    return false;
  }

  private long paddingOf(int index) {
    try (AuditReader reader = AuditReader.from(killed, index).orElseThrow()) {
      return frames.get(index) + 16 + reader.next().orElseThrow().json().length;
    }
  }

  private static void flip(Path folder, long at) throws Exception {
    try (RandomAccessFile file = new RandomAccessFile(segment(folder), "rw")) {
      file.seek(at);
      int old = file.read();
      file.seek(at);
      file.write(old ^ 1);
    }
  }

  private Path copy(String name) {
    return Logs.copy(killed, temp.resolve(name));
  }

  private static java.io.File segment(Path folder) {
    return Segment.file(folder, 1).toFile();
  }
}
