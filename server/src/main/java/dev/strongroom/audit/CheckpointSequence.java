package dev.strongroom.audit;

import dev.strongroom.trust.Checkpoint;
import dev.strongroom.trust.NoteVerifier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// All checkpoints of a log by ascending size: its history, its last one, and one that was kept
/// elsewhere. The history is read a day at a time.
final class CheckpointSequence {
  /// A checkpoint of the history is not what the server signed.
  static final class Forged extends Exception {
    private static final long serialVersionUID = 1L;

    private final String what;

    Forged(String what) {
      super(what, null, false, false);
      this.what = what;
    }

    String what() {
      return what;
    }
  }

  private final NoteVerifier key;
  private final Deque<Path> days;
  private final List<Checkpoint> apart;
  private final long promised;
  private final Deque<Checkpoint> ahead = new ArrayDeque<>();
  private long reached;

  private CheckpointSequence(
      NoteVerifier key, Deque<Path> days, List<Checkpoint> apart, long promised) {
    this.key = key;
    this.days = days;
    this.apart = apart;
    this.promised = promised;
  }

  static CheckpointSequence of(
      Path folder, NoteVerifier key, Checkpoint last, Optional<Checkpoint> kept)
      throws IOException {
    List<Path> days = new CheckpointFolder(folder, Disk.real()).days();
    List<Checkpoint> apart = new ArrayList<>(List.of(last));
    kept.ifPresent(apart::add);
    apart.sort(Comparator.comparingLong(Checkpoint::size));
    return new CheckpointSequence(key, new ArrayDeque<>(days), apart, last.size());
  }

  /// The smallest that was not taken yet.
  Optional<Checkpoint> peek() throws IOException, Forged {
    while (ahead.isEmpty() && !days.isEmpty()) {
      readDay(days.remove());
    }
    if (days.isEmpty() && reached < promised) {
      throw new Forged(
          "The history of checkpoints ends with the one for "
              + reached
              + " records, but the last checkpoint covers "
              + promised
              + ": notes were changed or removed.");
    }
    boolean fromHistory =
        !ahead.isEmpty() && (apart.isEmpty() || ahead.peek().size() <= apart.getFirst().size());
    return fromHistory ? Optional.of(ahead.peek()) : apart.stream().findFirst();
  }

  Checkpoint next() throws IOException, Forged {
    Checkpoint next = peek().orElseThrow();
    if (next == ahead.peek()) {
      ahead.remove();
    } else {
      apart.removeFirst();
    }
    return next;
  }

  private void readDay(Path file) throws IOException, Forged {
    CheckpointFolder.Day day = CheckpointFolder.read(file);
    if (!day.rest().isEmpty() && !days.isEmpty()) {
      throw new Forged("The history " + day.file() + " was changed: it does not end with a note.");
    }
    for (String note : day.notes()) {
      Optional<Checkpoint> read = Checkpoint.open(note, key);
      if (read.isEmpty() || read.get().size() < reached) {
        throw new Forged(
            "The history "
                + day.file()
                + " was changed: its checkpoint after the one for "
                + reached
                + " records is not what the key "
                + key
                + " signed.");
      }
      reached = read.get().size();
      ahead.add(read.get());
    }
  }
}
