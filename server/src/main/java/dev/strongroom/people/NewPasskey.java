package dev.strongroom.people;

/// What a browser hands over of a passkey it has just made.
///
/// @param attestation the authenticator's own data and the public key, in CBOR
public record NewPasskey(byte[] attestation, Ceremony ceremony) {
  Ceremony.Made made() {
    return ceremony.made(attestation);
  }

  @Override
  public String toString() {
    return "NewPasskey[" + attestation.length + " bytes]";
  }
}
