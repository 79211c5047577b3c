package dev.strongroom.keys;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Preview;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.objects.Found;
import dev.strongroom.objects.ObjectPath;

/// Gives a key a new version of the same kind, now.
public record RotateKey(Keys keys, ObjectPath path, Making making)
    implements Operation<Found<KeyProperties>> {
  public static final Action ACTION = Keys.writes("rotate/action", "rotate");

  @Override
  public String name() {
    return "KeyRotate";
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
  public Runnable preparation(Preview preview) {
    return new Rotating(keys, path, making).preparation(preview);
  }

  @Override
  public Found<KeyProperties> run(Work work) {
    return new Rotating(keys, path, making).run(work);
  }
}
