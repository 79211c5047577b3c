package dev.strongroom.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A body of `application/x-www-form-urlencoded`, decoded into bytes so that a secret in it never
/// becomes a `String`. The first value of a repeated name wins; a malformed escape stands for
/// itself.
public final class Form {
  static final int MAX_PARAMETERS = 64;
  private static final int HEX = 16;
  private static final int ESCAPE_LENGTH = 3;

  private final Map<String, byte[]> values = new HashMap<>();

  private Form() {}

  public static Form parse(byte[] body) {
    Form form = new Form();
    int from = 0;
    while (from < body.length && form.values.size() < MAX_PARAMETERS) {
      int end = indexOf(body, '&', from, body.length);
      int equals = indexOf(body, '=', from, end);
      String name = new String(decode(body, from, equals), StandardCharsets.UTF_8);
      form.values.putIfAbsent(name, decode(body, Math.min(equals + 1, end), end));
      from = end + 1;
    }
    return form;
  }

  /// Empty when the parameter is absent or has no value, which OAuth treats alike.
  public Optional<String> text(String name) {
    return value(name).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  /// The caller's own copy.
  public Optional<byte[]> bytes(String name) {
    return value(name).map(byte[]::clone);
  }

  private Optional<byte[]> value(String name) {
    return Optional.ofNullable(values.get(name)).filter(bytes -> bytes.length > 0);
  }

  /// Undoes percent-encoding and `+` for a space.
  public static byte[] decode(byte[] text, int from, int to) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(to - from);
    int at = from;
    while (at < to) {
      int escaped = at + ESCAPE_LENGTH <= to && text[at] == '%' ? escape(text, at) : -1;
      if (escaped >= 0) {
        out.write(escaped);
        at += ESCAPE_LENGTH;
      } else {
        out.write(text[at] == '+' ? ' ' : text[at]);
        at += 1;
      }
    }
    return out.toByteArray();
  }

  private static int escape(byte[] text, int at) {
    int high = Character.digit(text[at + 1], HEX);
    int low = Character.digit(text[at + 2], HEX);
    return high < 0 || low < 0 ? -1 : high * HEX + low;
  }

  public static int indexOf(byte[] text, char wanted, int from, int to) {
    for (int i = from; i < to; i += 1) {
      if (text[i] == wanted) {
        return i;
      }
    }
    return to;
  }

  /// Wipes what was decoded.
  public void wipe() {
    values.values().forEach(bytes -> Arrays.fill(bytes, (byte) 0));
  }

  @Override
  public String toString() {
    return "Form[" + values.size() + "]";
  }
}
