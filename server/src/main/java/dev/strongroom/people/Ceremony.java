package dev.strongroom.people;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.strongroom.trust.SecretBytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Map;

/// What the browser says about a passkey's use (WebAuthn level 2, 5.8.1 and 6.1), checked against
/// the site and the challenge we gave.
///
/// No library: both well-kept ones bring a reflective JSON mapper onto the class path, for
/// attestation statements and metadata that we do not ask for. Without attestation the browser
/// hands over the public key and the authenticator data as they are, and what remains are the
/// comparisons below and one signature.
///
/// @param site host name (RP id) and origin, as `https://login.S`
/// @param clientData the JSON that was signed
public record Ceremony(Site site, String challenge, byte[] clientData, byte[] authenticatorData) {
  private static final int RP_HASH = 32;
  private static final int FLAGS = 32;
  private static final int COUNTER = 33;
  private static final int HEAD = 37;
  private static final int USER_PRESENT = 0x01;
  private static final int USER_VERIFIED = 0x04;
  private static final int MAX_LENGTH = 4_096;

  public record Site(String host, String origin) {}

  /// Refuses what was not made for us, now, with its user there and checked.
  void check(String type) {
    if (clientData.length > MAX_LENGTH
        || authenticatorData.length > MAX_LENGTH
        || authenticatorData.length < HEAD) {
      throw PeopleErrors.wrongCode();
    }
    Map<String, Object> said = said();
    int wanted = USER_PRESENT | USER_VERIFIED;
    byte[] hash = Arrays.copyOf(authenticatorData, RP_HASH);
    boolean ours =
        type.equals(said.get("type"))
            && challenge.equals(said.get("challenge"))
            && site.origin().equals(said.get("origin"))
            && !Boolean.TRUE.equals(said.get("crossOrigin"))
            && Arrays.equals(hash, sha256(site.host().getBytes(StandardCharsets.UTF_8)))
            && (authenticatorData[FLAGS] & wanted) == wanted;
    if (!ours) {
      throw PeopleErrors.wrongCode();
    }
  }

  long counter() {
    return Integer.toUnsignedLong(ByteBuffer.wrap(authenticatorData).getInt(COUNTER));
  }

  /// What the authenticator signed.
  byte[] signed() {
    byte[] hash = sha256(clientData);
    return ByteBuffer.allocate(authenticatorData.length + hash.length)
        .put(authenticatorData)
        .put(hash)
        .array();
  }

  private Map<String, Object> said() {
    try {
      return JSONObjectUtils.parse(new String(clientData, StandardCharsets.UTF_8));
    } catch (ParseException notJson) {
      throw PeopleErrors.wrongCode();
    }
  }

  private static byte[] sha256(byte[] bytes) {
    return Ticket.hash(SecretBytes.owning(bytes)).reveal();
  }

  @Override
  public String toString() {
    return "Ceremony[" + site.host() + "]";
  }
}
