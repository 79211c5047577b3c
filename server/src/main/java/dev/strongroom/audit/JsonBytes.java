package dev.strongroom.audit;

import java.util.Arrays;

/// Writes JSON straight into UTF-8 bytes. Besides what JSON asks for it escapes everything that a
/// terminal may take for a command, because people read audit logs in terminals and callers choose
/// parts of them.
final class JsonBytes {
  private static final int START = 2_048;
  private static final int LONGEST_ESCAPE = 6;
  private static final char CUT = '\u2026';
  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };
  private byte[] bytes = new byte[START];
  private int length;

  JsonBytes open() {
    return raw("{");
  }

  JsonBytes close() {
    return raw("}");
  }

  /// The name of a member, with the comma before it where one is due. `name` is ours: plain ASCII.
  JsonBytes name(String name) {
    ensure(name.length() + 4);
    if (bytes[length - 1] != '{') {
      put(',');
    }
    put('"');
    raw(name);
    put('"');
    put(':');
    return this;
  }

  /// A member whose name the operation chose.
  JsonBytes member(String name, int maxName, String value, int maxValue) {
    ensure(1);
    if (bytes[length - 1] != '{') {
      put(',');
    }
    text(name, maxName);
    ensure(1);
    put(':');
    return text(value, maxValue);
  }

  /// Text of ours that needs no escaping.
  JsonBytes raw(String ascii) {
    int count = ascii.length();
    ensure(count);
    copy(ascii, count);
    return this;
  }

  JsonBytes flag(boolean value) {
    return raw(value ? "true" : "false");
  }

  /// `value` as a JSON string of at most `max` characters; half a surrogate pair becomes U+FFFD.
  JsonBytes text(String value, int max) {
    boolean cut = value.length() > max;
    int end = cut ? max : value.length();
    ensure(end + 2);
    put('"');
    int plain = plainUntil(value, end);
    copy(value, plain);
    for (int i = plain; i < end; i += 1) {
      char c = value.charAt(i);
      if (c >= ' ' && c < 0x7f && c != '"' && c != '\\') {
        put(c);
      } else if (Character.isHighSurrogate(c)
          && i + 1 < end
          && Character.isLowSurrogate(value.charAt(i + 1))) {
        i += 1;
        ensure(end - i + LONGEST_ESCAPE + 2);
        pair(Character.toCodePoint(c, value.charAt(i)));
      } else {
        ensure(end - i + LONGEST_ESCAPE + 2);
        special(c);
      }
    }
    if (cut) {
      ensure(LONGEST_ESCAPE + 2);
      special(CUT);
    }
    put('"');
    return this;
  }

  /// `value` with `digits` digits, zeros in front.
  JsonBytes digits(long value, int digits) {
    ensure(digits);
    long rest = value;
    for (int at = length + digits - 1; at >= length; at -= 1) {
      bytes[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
    return this;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  /// Most text is plain from end to end; that is copied in one go.
  private static int plainUntil(String value, int end) {
    for (int i = 0; i < end; i += 1) {
      char c = value.charAt(i);
      if (c < ' ' || c >= 0x7f || c == '"' || c == '\\') {
        return i;
      }
    }
    return end;
  }

  @SuppressWarnings("deprecation") // it takes the low byte of each character: right for ASCII
  private void copy(String ascii, int count) {
    ascii.getBytes(0, count, bytes, length);
    length += count;
  }

  private void special(char c) {
    if (c == '"' || c == '\\') {
      put('\\');
      put(c);
    } else if (c < 0xa0 || isLineBreakOrDirection(c)) {
      unicodeEscape(c);
    } else if (c < 0x800) {
      put(0xc0 | c >> 6);
      put(0x80 | c & 0x3f);
    } else {
      char shown = Character.isSurrogate(c) ? '\ufffd' : c;
      put(0xe0 | shown >> 12);
      put(0x80 | shown >> 6 & 0x3f);
      put(0x80 | shown & 0x3f);
    }
  }

  private static boolean isLineBreakOrDirection(char c) {
    return (c >= '\u200e' && c <= '\u200f')
        || (c >= '\u2028' && c <= '\u202e')
        || (c >= '\u2066' && c <= '\u2069');
  }

  private void pair(int codePoint) {
    put(0xf0 | codePoint >> 18);
    put(0x80 | codePoint >> 12 & 0x3f);
    put(0x80 | codePoint >> 6 & 0x3f);
    put(0x80 | codePoint & 0x3f);
  }

  private void unicodeEscape(char c) {
    put('\\');
    put('u');
    for (int shift = 12; shift >= 0; shift -= 4) {
      put(HEX[c >> shift & 0xf]);
    }
  }

  private void put(int b) {
    bytes[length] = (byte) b;
    length += 1;
  }

  private void ensure(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
