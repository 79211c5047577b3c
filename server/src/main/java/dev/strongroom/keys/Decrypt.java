package dev.strongroom.keys;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.objects.Found;
import dev.strongroom.objects.ObjectPath;
import dev.strongroom.trust.Ciphertext;
import dev.strongroom.trust.EncryptionAlgorithm;
import dev.strongroom.trust.SecretBytes;

/// Decrypts a block of data; outside the time of the key too, so that nothing is lost with it.
public record Decrypt(
    Keys keys, ObjectPath path, EncryptionAlgorithm algorithm, Ciphertext ciphertext)
    implements Operation<Found<Used<SecretBytes>>> {
  public static final Action ACTION = Keys.reads("decrypt/action", "decrypt");

  @Override
  public String name() {
    return "KeyDecrypt";
  }

  @Override
  public Action action() {
    return ACTION;
  }

  @Override
  public Target target() {
    return path.target();
  }

  @Override
  public Found<Used<SecretBytes>> run(Work work) {
    return keys.use(
        work,
        path,
        new Keys.Use(KeyOperation.DECRYPT, algorithm.label()),
        key -> key.decrypt(algorithm, ciphertext));
  }
}
