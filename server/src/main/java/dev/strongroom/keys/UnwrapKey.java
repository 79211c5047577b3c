package dev.strongroom.keys;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.objects.Found;
import dev.strongroom.objects.ObjectPath;
import dev.strongroom.trust.EncryptionAlgorithm;
import dev.strongroom.trust.SecretBytes;

/// Unwraps what [WrapKey] wrapped; outside the time of the key too.
public record UnwrapKey(Keys keys, ObjectPath path, EncryptionAlgorithm algorithm, byte[] wrapped)
    implements Operation<Found<Used<SecretBytes>>> {
  public static final Action ACTION = Keys.reads("unwrap/action", "unwrapKey");

  @Override
  public String name() {
    return "KeyUnwrap";
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
        new Keys.Use(KeyOperation.UNWRAP, algorithm.label()),
        key -> key.unwrap(algorithm, wrapped));
  }
}
