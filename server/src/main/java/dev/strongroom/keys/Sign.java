package dev.strongroom.keys;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.objects.Found;
import dev.strongroom.objects.ObjectPath;
import dev.strongroom.trust.SignatureInput;

/// Signs a digest that the caller has computed.
public record Sign(Keys keys, ObjectPath path, SignatureChoice algorithm, SignatureInput input)
    implements Operation<Found<Used<byte[]>>> {
  public static final Action ACTION = Keys.reads("sign/action", "sign");

  @Override
  public String name() {
    return "KeySign";
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
        new Keys.Use(KeyOperation.SIGN, algorithm.label()),
        key -> key.sign(algorithm.of(key.spec()), input));
  }
}
