package dev.strongroom.http;

import dev.strongroom.kernel.Problem;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The segments of a path, split first and decoded after, so that `%2F` is a character of a name
/// and no slash. Several empty ones in a row are one, so a path of slashes is a short path.
final class PathSegments {
  private PathSegments() {}

  /// The segments of `/a///b/` are `a`, an empty one, `b` and an empty one; that of `/` is an empty
  /// one. Throws [Problem.Malformed] for an escape that is none, or is no UTF-8.
  static List<String> of(String path) {
    List<String> segments = new ArrayList<>();
    int start = path.startsWith("/") ? 1 : 0;
    while (start <= path.length()) {
      int slash = path.indexOf('/', start);
      int end = slash < 0 ? path.length() : slash;
      if (end > start) {
        segments.add(decoded(path.substring(start, end)));
      } else if (segments.isEmpty() || !segments.getLast().isEmpty()) {
        segments.add("");
      }
      start = end + 1;
    }
    return segments;
  }

  private static String decoded(String raw) {
    if (raw.indexOf('%') < 0) {
      return raw;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
    int at = 0;
    while (at < raw.length()) {
      char c = raw.charAt(at);
      bytes.write(c == '%' ? escaped(raw, at) : c);
      at += c == '%' ? 3 : 1;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException invalid) {
      throw malformed();
    }
  }

  private static int escaped(String raw, int at) {
    int high = at + 1 < raw.length() ? digit(raw.charAt(at + 1)) : -1;
    int low = at + 2 < raw.length() ? digit(raw.charAt(at + 2)) : -1;
    if (high < 0 || low < 0) {
      throw malformed();
    }
    return high << 4 | low;
  }

  private static int digit(char c) {
    return c < 0x80 ? Character.digit(c, 16) : -1;
  }

  private static RuntimeException malformed() {
    return new Problem.Malformed("The request URI contains a malformed percent-escape.")
        .asException();
  }
}
