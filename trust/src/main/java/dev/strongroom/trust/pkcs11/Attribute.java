package dev.strongroom.trust.pkcs11;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// One attribute of an object, or of the template of one.
///
/// @param type one of `CKA_…`
/// @param nested for the few attributes that are templates themselves, instead of a value
@SuppressWarnings("ArrayRecordComponent")
public record Attribute(long type, byte[] value, List<Attribute> nested) {
  public Attribute(long type, byte[] value) {
    this(type, value, List.of());
  }

  public static Attribute template(long type, List<Attribute> nested) {
    return new Attribute(type, new byte[0], nested);
  }

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
