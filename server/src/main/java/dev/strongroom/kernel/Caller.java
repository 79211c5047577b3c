package dev.strongroom.kernel;

import dev.strongroom.model.AppId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.TenantId;
import java.util.Optional;
import java.util.Set;

/// Who is asking, and from where. Never null, never "system by default".
public record Caller(Who who, Origin origin) {
  public sealed interface Who {
    /// A principal that showed a valid token. `issuer` is the token's `iss`, which refusal messages
    /// repeat; `application` is the client that obtained the token (`appid`); `assurance` says how
    /// a person signed in; `foreign` is there when another issuer made the token.
    record Principal(
        TenantId tenant,
        PrincipalId id,
        Optional<AppId> application,
        String issuer,
        Kind kind,
        Assurance assurance,
        Optional<Foreign> foreign)
        implements Who {
      /// One that showed a token of ours.
      public Principal(
          TenantId tenant,
          PrincipalId id,
          Optional<AppId> application,
          String issuer,
          Kind kind,
          Assurance assurance) {
        this(tenant, id, application, issuer, kind, assurance, Optional.empty());
      }

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

  /// What another issuer's token says beside the principal.
  ///
  /// @param subject who the issuer says it is, in its own words
  /// @param name what the issuer says people call it, to be read by people only
  /// @param groups the groups that the issuer says the principal is in, beside those of our
  ///   directory
  public record Foreign(String subject, Optional<String> name, Set<PrincipalId> groups) {
    public Foreign {
      groups = Set.copyOf(groups);
    }
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
