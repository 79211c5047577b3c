package dev.strongroom.kernel;

import dev.strongroom.model.AppId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.TenantId;
import java.util.Optional;

/// Who is asking, and from where. Never null, never "system by default".
public record Caller(Who who, Origin origin) {
  public sealed interface Who {
    /// A principal that showed a valid token. `issuer` is the token's `iss`, which refusal messages
    /// repeat; `application` is the client that obtained the token (`appid`); `assurance` says how
    /// a person signed in.
    record Principal(
        TenantId tenant,
        PrincipalId id,
        Optional<AppId> application,
        String issuer,
        Kind kind,
        Assurance assurance)
        implements Who {
      /// One that no person stands behind, or of whose sign-in nothing is known.
      public Principal(
          TenantId tenant, PrincipalId id, Optional<AppId> application, String issuer, Kind kind) {
        this(tenant, id, application, issuer, kind, Assurance.NONE);
      }
    }

    /// The server's own timetable.
    record Job(String name) implements Who {}

    /// No credential, or none that held.
    record Nobody() implements Who {}
  }

  /// `idtyp` in tokens and logs.
  public enum Kind {
    APP,
    USER
  }

  public static Caller nobody(Origin origin) {
    return new Caller(new Who.Nobody(), origin);
  }
}
