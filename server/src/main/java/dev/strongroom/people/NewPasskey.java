package dev.strongroom.people;

import dev.strongroom.trust.SignatureCheck;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/// What a browser hands over of a passkey it has just made: credential id in base64url, and the
/// public key as SubjectPublicKeyInfo.
public record NewPasskey(String handle, byte[] spki, Ceremony ceremony) {
  private static final String TYPE = "webauthn.create";
  private static final int ATTESTED = 0x40;
  private static final int FLAGS = 32;
  private static final int ID_LENGTH_AT = 53;
  private static final int ID_AT = 55;
  private static final int MAX_ID = 1_023;

  /// The credential id must be the one in the authenticator's own data.
  void check() {
    ceremony.check(TYPE);
    byte[] data = ceremony.authenticatorData();
    boolean attested = (data[FLAGS] & ATTESTED) != 0 && data.length > ID_AT;
    int length = attested ? Short.toUnsignedInt(ByteBuffer.wrap(data).getShort(ID_LENGTH_AT)) : 0;
    boolean whole = length > 0 && length <= MAX_ID && ID_AT + length <= data.length;
    if (!whole || !handle.equals(idAt(data, length)) || !SignatureCheck.usable(spki)) {
      throw PeopleErrors.wrongCode();
    }
  }

  private static String idAt(byte[] data, int length) {
    byte[] id = Arrays.copyOfRange(data, ID_AT, ID_AT + length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
  }

  @Override
  public String toString() {
    return "NewPasskey[" + handle + "]";
  }
}
