package dev.strongroom.people;

import dev.strongroom.trust.SignatureCheck;

/// A passkey's signature over our challenge.
///
/// @param handle the credential id in base64url
public record PasskeyProof(String handle, Ceremony ceremony, byte[] signature) {
  private static final String TYPE = "webauthn.get";

  /// Checks it all; answers the authenticator's counter. One that does not grow belongs to a copy.
  long counter(Factor.Passkey passkey) {
    ceremony.check(TYPE);
    if (!SignatureCheck.holds(passkey.stored(), ceremony.signed(), signature)) {
      throw PeopleErrors.wrongCode();
    }
    long count = ceremony.counter();
    boolean counts = count != 0 || passkey.counter() != 0;
    if (counts && count <= passkey.counter()) {
      throw PeopleErrors.wrongCode();
    }
    return count;
  }

  @Override
  public String toString() {
    return "PasskeyProof[" + handle + "]";
  }
}
