package dev.strongroom.audit;

import dev.strongroom.trust.Checkpoint;
import dev.strongroom.trust.NoteVerifier;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The signed checkpoints of a log: the last one in the file `checkpoint`, replaced atomically, and
/// all of them in `checkpoints/`, a file for each day, notes separated by an empty line.
final class CheckpointFolder {
  static final String LATEST = "checkpoint";
  static final String HISTORY = "checkpoints";
  static final String PUBLIC_KEY = "public-key";
  private static final String ENDING = ".txt";
  private static final Pattern NOTE =
      Pattern.compile("[^\\n]+\\n(?:[^\\n]+\\n)+\\n(?:\u2014 [^\\n]+\\n)+\\n");
  private final Path folder;
  private final Disk disk;
  private String newestDay = "";
  private String lastingDay = "";

  CheckpointFolder(Path folder, Disk disk) {
    this.folder = folder;
    this.disk = disk;
  }

  /// A day's notes, and what an interrupted write left behind them.
  record Day(String file, List<String> notes, String rest) {}

  /// The last checkpoint; empty when none was ever written. Refuses one that `verifier` did not
  /// sign.
  Optional<Checkpoint> latest(NoteVerifier verifier) throws IOException {
    Optional<String> note = latestNote();
    Optional<Checkpoint> read = note.flatMap(text -> Checkpoint.open(text, verifier));
    if (note.isPresent() && read.isEmpty()) {
      throw new UnusableAuditLog(
          "The last checkpoint of the audit log ("
              + folder.resolve(LATEST)
              + ") is not signed by this server's key "
              + verifier
              + ". Either the file was changed, or the folder belongs to another server. Restore"
              + " the audit folder, or the database, from the backup in which they fit together.");
    }
    return read;
  }

  Optional<String> latestNote() throws IOException {
    Path file = folder.resolve(LATEST);
    return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
  }

  /// Creates the folder, cuts off a note that was not finished, and publishes the key. What cannot
  /// be an unfinished note is left alone, for [AuditVerification] to find. Looks at the end of the
  /// history only, however long that is.
  void prepare(NoteVerifier verifier) throws IOException {
    Files.createDirectories(folder.resolve(HISTORY));
    List<Path> days = days();
    if (!days.isEmpty()) {
      Path file = days.getLast();
      newestDay = file.getFileName().toString();
      HistoryEnd end = HistoryEnd.of(file);
      Optional<String> whole =
          end.lastNote().isPresent() || days.size() == 1
              ? end.lastNote()
              : HistoryEnd.of(days.get(days.size() - 2)).lastNote();
      if (end.unfinished() && whole.equals(latestNote())) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          channel.truncate(end.wholeBytes());
        }
      }
    }
    replace(folder.resolve(PUBLIC_KEY), verifier + "\n");
    disk.forceFolder(folder);
  }

  /// The history is forced first: whoever finds a last checkpoint finds it in the history too. The
  /// days are read in their order, so a clock that was set back does not bring back an earlier one.
  void write(String note, Instant now) throws IOException {
    Path history = folder.resolve(HISTORY);
    String today = LocalDate.ofInstant(now, ZoneOffset.UTC) + ENDING;
    newestDay = today.compareTo(newestDay) > 0 ? today : newestDay;
    Path day = history.resolve(newestDay);
    try (FileChannel channel =
        FileChannel.open(day, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      long before = channel.size();
      try {
        write(day, channel, before, note + "\n");
      } catch (IOException unfinished) {
        channel.truncate(before);
        throw unfinished;
      }
    }
    if (!lastingDay.equals(newestDay)) {
      disk.forceFolder(history);
      lastingDay = newestDay;
    }
    replace(folder.resolve(LATEST), note);
  }

  List<Path> days() throws IOException {
    Path history = folder.resolve(HISTORY);
    if (!Files.isDirectory(history)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(history)) {
      return files.filter(file -> file.toString().endsWith(ENDING)).sorted().toList();
    }
  }

  static Day read(Path file) throws IOException {
    String text = Files.readString(file);
    List<String> notes = new ArrayList<>();
    Matcher matcher = NOTE.matcher(text);
    int end = 0;
    while (matcher.find(end) && matcher.start() == end) {
      notes.add(text.substring(end, matcher.end() - 1));
      end = matcher.end();
    }
    return new Day(file.getFileName().toString(), notes, text.substring(end));
  }

  private void replace(Path file, String text) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".tmp");
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      write(fresh, channel, 0, text);
    }
    disk.rename(fresh, file);
    disk.forceFolder(folder);
  }

  private void write(Path file, FileChannel channel, long at, String text) throws IOException {
    disk.write(file, channel, at, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    disk.force(file, channel);
  }
}
