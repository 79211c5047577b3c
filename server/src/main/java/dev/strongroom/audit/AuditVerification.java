package dev.strongroom.audit;

import dev.strongroom.trust.Checkpoint;
import dev.strongroom.trust.Merkle;
import dev.strongroom.trust.MerkleFrontier;
import dev.strongroom.trust.NoteVerifier;
import dev.strongroom.trust.TreeHash;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Proves a log from its folder alone: every record is read and hashed again, and every checkpoint
/// that was ever signed must fit. Works on a copy, and beside a running server.
public final class AuditVerification {
  /// What was found.
  public sealed interface Verdict {
    /// The log is what its checkpoints say.
    ///
    /// @param records how many records were read
    /// @param covered how many of them the last checkpoint covers; the others are younger
    /// @param root the tree's root that the last checkpoint signs
    /// @param checkpoints how many signed checkpoints fit
    /// @param older the size of the older checkpoint that this log begins with, when one was given
    /// @param unfinished what lies behind the last whole record, when a server was interrupted
    record Proved(
        long records,
        long covered,
        TreeHash root,
        long checkpoints,
        OptionalLong older,
        Optional<String> unfinished)
        implements Verdict {}

    /// @param what says it for people
    /// @param record the first record that is not what was signed, as far as can be known
    record Broken(String what, Optional<String> segment, OptionalLong record) implements Verdict {}
  }

  /// Thrown inside, to end the reading at the first fault.
  private static final class Fault extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Verdict.Broken verdict;

    Fault(Verdict.Broken verdict) {
      super(verdict.what(), null, false, false);
      this.verdict = verdict;
    }
  }

  private final Path folder;
  private final CheckpointSequence checkpoints;
  private final MerkleFrontier frontier = new MerkleFrontier();
  private OptionalLong changed = OptionalLong.empty();
  private Optional<String> changedIn = Optional.empty();
  private long proved;
  private long fitting;

  private AuditVerification(Path folder, CheckpointSequence checkpoints) {
    this.folder = folder;
    this.checkpoints = checkpoints;
  }

  /// @param older the text of a checkpoint that was kept elsewhere, the only way to notice a log
  ///   that was cut and signed again
  public static Verdict verify(Path folder, NoteVerifier key, Optional<String> older)
      throws IOException {
    Optional<Checkpoint> kept = older.flatMap(note -> Checkpoint.open(note, key));
    if (older.isPresent() && kept.isEmpty()) {
      return broken("The older checkpoint is not signed by the key " + key + ".");
    }
    Optional<String> note = new CheckpointFolder(folder, Disk.real()).latestNote();
    if (note.isEmpty()) {
      return broken("The folder has no checkpoint; there is nothing to prove.");
    }
    Optional<Checkpoint> last = Checkpoint.open(note.get(), key);
    if (last.isEmpty()) {
      return broken("The last checkpoint is not signed by the key " + key + ".");
    }
    if (kept.isPresent() && kept.get().size() > last.get().size()) {
      return broken(
          "The log's last checkpoint covers "
              + last.get().size()
              + " records, the older checkpoint "
              + kept.get().size()
              + ": the log was cut.");
    }
    try {
      CheckpointSequence all = CheckpointSequence.of(folder, key, last.get(), kept);
      return new AuditVerification(folder, all).read(last.get(), kept);
    } catch (CheckpointSequence.Forged forged) {
      return broken(forged.what());
    } catch (Fault fault) {
      return fault.verdict;
    }
  }

  private Verdict read(Checkpoint last, Optional<Checkpoint> kept)
      throws IOException, Fault, CheckpointSequence.Forged {
    Optional<String> unfinished = Optional.empty();
    judge();
    Optional<AuditReader> start = AuditReader.from(folder, 0);
    if (start.isPresent()) {
      try (AuditReader reader = start.get();
          HashFileCheck hashes = HashFileCheck.open(folder)) {
        unfinished = read(reader, hashes, last);
      }
    }
    if (checkpoints.peek().isPresent()) {
      Checkpoint lost = checkpoints.peek().get();
      throw new Fault(
          new Verdict.Broken(
              "The log ends after "
                  + frontier.size()
                  + " records; a checkpoint was signed for "
                  + lost.size()
                  + ".",
              Optional.empty(),
              OptionalLong.of(frontier.size())));
    }
    if (changed.isPresent() && changed.getAsLong() < last.size()) {
      throw new Fault(
          new Verdict.Broken(
              "The records are what was signed, but the file of stored hashes is not what they"
                  + " lead to. Delete the file; it is made again at the next start.",
              changedIn,
              changed));
    }
    OptionalLong older = kept.map(c -> OptionalLong.of(c.size())).orElse(OptionalLong.empty());
    return new Verdict.Proved(
        frontier.size(), last.size(), last.root(), fitting, older, unfinished);
  }

  /// Reads to the end; damage behind the last checkpoint is a write that was interrupted.
  private Optional<String> read(AuditReader reader, HashFileCheck hashes, Checkpoint last)
      throws IOException, Fault, CheckpointSequence.Forged {
    if (reader.index() != 0) {
      throw new Fault(
          new Verdict.Broken(
              "The log begins with record " + reader.index() + "; older segments are missing.",
              Optional.of(reader.segmentName()),
              OptionalLong.of(0)));
    }
    try {
      for (var entry = reader.next(); entry.isPresent(); entry = reader.next()) {
        List<TreeHash> completed = frontier.add(Merkle.leaf(entry.get().json()));
        if (changed.isEmpty() && !hashes.fit(completed)) {
          changed = OptionalLong.of(entry.get().index());
          changedIn = Optional.of(reader.segmentName());
        }
        judge();
      }
      return Optional.empty();
    } catch (DamagedRecord damaged) {
      if (damaged.index() < last.size()) {
        throw new Fault(
            new Verdict.Broken(
                damaged.what() + ".",
                Optional.of(damaged.segment()),
                OptionalLong.of(damaged.index())));
      }
      return Optional.of(damaged.what());
    }
  }

  /// Compares the tree with every checkpoint that was signed for its present size.
  private void judge() throws IOException, Fault, CheckpointSequence.Forged {
    while (checkpoints.peek().filter(next -> next.size() == frontier.size()).isPresent()) {
      Checkpoint next = checkpoints.next();
      if (!next.root().equals(frontier.root())) {
        OptionalLong first = changed.isPresent() ? changed : OptionalLong.of(proved);
        throw new Fault(
            new Verdict.Broken(
                "The records do not lead to the root that was signed for the first "
                    + next.size()
                    + "; those before record "
                    + proved
                    + " are in order.",
                changedIn,
                first));
      }
      proved = next.size();
      fitting += 1;
    }
  }

  private static Verdict broken(String what) {
    return new Verdict.Broken(what, Optional.empty(), OptionalLong.empty());
  }
}
