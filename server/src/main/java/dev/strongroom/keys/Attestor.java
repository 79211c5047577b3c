package dev.strongroom.keys;

import dev.strongroom.trust.PublicJwk;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Believes attestation authorities that the operator has configured.
@FunctionalInterface
public interface Attestor {
  /// What an authority says of an environment.
  ///
  /// @param claims by path (`x-ms-isolation-tee.x-ms-compliance-status`), values as JSON writes
  ///   them, so that a text is never taken for a number
  /// @param key of the environment, for which a released key is wrapped
  record Attested(Map<String, String> claims, Optional<Recipient> key) {}

  record Recipient(String kid, PublicJwk.Rsa key) {}

  /// Empty when this authority is not configured, did not sign the token, or it does not hold now.
  Optional<Attested> attested(String authority, String token, Instant now);
}
