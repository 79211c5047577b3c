package dev.strongroom.people;

import dev.strongroom.kernel.Governed;
import dev.strongroom.model.AppId;
import dev.strongroom.model.CredentialId;
import dev.strongroom.trust.SecretBytes;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A device that waits for its user to sign in elsewhere (RFC 8628).
///
/// @param hash SHA-256 of the device code, which has 256 random bits
/// @param userCode what the user types, as it is shown
/// @param address where the device asked from; the user is shown it
public record DeviceSignIn(
    SecretBytes hash,
    String userCode,
    AppId client,
    String scope,
    Instant expires,
    String address,
    Verdict verdict,
    Optional<CredentialId> grant)
    implements Governed {
  public enum Verdict {
    PENDING,
    APPROVED,
    DECLINED
  }

  /// The hash as it is stored.
  public byte[] digest() {
    return hash.reveal();
  }

  DeviceSignIn approved(CredentialId by) {
    return new DeviceSignIn(
        hash, userCode, client, scope, expires, address, Verdict.APPROVED, Optional.of(by));
  }

  DeviceSignIn declined() {
    return new DeviceSignIn(
        hash, userCode, client, scope, expires, address, Verdict.DECLINED, Optional.empty());
  }

  @Override
  public Map<String, String> facts() {
    return Map.of("appId", client.toString(), "kind", "device code");
  }
}
