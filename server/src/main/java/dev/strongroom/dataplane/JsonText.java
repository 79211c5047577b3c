package dev.strongroom.dataplane;

import dev.strongroom.kernel.Problem;
import dev.strongroom.trust.SecretBytes;
import java.util.Arrays;

/// Reads one JSON string of a request body into UTF-8 bytes, without a String and without the
/// parser's own buffers, which are reused and never wiped. What is not UTF-8, or names half a
/// surrogate pair, is refused: stored as anything else it would not come back byte for byte.
final class JsonText {
  private static final String NOT_JSON = "The request body is not well-formed JSON.";
  private static final String NOT_UTF8 = "The request body is not valid UTF-8.";
  private static final int HEX_DIGITS = 4;
  private final byte[] body;
  private final byte[] out;
  private int at;
  private int length;
  private int characters;

  private JsonText(byte[] body, int start, int end) {
    this.body = body;
    this.out = new byte[end - start];
    this.at = start;
  }

  /// The text and its length in characters, as Azure counts them (UTF-16 units).
  record Text(SecretBytes utf8, int characters) {}

  /// Reads the string whose opening quote stands at `quote`.
  static Text read(byte[] body, long quote) {
    int start = Math.toIntExact(quote) + 1;
    if (quote < 0 || start > body.length || body[start - 1] != '"') {
      throw refused(NOT_UTF8);
    }
    return new JsonText(body, start, end(body, start)).read(end(body, start));
  }

  private static int end(byte[] body, int start) {
    for (int i = start; i < body.length; i += 1) {
      if (body[i] == '"') {
        return i;
      } else if (body[i] == '\\') {
        i += 1;
      }
    }
    throw refused(NOT_JSON);
  }

  private Text read(int end) {
    try {
      while (at < end) {
        next(end);
      }
    } catch (RuntimeException refused) {
      Arrays.fill(out, (byte) 0);
      throw refused;
    }
    byte[] exact = length == out.length ? out : Arrays.copyOf(out, length);
    if (exact != out) {
      Arrays.fill(out, (byte) 0);
    }
    return new Text(SecretBytes.owning(exact), characters);
  }

  private void next(int end) {
    int b = body[at] & 0xff;
    at += 1;
    if (b == '\\') {
      escape(end);
    } else if (b < ' ') {
      throw refused(NOT_JSON);
    } else if (b < 0x80) {
      out[length] = (byte) b;
      length += 1;
      characters += 1;
    } else {
      sequence(b, end);
    }
  }

  private void escape(int end) {
    int b = body[at];
    at += 1;
    switch (b) {
      case '"', '\\', '/' -> put(b);
      case 'n' -> put('\n');
      case 'r' -> put('\r');
      case 't' -> put('\t');
      case 'b' -> put('\b');
      case 'f' -> put('\f');
      case 'u' -> unit(end);
      default -> throw refused(NOT_JSON);
    }
  }

  private void unit(int end) {
    int unit = hex(end);
    if (Character.isHighSurrogate((char) unit)
        && at + 2 <= end
        && body[at] == '\\'
        && body[at + 1] == 'u') {
      at += 2;
      int low = hex(end);
      if (Character.isLowSurrogate((char) low)) {
        put(Character.toCodePoint((char) unit, (char) low));
        return;
      }
    }
    if (Character.isSurrogate((char) unit)) {
      throw refused("The request body names half of a surrogate pair, which is no character.");
    }
    put(unit);
  }

  private int hex(int end) {
    if (at + HEX_DIGITS > end) {
      throw refused(NOT_JSON);
    }
    int unit = 0;
    for (int i = 0; i < HEX_DIGITS; i += 1) {
      int digit = Character.digit(body[at], 16);
      if (digit < 0) {
        throw refused(NOT_JSON);
      }
      unit = unit << 4 | digit;
      at += 1;
    }
    return unit;
  }

  /// Two to four bytes of UTF-8: not overlong, no surrogate, not beyond U+10FFFF.
  private void sequence(int lead, int end) {
    int more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
    if (lead < 0xc2 || lead > 0xf4 || at + more > end) {
      throw refused(NOT_UTF8);
    }
    int code = lead & (0x3f >> more);
    for (int i = 0; i < more; i += 1) {
      int b = body[at];
      if ((b & 0xc0) != 0x80) {
        throw refused(NOT_UTF8);
      }
      code = code << 6 | (b & 0x3f);
      at += 1;
    }
    boolean overlong = (more == 2 && code < 0x800) || (more == 3 && code < 0x10000);
    if (overlong || code > Character.MAX_CODE_POINT || (code >= 0xd800 && code <= 0xdfff)) {
      throw refused(NOT_UTF8);
    }
    put(code);
  }

  private void put(int code) {
    characters += Character.charCount(code);
    if (code < 0x80) {
      append(code);
    } else if (code < 0x800) {
      append(0xc0 | code >> 6);
      append(0x80 | (code & 0x3f));
    } else if (code < 0x10000) {
      append(0xe0 | code >> 12);
      append(0x80 | (code >> 6 & 0x3f));
      append(0x80 | (code & 0x3f));
    } else {
      append(0xf0 | code >> 18);
      append(0x80 | (code >> 12 & 0x3f));
      append(0x80 | (code >> 6 & 0x3f));
      append(0x80 | (code & 0x3f));
    }
  }

  private void append(int b) {
    out[length] = (byte) b;
    length += 1;
  }

  private static RuntimeException refused(String message) {
    return new Problem.Malformed(message).asException();
  }
}
