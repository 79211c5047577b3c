package dev.strongroom.keys;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.objects.Found;
import dev.strongroom.objects.ObjectPath;
import dev.strongroom.trust.SignatureInput;

/// Says whether a signature is one of this key; outside the time of the key too. Whoever has the
/// public half can do the same without asking.
public record Verify(Keys keys, ObjectPath path, SignatureChoice algorithm, Claim claim)
    implements Operation<Found<Used<Boolean>>> {
  public static final Action ACTION = Keys.reads("verify/action", "verify");

  public record Claim(SignatureInput input, byte[] signature) {}

  @Override
  public String name() {
    return "KeyVerify";
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
  public Found<Used<Boolean>> run(Work work) {
    return keys.use(
        work,
        path,
        new Keys.Use(KeyOperation.VERIFY, algorithm.label()),
        key -> key.verify(algorithm.of(key.spec()), claim.input(), claim.signature()));
  }
}
