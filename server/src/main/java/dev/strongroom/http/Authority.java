package dev.strongroom.http;

import java.util.Locale;
import java.util.Optional;

/// Host and port of a `Host` field or `:authority`, RFC 3986 without user information: a name of
/// letters, digits, `-`, `.`, `_`, or an address in brackets. The host is in lower case, without
/// the root's dot at its end.
///
/// @param port 0 when none was given
record Authority(String host, int port) {
  private static final int MAX_HOST_LENGTH = 253;
  private static final int MAX_PORT = 65_535;

  static Optional<Authority> parse(String text) {
    int end = text.startsWith("[") ? text.indexOf(']') + 1 : text.indexOf(':');
    String host = end <= 0 ? text : text.substring(0, end);
    String rest = text.substring(host.length());
    int port = rest.isEmpty() ? 0 : port(rest);
    if (port < 0) {
      return Optional.empty();
    }
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    boolean valid = name.startsWith("[") ? isAddress(name) : isName(name);
    return valid
        ? Optional.of(new Authority(name.toLowerCase(Locale.ROOT), port))
        : Optional.empty();
  }

  /// -1 when `text` is no colon and port.
  private static int port(String text) {
    if (text.charAt(0) != ':' || text.length() > 6) {
      return -1;
    }
    int port = 0;
    for (int i = 1; i < text.length(); i += 1) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      port = port * 10 + (c - '0');
    }
    return port > MAX_PORT ? -1 : port;
  }

  private static boolean isName(String text) {
    if (text.isEmpty() || text.length() > MAX_HOST_LENGTH) {
      return false;
    }
    return text.chars().allMatch(c -> isLetterOrDigit(c) || c == '-' || c == '.' || c == '_');
  }

  private static boolean isAddress(String text) {
    return text.length() > 3
        && text.endsWith("]")
        && text.substring(1, text.length() - 1)
            .chars()
            .allMatch(c -> Character.digit(c, 16) >= 0 && c < 0x80 || c == ':' || c == '.');
  }

  private static boolean isLetterOrDigit(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
