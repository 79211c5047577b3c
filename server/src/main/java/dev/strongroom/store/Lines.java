package dev.strongroom.store;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Short lists and maps in one column of text: a line each, form-encoded, so that nothing in a
/// value can end its line.
final class Lines {
  private Lines() {}

  static String of(List<String> items) {
    return items.stream().map(Lines::encode).collect(Collectors.joining("\n"));
  }

  static List<String> list(String text) {
    return text.isEmpty() ? List.of() : text.lines().map(Lines::decode).toList();
  }

  static String of(Map<String, String> pairs) {
    return pairs.entrySet().stream()
        .map(pair -> encode(pair.getKey()) + "=" + encode(pair.getValue()))
        .collect(Collectors.joining("\n"));
  }

  static Map<String, String> map(String text) {
    Map<String, String> pairs = new LinkedHashMap<>();
    text.lines()
        .forEach(line -> {
          int equals = line.indexOf('=');
          pairs.put(decode(line.substring(0, equals)), decode(line.substring(equals + 1)));
        });
    return pairs;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
