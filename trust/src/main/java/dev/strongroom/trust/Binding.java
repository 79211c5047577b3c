package dev.strongroom.trust;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// The place a sealed value belongs to, as associated data: an ordered list of fields, each with
/// its length in front, so that no two lists have the same bytes. Sealed bytes open only under the
/// same list.
public final class Binding {
  private final byte[] encoded;

  private Binding(byte[] encoded) {
    this.encoded = encoded;
  }

  /// @throws IllegalArgumentException when a field is not valid Unicode: encoding it would put a
  ///   replacement character there, and two different fields could become equal
  public static Binding of(String... fields) {
    byte[][] parts = new byte[fields.length][];
    int total = Integer.BYTES;
    for (int i = 0; i < fields.length; i += 1) {
      parts[i] = utf8(fields[i]);
      total += Integer.BYTES + parts[i].length;
    }
    ByteBuffer out = ByteBuffer.allocate(total).putInt(fields.length);
    for (byte[] part : parts) {
      out.putInt(part.length).put(part);
    }
    return new Binding(out.array());
  }

  byte[] encoded() {
    return encoded;
  }

  private static byte[] utf8(String field) {
    byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
    if (!new String(bytes, StandardCharsets.UTF_8).equals(field)) {
      throw new IllegalArgumentException("a field of a binding is not valid Unicode");
    }
    return bytes;
  }

  @Override
  public String toString() {
    return "Binding[" + encoded.length + "]";
  }
}
