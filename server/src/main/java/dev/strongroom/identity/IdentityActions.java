package dev.strongroom.identity;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;

/// The permissions of `Microsoft.ManagedIdentity`, as Azure's roles name them, and two of our own
/// for what binds an identity to a workload on this machine.
public final class IdentityActions {
  public static final Action READ = control("read", Effect.READ);
  public static final Action WRITE = control("write", Effect.WRITE);
  public static final Action DELETE = control("delete", Effect.WRITE);
  public static final Action READ_FEDERATED =
      control("federatedIdentityCredentials/read", Effect.READ);
  public static final Action WRITE_FEDERATED =
      control("federatedIdentityCredentials/write", Effect.WRITE);
  public static final Action DELETE_FEDERATED =
      control("federatedIdentityCredentials/delete", Effect.WRITE);
  public static final Action WRITE_HEADER = control("identityHeaders/write", Effect.WRITE);
  public static final Action DELETE_HEADER = control("identityHeaders/delete", Effect.WRITE);
  public static final Action WRITE_UNIX_USER = control("unixUsers/write", Effect.WRITE);
  public static final Action DELETE_UNIX_USER = control("unixUsers/delete", Effect.WRITE);

  private IdentityActions() {}

  private static Action control(String name, Effect effect) {
    return Action.control(IdentityResource.TYPE + "/" + name, effect);
  }
}
