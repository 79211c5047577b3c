package dev.strongroom.sealing;

import dev.strongroom.trust.SecretBytes;
import dev.strongroom.trust.Tampered;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The opaque bytes that a client keeps as the backup of an object and hands back to restore it:
/// only this server (or another one with the same keys) made them and opens them.
public record Backups(Sealing sealing) {
  private static final byte[] MAGIC = "strongroom backup 1\n".getBytes(StandardCharsets.US_ASCII);

  public byte[] seal(SecretBytes content) {
    byte[] sealed = sealing.sealForServer(ServerPurposes.BACKUP, content);
    byte[] blob = Arrays.copyOf(MAGIC, MAGIC.length + sealed.length);
    System.arraycopy(sealed, 0, blob, MAGIC.length, sealed.length);
    return blob;
  }

  /// @throws Tampered when this server did not make these bytes; tell the caller so, as Azure does
  public SecretBytes open(byte[] blob) {
    boolean ours =
        blob.length > MAGIC.length && Arrays.equals(blob, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    if (!ours) {
      throw new Tampered("not a backup made by this product");
    }
    byte[] sealed = Arrays.copyOfRange(blob, MAGIC.length, blob.length);
    return sealing.openForServer(ServerPurposes.BACKUP, sealed);
  }
}
