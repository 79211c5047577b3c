package dev.strongroom.people;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;

/// Signing in is open: each operation checks the proof it was given itself.
public final class PeopleActions {
  static final Action SIGN_IN = Action.open("Microsoft.Directory/signIns/write", Effect.WRITE);
  static final Action READ_OWN = Action.open("Microsoft.Directory/me/read", Effect.READ);
  static final Action WRITE_OWN = Action.open("Microsoft.Directory/me/write", Effect.WRITE);
  public static final Action WRITE_PASSWORD =
      Action.control("Microsoft.Authorization/directory/users/password/write", Effect.WRITE);
  public static final Action READ_FACTORS =
      Action.control("Microsoft.Authorization/directory/users/authentication/read", Effect.READ);
  static final Action PURGE =
      Action.control("Microsoft.Authorization/directory/signIns/purge/action", Effect.WRITE);

  private PeopleActions() {}
}
