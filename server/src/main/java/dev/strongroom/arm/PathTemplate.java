package dev.strongroom.arm;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A path with variable words in braces, as `/subscriptions/{subscription}/resourceGroups/{group}`;
/// the others are compared without regard to case, as ARM does.
record PathTemplate(List<String> parts) {
  static PathTemplate of(String text) {
    return new PathTemplate(List.of(text.substring(1).split("/")));
  }

  /// The variable words, or empty when `path` is another.
  Optional<Map<String, String>> match(List<String> path) {
    if (path.size() != parts.size()) {
      return Optional.empty();
    }
    Map<String, String> words = new LinkedHashMap<>();
    for (int i = 0; i < parts.size(); i += 1) {
      String part = parts.get(i);
      if (part.startsWith("{")) {
        words.put(part.substring(1, part.length() - 1), path.get(i));
      } else if (!part.equalsIgnoreCase(path.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(words);
  }
}
