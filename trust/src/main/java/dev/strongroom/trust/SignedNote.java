package dev.strongroom.trust;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/// A text with signatures below it (C2SP signed-note): lines of text, an empty line, lines of
/// signatures. Signatures of keys that we do not know are passed over, so that witnesses may add
/// theirs.
final class SignedNote {
  static final String DASH = "\u2014 ";
  private static final int MAX_LENGTH = 64 * 1024;
  private static final int MAX_SIGNATURES = 100;

  private SignedNote() {}

  /// The text of `note` when the key of `verifier` signed it; empty otherwise.
  static Optional<String> open(String note, NoteVerifier verifier) {
    int split = note.lastIndexOf("\n\n");
    if (note.length() > MAX_LENGTH
        || split < 0
        || split + 2 >= note.length()
        || !note.endsWith("\n")) {
      return Optional.empty();
    }
    String text = note.substring(0, split + 1);
    String[] lines = note.substring(split + 2, note.length() - 1).split("\n", -1);
    if (lines.length > MAX_SIGNATURES || hasControls(note)) {
      return Optional.empty();
    }
    boolean signed = false;
    for (String line : lines) {
      Optional<byte[]> named = signature(line);
      if (named.isEmpty()) {
        return Optional.empty();
      }
      if (line.startsWith(DASH + verifier.name() + " ")) {
        signed |= made(named.get(), verifier, text);
      }
    }
    return signed ? Optional.of(text) : Optional.empty();
  }

  private static boolean made(byte[] named, NoteVerifier verifier, String text) {
    byte[] id = Arrays.copyOf(named, NoteVerifier.ID_LENGTH);
    byte[] signature = Arrays.copyOfRange(named, NoteVerifier.ID_LENGTH, named.length);
    return Arrays.equals(id, verifier.id())
        && verifier.holds(text.getBytes(StandardCharsets.UTF_8), signature);
  }

  /// Key id and signature of a signature line; empty when it is none.
  private static Optional<byte[]> signature(String line) {
    int space = line.lastIndexOf(' ');
    if (!line.startsWith(DASH) || space <= DASH.length()) {
      return Optional.empty();
    }
    return base64(line.substring(space + 1)).filter(bytes -> bytes.length > NoteVerifier.ID_LENGTH);
  }

  /// Decodes Base64; empty unless encoding gives the same text again, so that no signed byte has
  /// two spellings.
  static Optional<byte[]> base64(String text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      return Base64.getEncoder().encodeToString(bytes).equals(text)
          ? Optional.of(bytes)
          : Optional.empty();
    } catch (IllegalArgumentException noBase64) {
      return Optional.empty();
    }
  }

  private static boolean hasControls(String note) {
    return note.chars().anyMatch(c -> c < ' ' && c != '\n');
  }
}
