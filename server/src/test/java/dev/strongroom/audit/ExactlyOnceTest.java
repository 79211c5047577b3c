package dev.strongroom.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.kernel.AuditEntry;
import dev.strongroom.kernel.AuditEntry.Outcome;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The server may die between any two steps. Each state that it can leave behind is kept, started
/// again, and must then hold each record of a committed write exactly once.
@Timeout(300)
class ExactlyOnceTest {
  private static final long SEED = 20260106;
  private static final int OPERATIONS = 48;
  private static final int PAGE = 4_096;

  @TempDir Path temp;
  private final SplittableRandom random = new SplittableRandom(SEED);

  /// What a crash left behind, and what must be true after the next start.
  private record State(
      String name, Path folder, MemoryPending rows, Set<String> committed, Set<String> answered) {}

  /// A run whose every step may be its last.
  private final class Run {
    final Path folder;
    final MemoryPending rows;
    final Set<String> committed;
    final Set<String> answered = new HashSet<>();
    final List<State> states = new ArrayList<>();
    final Map<String, byte[]> forced = new HashMap<>();
    final String name;
    volatile boolean watching = true;

    Run(String name, Path folder, MemoryPending rows, Set<String> committed) {
      this.name = name;
      this.folder = folder;
      this.rows = rows;
      this.committed = new HashSet<>(committed);
      rows.afterStep = this::step;
    }

    void step() {
      if (watching) {
        String state = name + "-" + states.size();
        Path copy = Logs.copy(folder, temp.resolve(state));
        states.add(
            new State(state, copy, rows.copy(), new HashSet<>(committed), new HashSet<>(answered)));
      }
    }

    /// Another copy of a state in which the disk kept only some pages that were never forced.
    State withoutPower(State state) {
      Path copy = Logs.copy(state.folder(), temp.resolve(state.name() + "-power"));
      Set<String> onDisk = new HashSet<>();
      try {
        for (Path file : Segment.files(copy)) {
          keepSomePages(file, forced.getOrDefault(file.getFileName().toString(), new byte[0]));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return new State(state.name() + "-power", copy, state.rows(), state.committed(), onDisk);
    }

    private void keepSomePages(Path file, byte[] old) throws IOException {
      try (RandomAccessFile pages = new RandomAccessFile(file.toFile(), "rw")) {
        for (long at = 0; at < pages.length(); at += PAGE) {
          if (random.nextInt(3) > 0) {
            byte[] page = new byte[PAGE];
            if (at < old.length) {
              System.arraycopy(old, (int) at, page, 0, PAGE);
            }
            pages.seek(at);
            pages.write(page);
          }
        }
      }
    }

    Disk disk() {
      Disk real = Disk.real();
      return new Disk() {
        @Override
        public void allocate(Path file, long bytes) throws IOException {
          real.allocate(file, bytes);
        }

        @Override
        public void write(Path file, FileChannel channel, long at, ByteBuffer bytes)
            throws IOException {
          real.write(file, channel, at, bytes);
        }

        @Override
        public void force(Path file, long at, MemorySegment mapped) throws IOException {
          step();
          real.force(file, at, mapped);
          remember();
          step();
        }

        @Override
        public void force(Path file, FileChannel channel) throws IOException {
          real.force(file, channel);
        }

        @Override
        public void rename(Path from, Path to) throws IOException {
          real.rename(from, to);
        }

        @Override
        public void forceFolder(Path folder) throws IOException {
          real.forceFolder(folder);
        }
      };
    }

    private void remember() {
      try {
        for (Path file : Segment.files(folder)) {
          forced.put(file.getFileName().toString(), Files.readAllBytes(file));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Test
  void eachCommittedWriteIsInTheLogExactlyOnceWhereverTheServerDies() {
    Run run = new Run("run", temp.resolve("log"), new MemoryPending(), Set.of());
    List<State> powerless = new ArrayList<>();
    work(run, powerless);
    assertThat(run.states).hasSizeGreaterThan(OPERATIONS);
    for (State state : run.states) {
      startAgain(state, run.states.indexOf(state) % 7 == 0);
    }
    for (State state : powerless) {
      startAgain(state, false);
    }
  }

  private void work(Run run, List<State> powerless) {
    try (MerkleAuditLog log = Logs.open(run.folder, run.rows, run.disk())) {
      for (int i = 0; i < OPERATIONS; i += 1) {
        String id = "r" + i;
        if (random.nextInt(3) == 0) {
          log.record(large(id));
          run.answered.add(id);
        } else {
          run.committed.add(id);
          log.record(Logs.TX, large(id));
          run.answered.add(id);
        }
        if (random.nextInt(5) == 0) {
          log.flush();
        }
        int before = run.states.size() - 1;
        if (before >= 0) {
          run.step();
          powerless.add(run.withoutPower(run.states.getLast()));
        }
      }
    }
    run.watching = false;
  }

  /// Starts from a state; with `again`, dies at every step of that start too.
  private void startAgain(State state, boolean again) {
    // A write is committed when its row is there or its answer was given, not when it began.
    Set<String> durable = new HashSet<>(state.answered());
    state.rows().rows.values().forEach(row -> durable.add(idOf(row)));
    MemoryPending rows = state.rows();
    Run restart = new Run(state.name() + "-again", state.folder(), rows, state.committed());
    restart.watching = again;
    restart.answered.addAll(durable);
    Logs.open(state.folder(), rows, restart.disk()).close();
    restart.watching = false;
    List<String> ids = Logs.requestIds(state.folder());
    String about = "seed " + SEED + " state " + state.name();
    assertThat(ids).as(about).doesNotHaveDuplicates();
    assertThat(ids).as(about).containsAll(durable);
    assertThat(rows.rows).as(about).isEmpty();
    if (!ids.isEmpty()) {
      assertThat(Logs.verify(state.folder()))
          .as(about)
          .isInstanceOf(AuditVerification.Verdict.Proved.class);
    }
    restart.states.forEach(second -> startAgain(second, false));
  }

  private static String idOf(PendingRecords.Pending row) {
    return Logs.requestId(new AuditReader.Entry(0, row.record(), row.id()));
  }

  /// Large enough that a segment holds only a few.
  private static AuditEntry large(String id) {
    Map<String, String> notes = new HashMap<>();
    for (int i = 0; i < Limits.NOTES; i += 1) {
      notes.put("note" + i, "\u0001".repeat(Limits.NOTE_VALUE));
    }
    return Entries.entry(Entries.origin(id), Entries.reader(), new Outcome.Success(200), notes);
  }
}
