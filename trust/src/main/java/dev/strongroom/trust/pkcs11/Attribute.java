package dev.strongroom.trust.pkcs11;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// One attribute of an object, or of the template of one.
///
/// @param type one of `CKA_…`
@SuppressWarnings("ArrayRecordComponent")
public record Attribute(long type, byte[] value) {
  public static Attribute flag(long type, boolean value) {
    return new Attribute(type, new byte[] {(byte) (value ? 1 : 0)});
  }

  public static Attribute number(long type, long value) {
    byte[] bytes =
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder()).putLong(value).array();
    return new Attribute(type, bytes);
  }

  public static Attribute text(long type, String value) {
    return new Attribute(type, value.getBytes(StandardCharsets.UTF_8));
  }

  /// The value may be a key.
  @Override
  public String toString() {
    return "Attribute[0x" + Long.toHexString(type) + ", " + value.length + " bytes]";
  }
}
