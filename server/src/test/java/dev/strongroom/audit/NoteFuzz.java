package dev.strongroom.audit;

import dev.strongroom.trust.Checkpoint;
import dev.strongroom.trust.NoteVerifier;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Signed notes and verifier lines from anywhere: nothing is believed that was not signed.
public final class NoteFuzz {
  private static final NoteVerifier SOMEBODY =
      NoteVerifier.parse("fuzz+623510b4+AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
          .orElseThrow();

  private NoteFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    Optional<NoteVerifier> verifier = NoteVerifier.parse(text);
    if (verifier.isPresent() && !NoteVerifier.parse(verifier.get().toString()).isPresent()) {
      throw new AssertionError(text);
    }
    if (Checkpoint.open(text, SOMEBODY).isPresent()) {
      throw new AssertionError(text);
    }
  }
}
