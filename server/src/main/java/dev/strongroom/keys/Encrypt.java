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
import java.util.Optional;

/// Encrypts a block of data that fits the algorithm. Whoever has the public half can do the same
/// without asking.
public record Encrypt(
    Keys keys, ObjectPath path, EncryptionAlgorithm algorithm, Plaintext plaintext)
    implements Operation<Found<Used<Ciphertext>>> {
  public static final Action ACTION = Keys.reads("encrypt/action", "encrypt");

  /// What is to be encrypted; its owner wipes it.
  ///
  /// @param iv where the algorithm lets the caller choose it
  public record Plaintext(SecretBytes value, Optional<byte[]> iv, Optional<byte[]> aad) {}

  @Override
  public String name() {
    return "KeyEncrypt";
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
  public Found<Used<Ciphertext>> run(Work work) {
    return keys.use(
        work,
        path,
        new Keys.Use(KeyOperation.ENCRYPT, algorithm.label()),
        key -> key.encrypt(algorithm, plaintext.value(), plaintext.iv(), plaintext.aad()));
  }
}
