package dev.strongroom.trust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.bouncycastle.math.ec.rfc7748.X25519;

/// Key files as age-keygen writes them.
public final class AgeKeys {
  private AgeKeys() {}

  /// Makes a key, writes it, and answers its recipient.
  public static String write(Path file) throws IOException {
    byte[] scalar = new byte[AgeFile.KEY_BYTES];
    X25519.generatePrivateKey(new SecureRandom(), scalar);
    String recipient = Bech32.encode("age", AgeFile.publicKey(SecretBytes.owning(scalar)));
    String secret = Bech32.encode("age-secret-key-", scalar).toUpperCase(java.util.Locale.ROOT);
    Files.writeString(file, "# public key: " + recipient + "\n" + secret + "\n");
    return recipient;
  }
}
