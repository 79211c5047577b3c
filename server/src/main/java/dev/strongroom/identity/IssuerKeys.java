package dev.strongroom.identity;

import com.nimbusds.jose.jwk.JWKSet;
import java.time.Instant;
import java.util.Optional;

/// The public keys of foreign issuers. Asked only about issuers that a federated credential or the
/// configuration names.
public interface IssuerKeys {
  /// Empty when the issuer cannot be asked and was not asked recently.
  Optional<JWKSet> keys(String issuer, Instant now);

  /// What [#keys] would answer without asking anybody; empty when somebody has to be asked first.
  /// The same object as long as nothing was fetched.
  Optional<JWKSet> inMemory(String issuer, Instant now);

  /// The same as [#keys] after a token named a key that [#keys] did not have; asks again, but not
  /// at the rate at which strangers can send tokens.
  Optional<JWKSet> newer(String issuer, Instant now);
}
