package dev.strongroom.trust;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/// The public key of a signer of notes, in C2SP signed-note form: `name+hash+key`. The hash binds
/// name and key together, so a key cannot be passed off under another name.
public final class NoteVerifier {
  static final int ID_LENGTH = 4;
  private static final byte ED25519 = 1;
  private static final Pattern NAME = Pattern.compile("[^\\s+\\p{Cntrl}]{1,255}");
  private static final HexFormat HEX = HexFormat.of();
  private final String name;
  private final byte[] key;

  NoteVerifier(String name, byte[] key) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("a key name has no spaces and no '+': " + name);
    }
    this.name = name;
    this.key = key;
  }

  /// Reads a verifier line; empty unless its hash fits its name and key.
  public static Optional<NoteVerifier> parse(String text) {
    String[] parts = text.strip().split("\\+", 3);
    if (parts.length != 3 || !NAME.matcher(parts[0]).matches()) {
      return Optional.empty();
    }
    return SignedNote.base64(parts[2])
        .filter(typed -> typed.length == 1 + Ed25519.PUBLIC_KEY_SIZE && typed[0] == ED25519)
        .map(typed -> new NoteVerifier(parts[0], Arrays.copyOfRange(typed, 1, typed.length)))
        .filter(verifier -> HEX.formatHex(verifier.id()).equals(parts[1]));
  }

  public String name() {
    return name;
  }

  /// The four bytes that say which key made a signature.
  byte[] id() {
    MessageDigest digest = Merkle.sha256();
    digest.update(name.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) '\n');
    return Arrays.copyOf(digest.digest(typedKey()), ID_LENGTH);
  }

  boolean holds(byte[] text, byte[] signature) {
    return signature.length == Ed25519.SIGNATURE_SIZE
        && Ed25519.verify(signature, 0, key, 0, text, 0, text.length);
  }

  private byte[] typedKey() {
    byte[] typed = new byte[1 + key.length];
    typed[0] = ED25519;
    System.arraycopy(key, 0, typed, 1, key.length);
    return typed;
  }

  /// The verifier line that [#parse] reads.
  @Override
  public String toString() {
    return name + "+" + HEX.formatHex(id()) + "+" + Base64.getEncoder().encodeToString(typedKey());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NoteVerifier that && toString().equals(that.toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }
}
