package dev.strongroom.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class CheckpointTest {
  /// The example of Go's sumdb/note package, the origin of the format.
  private static final String GO_VERIFIER =
      "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

  private static final String GO_TEXT =
      """
      If you think cryptography is the answer to your problem,
      then you don't know what your problem is.
      """;
  private static final String GO_NOTE =
      GO_TEXT
          + "\n\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

  private static final String ORIGIN = "strongroom.example/audit";
  private static final NoteSigner SIGNER =
      new NoteSigner(ORIGIN, SecretBytes.utf8("0123456789abcdef0123456789abcdef"));
  private static final Checkpoint CHECKPOINT =
      new Checkpoint(ORIGIN, 7, Merkle.leaf("seven".getBytes(StandardCharsets.UTF_8)));

  @Test
  void opensTheNoteThatGoSigned() {
    NoteVerifier verifier = NoteVerifier.parse(GO_VERIFIER).orElseThrow();
    assertThat(SignedNote.open(GO_NOTE, verifier)).contains(GO_TEXT);
    assertThat(verifier.toString()).isEqualTo(GO_VERIFIER);
  }

  @Test
  void aCheckpointHasTheFormOfC2sp() {
    String note = CHECKPOINT.signedBy(SIGNER);
    String[] lines = note.split("\n", -1);
    assertThat(lines[0]).isEqualTo(ORIGIN);
    assertThat(lines[1]).isEqualTo("7");
    assertThat(Base64.getDecoder().decode(lines[2])).isEqualTo(CHECKPOINT.root().bytes());
    assertThat(lines[3]).isEmpty();
    assertThat(lines[4]).startsWith("\u2014 " + ORIGIN + " ");
    assertThat(lines[5]).isEmpty();
    assertThat(lines).hasSize(6);
    assertThat(Base64.getDecoder().decode(lines[4].substring(ORIGIN.length() + 3))).hasSize(68);
  }

  @Test
  void opensWhatItSigned() {
    NoteVerifier published = NoteVerifier.parse(SIGNER.verifier().toString()).orElseThrow();
    assertThat(Checkpoint.open(CHECKPOINT.signedBy(SIGNER), published)).contains(CHECKPOINT);
  }

  @Test
  void noByteOfASignedCheckpointCanBeChanged() {
    String note = CHECKPOINT.signedBy(SIGNER);
    for (int i = 0; i < note.length(); i += 1) {
      for (char other : new char[] {'0', 'A', 'B', 'C', 'D', ' ', '\n', '\t', '='}) {
        if (note.charAt(i) == other) {
          continue;
        }
        String changed = note.substring(0, i) + other + note.substring(i + 1);
        assertThat(Checkpoint.open(changed, SIGNER.verifier())).as("at " + i).isEmpty();
      }
      String cut = note.substring(0, i);
      assertThat(Checkpoint.open(cut, SIGNER.verifier())).as("cut at " + i).isEmpty();
    }
  }

  @Test
  void anotherKeyOrNameDoesNotOpenIt() {
    String note = CHECKPOINT.signedBy(SIGNER);
    SecretBytes otherSeed = SecretBytes.utf8("another seed, 32 bytes long, yes");
    SecretBytes seed = SecretBytes.utf8("0123456789abcdef0123456789abcdef");
    assertThat(Checkpoint.open(note, new NoteSigner(ORIGIN, otherSeed).verifier())).isEmpty();
    assertThat(Checkpoint.open(note, new NoteSigner("strongroom.example", seed).verifier()))
        .isEmpty();
    assertThatThrownBy(() -> CHECKPOINT.signedBy(new NoteSigner("elsewhere", seed)))
        .hasMessageContaining("own name");
  }

  @Test
  void signaturesOfWitnessesArePassedOver() {
    String own = CHECKPOINT.signedBy(SIGNER);
    NoteSigner witness =
        new NoteSigner("witness.example", SecretBytes.utf8("another seed, 32 bytes long, yes"));
    String text = CHECKPOINT.text();
    String theirs = witness.sign(text).substring(text.length() + 1);
    assertThat(Checkpoint.open(own + theirs, SIGNER.verifier())).contains(CHECKPOINT);
    assertThat(Checkpoint.open(text + "\n" + theirs, SIGNER.verifier())).isEmpty();
  }

  @Test
  void sizesHaveOneSpelling() {
    for (String size : new String[] {"07", "-1", "+7", "", "7 ", "9999999999999999999"}) {
      String text = ORIGIN + "\n" + size + "\n" + CHECKPOINT.root() + "\n";
      assertThat(Checkpoint.open(SIGNER.sign(text), SIGNER.verifier())).as(size).isEmpty();
    }
  }

  @Test
  void extensionLinesArePassedOver() {
    String text = CHECKPOINT.text() + "an extension\n";
    assertThat(Checkpoint.open(SIGNER.sign(text), SIGNER.verifier())).contains(CHECKPOINT);
  }

  @Test
  void aVerifierWhoseHashDoesNotFitIsNone() {
    assertThat(NoteVerifier.parse(GO_VERIFIER.replace("Peter", "Petra"))).isEmpty();
    assertThat(NoteVerifier.parse(GO_VERIFIER.replace("c74f", "c74e"))).isEmpty();
    assertThat(NoteVerifier.parse(GO_VERIFIER.replace("ARpc", "ARpd"))).isEmpty();
    assertThat(NoteVerifier.parse("PeterNeumann+c74f20a3")).isEmpty();
    assertThat(NoteVerifier.parse("")).isEmpty();
  }

  /// RFC 8032 7.1, test 1.
  @Test
  void signsLikeRfc8032() {
    byte[] seed =
        java.util.HexFormat.of()
            .parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
    byte[] key =
        java.util.HexFormat.of()
            .parseHex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
    NoteVerifier verifier = new NoteSigner("rfc8032", SecretBytes.owning(seed)).verifier();
    byte[] typed = Base64.getDecoder().decode(verifier.toString().split("\\+", 3)[2]);
    assertThat(Arrays.copyOfRange(typed, 1, typed.length)).isEqualTo(key);
  }
}
