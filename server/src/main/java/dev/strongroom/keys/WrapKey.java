package dev.strongroom.keys;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.objects.Found;
import dev.strongroom.objects.ObjectPath;
import dev.strongroom.trust.EncryptionAlgorithm;
import dev.strongroom.trust.SecretBytes;

/// Wraps a symmetric key that the caller has; the caller wipes it.
public record WrapKey(Keys keys, ObjectPath path, EncryptionAlgorithm algorithm, SecretBytes key)
    implements Operation<Found<Used<byte[]>>> {
  public static final Action ACTION = Keys.reads("wrap/action", "wrapKey");

  @Override
  public String name() {
    return "KeyWrap";
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
  public Found<Used<byte[]>> run(Work work) {
    return keys.use(
        work,
        path,
        new Keys.Use(KeyOperation.WRAP, algorithm.label()),
        wrapping -> wrapping.wrap(algorithm, key));
  }
}
