package dev.strongroom.trust;

/// The public half of a key pair.
sealed interface PublicHalf extends PublicKeyOperations permits RsaPublic, VerifyingHalf {
  PublicJwk jwk();
}
