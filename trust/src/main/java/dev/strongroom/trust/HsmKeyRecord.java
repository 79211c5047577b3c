package dev.strongroom.trust;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// What there is to remember of a key in a token, and nothing of its private half. Encoded, it is
///
/// ```
/// format (1) | specification (1) | purpose (1) | length (4) spki | length (4) label | wrapped
/// ```
///
/// @param spki the public half as SubjectPublicKeyInfo; empty for a symmetric key
/// @param label of the object in the token
/// @param wrapped the whole key as its token wrapped it, for bringing it back; empty when the token
///   has no way of wrapping keys
@SuppressWarnings("ArrayRecordComponent")
public record HsmKeyRecord(
    KeySpec spec, HsmKeyPurpose purpose, byte[] spki, String label, byte[] wrapped) {
  private static final byte FORMAT = 2;
  private static final int HEADER = 3 + 2 * Integer.BYTES;

  public byte[] encoded() {
    byte[] name = label.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(HEADER + spki.length + name.length + wrapped.length)
        .put(FORMAT)
        .put((byte) spec.code())
        .put((byte) purpose.code())
        .putInt(spki.length)
        .put(spki)
        .putInt(name.length)
        .put(name)
        .put(wrapped)
        .array();
  }

  /// @throws Tampered when these are not the bytes of [#encoded()]
  public static HsmKeyRecord decode(byte[] encoded) {
    ByteBuffer in = ByteBuffer.wrap(encoded);
    try {
      if (in.get() != FORMAT) {
        throw new Tampered("not a key in an HSM of a known format");
      }
      KeySpec spec =
          KeyMaterial.specOf(in.get())
              .orElseThrow(() -> new Tampered("not a key of a known specification"));
      HsmKeyPurpose purpose = HsmKeyPurpose.of(in.get());
      byte[] spki = part(in, in.getInt());
      String label = new String(part(in, in.getInt()), StandardCharsets.UTF_8);
      return new HsmKeyRecord(spec, purpose, spki, label, part(in, in.remaining()));
    } catch (BufferUnderflowException cut) {
      throw new Tampered("a key in an HSM was cut");
    }
  }

  /// The encoded form for whoever keeps it where other kinds keep secrets.
  public SecretBytes toSeal() {
    return SecretBytes.owning(encoded());
  }

  /// @throws Tampered when these are not the bytes of [#toSeal()]
  public static HsmKeyRecord decode(SecretBytes sealed) {
    return decode(sealed.reveal());
  }

  /// Whether it can be backed up, and brought back.
  public boolean backedUp() {
    return wrapped.length > 0;
  }

  private static byte[] part(ByteBuffer in, int length) {
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] part = new byte[length];
    in.get(part);
    return part;
  }

  @Override
  public String toString() {
    return "HsmKeyRecord[" + spec.label() + ", " + label + "]";
  }
}
