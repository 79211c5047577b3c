package dev.strongroom.people;

import dev.strongroom.kernel.Governed;
import dev.strongroom.model.CredentialId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.trust.SecretBytes;
import java.time.Instant;
import java.util.Map;

/// Something beside the password that a user can prove themself with.
public sealed interface Factor extends Governed {
  CredentialId id();

  PrincipalId user();

  String displayName();

  Instant created();

  /// The word for it in the audit log and in the database.
  String kind();

  /// Whether it is asked for beside a password.
  default boolean second() {
    return true;
  }

  @Override
  default Map<String, String> facts() {
    return Map.of("userId", user().toString(), "factorId", id().toString(), "kind", kind());
  }

  /// An authenticator app (RFC 6238).
  ///
  /// @param sealed the shared secret under the server's key, bound to the user
  /// @param lastStep the last time step a code was taken from; that one and older ones are refused
  record Totp(
      CredentialId id,
      PrincipalId user,
      String displayName,
      Instant created,
      SecretBytes sealed,
      long lastStep)
      implements Factor {
    public static final String KIND = "totp";

    /// The sealed secret as it is stored.
    public byte[] stored() {
      return sealed.reveal();
    }

    Totp usedAt(long step) {
      return new Totp(id, user, displayName, created, sealed, step);
    }

    @Override
    public String kind() {
      return KIND;
    }
  }

  /// A passkey (WebAuthn); it proves its user as well as itself.
  ///
  /// @param handle the credential id that the authenticator chose, in base64url
  /// @param spki the public key
  /// @param counter how often it has signed; 0 for authenticators that do not count
  record Passkey(
      CredentialId id,
      PrincipalId user,
      String displayName,
      Instant created,
      String handle,
      SecretBytes spki,
      long counter)
      implements Factor {
    public static final String KIND = "passkey";

    /// The public key as it is stored.
    public byte[] stored() {
      return spki.reveal();
    }

    Passkey usedAt(long count) {
      return new Passkey(id, user, displayName, created, handle, spki, count);
    }

    @Override
    public String kind() {
      return KIND;
    }
  }

  /// A code on paper, good once.
  ///
  /// @param hash SHA-256; the server chose the code from 80 bits
  record RecoveryCode(
      CredentialId id, PrincipalId user, String displayName, Instant created, SecretBytes hash)
      implements Factor {
    public static final String KIND = "recovery";

    /// The hash as it is stored.
    public byte[] stored() {
      return hash.reveal();
    }

    @Override
    public boolean second() {
      return false;
    }

    @Override
    public String kind() {
      return KIND;
    }
  }

  /// The credential of an account for emergencies: made once, shown once, kept in an envelope.
  ///
  /// @param hash SHA-256; the server chose it from 256 bits
  record Sealed(
      CredentialId id, PrincipalId user, String displayName, Instant created, SecretBytes hash)
      implements Factor {
    public static final String KIND = "sealed";

    /// The hash as it is stored.
    public byte[] stored() {
      return hash.reveal();
    }

    @Override
    public boolean second() {
      return false;
    }

    @Override
    public String kind() {
      return KIND;
    }
  }
}
