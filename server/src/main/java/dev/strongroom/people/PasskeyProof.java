package dev.strongroom.people;

/// A passkey's signature over our challenge.
///
/// @param handle the credential id in base64url
public record PasskeyProof(
    String handle, Ceremony ceremony, byte[] authenticatorData, byte[] signature) {
  /// Checks it all; answers the authenticator's counter.
  long counter(Factor.Passkey passkey) {
    return ceremony.used(passkey, authenticatorData, signature);
  }

  @Override
  public String toString() {
    return "PasskeyProof[" + handle + "]";
  }
}
