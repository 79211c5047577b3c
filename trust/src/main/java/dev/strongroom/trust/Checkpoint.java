package dev.strongroom.trust;

import java.util.Optional;
import java.util.regex.Pattern;

/// What a log promises at one moment: it has `size` records, and their tree has this root. Written
/// and signed in the C2SP tlog-checkpoint form, so that other people's tools can keep and witness
/// it.
public record Checkpoint(String origin, long size, TreeHash root) {
  private static final Pattern SIZE = Pattern.compile("0|[1-9][0-9]{0,17}");

  public Checkpoint {
    if (size < 0 || origin.isEmpty() || origin.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("not a checkpoint: " + origin + " " + size);
    }
  }

  /// The signed note. The origin must be the key's name, as the format asks.
  public String signedBy(NoteSigner signer) {
    if (!signer.verifier().name().equals(origin)) {
      throw new IllegalArgumentException("a log signs under its own name");
    }
    return signer.sign(text());
  }

  /// Reads a note and checks its signature; empty when either is not in order.
  public static Optional<Checkpoint> open(String note, NoteVerifier verifier) {
    return SignedNote.open(note, verifier)
        .flatMap(Checkpoint::parse)
        .filter(read -> read.origin().equals(verifier.name()));
  }

  String text() {
    return origin + "\n" + size + "\n" + root + "\n";
  }

  /// Lines after the third are extensions, which readers pass over.
  private static Optional<Checkpoint> parse(String text) {
    String[] lines = text.split("\n", -1);
    if (lines.length < 4 || lines[0].isEmpty() || !SIZE.matcher(lines[1]).matches()) {
      return Optional.empty();
    }
    long size = Long.parseLong(lines[1]);
    return TreeHash.parse(lines[2]).map(root -> new Checkpoint(lines[0], size, root));
  }
}
