package dev.strongroom.trust;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/// Signs notes (C2SP signed-note) with Ed25519 under a name. It keeps a reference to the seed, so
/// closing the seed ends it.
public final class NoteSigner {
  public static final int SEED_LENGTH = Ed25519.SECRET_KEY_SIZE;
  private final SecretBytes seed;
  private final NoteVerifier verifier;

  /// @param name the key's name, by convention a host and path, as `strongroom.example/audit`
  /// @param seed the private key of RFC 8032, [#SEED_LENGTH] random bytes
  public NoteSigner(String name, SecretBytes seed) {
    if (seed.length() != SEED_LENGTH) {
      throw new IllegalArgumentException("a signing seed has " + SEED_LENGTH + " bytes");
    }
    byte[] key = new byte[Ed25519.PUBLIC_KEY_SIZE];
    Ed25519.generatePublicKey(seed.reveal(), 0, key, 0);
    this.seed = seed;
    this.verifier = new NoteVerifier(name, key);
  }

  public static SecretBytes newSeed(SecureRandom random) {
    byte[] seed = new byte[SEED_LENGTH];
    random.nextBytes(seed);
    return SecretBytes.owning(seed);
  }

  public NoteVerifier verifier() {
    return verifier;
  }

  /// The whole note: text, an empty line, one signature line.
  String sign(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    byte[] named = new byte[NoteVerifier.ID_LENGTH + Ed25519.SIGNATURE_SIZE];
    System.arraycopy(verifier.id(), 0, named, 0, NoteVerifier.ID_LENGTH);
    Ed25519.sign(seed.reveal(), 0, bytes, 0, bytes.length, named, NoteVerifier.ID_LENGTH);
    String signature = Base64.getEncoder().encodeToString(named);
    return text + "\n" + SignedNote.DASH + verifier.name() + " " + signature + "\n";
  }
}
