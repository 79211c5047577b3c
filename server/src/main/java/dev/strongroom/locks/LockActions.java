package dev.strongroom.locks;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;

/// Owner and User Access Administrator hold these; Contributor does not, so a lock binds it.
final class LockActions {
  static final String PREFIX = "Microsoft.Authorization/locks/";
  static final Action READ = Action.control(PREFIX + "read", Effect.READ);
  static final Action WRITE = Action.control(PREFIX + "write", Effect.WRITE);
  static final Action DELETE = Action.control(PREFIX + "delete", Effect.WRITE);

  private LockActions() {}
}
