package dev.strongroom.identity;

import com.nimbusds.jose.jwk.JWKSet;
import java.time.Instant;
import java.util.Optional;

/// The public keys of foreign issuers. Asked only about issuers that a federated credential names.
public interface IssuerKeys {
  /// Empty when the issuer cannot be asked and was not asked recently.
  Optional<JWKSet> keys(String issuer, Instant now);

  /// The same after a token named a key that [#keys] did not have; asks again, but not at the rate
  /// at which strangers can send tokens.
  Optional<JWKSet> newer(String issuer, Instant now);
}
