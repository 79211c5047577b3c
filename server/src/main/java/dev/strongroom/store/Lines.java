package dev.strongroom.store;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/// Short lists in one column of text: a line each, form-encoded, so that nothing in a value can end
/// its line.
final class Lines {
  private Lines() {}

  static String of(List<String> items) {
    return items.stream().map(Lines::encode).collect(Collectors.joining("\n"));
  }

  static List<String> list(String text) {
    return text.isEmpty() ? List.of() : text.lines().map(Lines::decode).toList();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
