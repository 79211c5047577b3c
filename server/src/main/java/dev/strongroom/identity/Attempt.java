package dev.strongroom.identity;

import dev.strongroom.trust.SecretBytes;
import java.util.Optional;

/// What a client sent to a token endpoint, as far as it sent it. What is missing or wrong is said
/// by [RequestToken], in Entra's order, so that every attempt is on record as a sign-in.
///
/// @param tenant the first segment of the path: a tenant id, `common`, `organizations` or `adfs`
/// @param resource from `resource` of the v1.0 endpoint
public record Attempt(
    String tenant,
    Optional<String> grantType,
    Optional<String> clientId,
    Optional<Proof> proof,
    Optional<String> scope,
    Optional<String> resource) {
  public sealed interface Proof {
    record Secret(SecretBytes value) implements Proof {}

    /// A JWT of type `urn:ietf:params:oauth:client-assertion-type:jwt-bearer`.
    record Assertion(SecretBytes jwt) implements Proof {}
  }
}
