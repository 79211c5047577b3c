package dev.strongroom.kernel;

import java.util.Optional;

/// A permission a role can grant, by its Azure name; for data actions also the access-policy
/// permission that grants the same, as `secrets/get` (azure-facts 2.1). `GetDeletedSecret` and
/// `GetSecrets` share a data action but not the policy permission, so they are two actions.
public record Action(String name, Plane plane, Effect effect, Optional<String> policyPermission) {
  public enum Plane {
    /// Granted by `dataActions`, or by access policies.
    DATA,
    /// Granted by `actions`.
    CONTROL,
    /// The operation itself checks the caller's proof (token endpoints); anyone may ask.
    OPEN
  }

  public enum Effect {
    READ,
    WRITE
  }

  public static Action data(String name, Effect effect, String policyPermission) {
    return new Action(name, Plane.DATA, effect, Optional.of(policyPermission));
  }

  public static Action control(String name, Effect effect) {
    return new Action(name, Plane.CONTROL, effect, Optional.empty());
  }

  public static Action open(String name, Effect effect) {
    return new Action(name, Plane.OPEN, effect, Optional.empty());
  }
}
