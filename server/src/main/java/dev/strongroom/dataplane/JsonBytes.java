package dev.strongroom.dataplane;

import dev.strongroom.trust.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Writes JSON straight into the bytes of an answer, so that the value of a secret never becomes a
/// String and leaves no copy behind: every array that was outgrown is wiped.
final class JsonBytes {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final int MAX_ESCAPE = 6;
  private byte[] bytes;
  private int length;
  private boolean first = true;

  /// `expected` is a guess at the whole length.
  JsonBytes(int expected) {
    bytes = new byte[expected];
  }

  JsonBytes open(char bracket) {
    separate();
    put((byte) bracket);
    first = true;
    return this;
  }

  JsonBytes close(char bracket) {
    put((byte) bracket);
    first = false;
    return this;
  }

  /// A member's name; the next call writes its value.
  JsonBytes name(String name) {
    string(name);
    put((byte) ':');
    first = true;
    return this;
  }

  JsonBytes string(String text) {
    separate();
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    quote(utf8);
    return this;
  }

  JsonBytes string(SecretBytes utf8) {
    separate();
    quote(utf8.reveal());
    return this;
  }

  JsonBytes number(long number) {
    separate();
    ascii(Long.toString(number));
    return this;
  }

  JsonBytes flag(boolean flag) {
    separate();
    ascii(Boolean.toString(flag));
    return this;
  }

  JsonBytes none() {
    separate();
    ascii("null");
    return this;
  }

  byte[] finish() {
    if (length == bytes.length) {
      return bytes;
    }
    byte[] exact = Arrays.copyOf(bytes, length);
    Arrays.fill(bytes, (byte) 0);
    return exact;
  }

  private void separate() {
    if (!first) {
      put((byte) ',');
    }
    first = false;
  }

  private void quote(byte[] utf8) {
    reserve(utf8.length + 2);
    put((byte) '"');
    int from = 0;
    for (int i = 0; i < utf8.length; i += 1) {
      byte b = utf8[i];
      if (b == '"' || b == '\\' || (b >= 0 && b < ' ')) {
        run(utf8, from, i);
        escape(b);
        from = i + 1;
      }
    }
    run(utf8, from, utf8.length);
    put((byte) '"');
  }

  private void run(byte[] from, int start, int end) {
    reserve(end - start);
    System.arraycopy(from, start, bytes, length, end - start);
    length += end - start;
  }

  private void escape(byte b) {
    reserve(MAX_ESCAPE);
    put((byte) '\\');
    switch (b) {
      case '"', '\\' -> put(b);
      case '\n' -> put((byte) 'n');
      case '\r' -> put((byte) 'r');
      case '\t' -> put((byte) 't');
      case '\b' -> put((byte) 'b');
      case '\f' -> put((byte) 'f');
      default -> {
        ascii("u00");
        put(HEX[b >> 4]);
        put(HEX[b & 0xf]);
      }
    }
  }

  private void ascii(String text) {
    reserve(text.length());
    for (int i = 0; i < text.length(); i += 1) {
      put((byte) text.charAt(i));
    }
  }

  private void put(byte b) {
    if (length == bytes.length) {
      reserve(1);
    }
    bytes[length] = b;
    length += 1;
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      byte[] outgrown = bytes;
      bytes = Arrays.copyOf(outgrown, Math.max(outgrown.length * 2, length + more + 1));
      Arrays.fill(outgrown, (byte) 0);
    }
  }
}
